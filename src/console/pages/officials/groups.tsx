import { makeBindingCode } from '../../../application/orders/registry.ts'
import type { OfficeRoom } from '../../../store/reading/officials.ts'
import type { Console } from '../../declare.tsx'
import { Order } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { codeShown } from '../binding-code.tsx'

interface Named {
  id: string
  name: string
}
interface Groups {
  town: Named
  villages: readonly Named[]
  rooms: readonly OfficeRoom[]
  csrf: string
}

export const Groups = ({ town, villages, rooms, csrf }: Groups) => (
  <>
    <h2>镇群和村群</h2>
    <p class="soft">要一个代码，把小助手拉进群，在群里发“绑定”加代码。换了群就再要一个。</p>
    <Table
      label="镇群和村群"
      rows={[
        { ...town, path: '/officials/town-code', bound: rooms.some((r) => r.kind === 'town') },
        ...villages.map((v) => ({
          id: v.id,
          name: v.name,
          path: `/officials/villages/${v.id}/code`,
          bound: rooms.some((r) => r.kind === 'village' && r.villageId === v.id),
        })),
      ]}
      empty=""
      columns={[
        { head: '哪里', cell: (p) => p.name },
        { head: '群', cell: (p) => (p.bound ? <Badge tone="good">绑上了</Badge> : <Badge tone="warn">还没绑</Badge>) },
        {
          head: '',
          cell: (p) => (
            <Order action={p.path} csrf={csrf}>
              <button type="submit" class="small plain">
                要绑定代码
              </button>
            </Order>
          ),
        },
      ]}
    />
  </>
)

export function groupOrders(console: Console): void {
  const { deps } = console
  const back = { href: '/officials', name: '回到干部' }
  console.action('/officials/town-code', 'keepOfficials', async ({ who, now }) =>
    codeShown(await makeBindingCode(deps, who, { townId: who.townId }), now, back),
  )
  console.action('/officials/villages/:id/code', 'keepOfficials', async ({ who, param, now }) =>
    codeShown(await makeBindingCode(deps, who, { villageId: param('id') }), now, back),
  )
}
