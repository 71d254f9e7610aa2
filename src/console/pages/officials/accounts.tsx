/** Whose chat account is whose: who called without being known is named, and let go again when it was somebody else. */

import { bindOfficial, unbindOfficial } from '../../../application/orders/officials.ts'
import { OFFICIAL_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Database } from '../../../store/database.ts'
import { type CallerRow, listCallers, type OfficeRoom, type OfficialRow } from '../../../store/reading/officials.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order, Select } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'

/** Of each group; who called longer ago has to call again. */
const CALLERS_SHOWN = 20

interface Called {
  caller: CallerRow
  room: OfficeRoom
}

/** Whom nobody has named yet, of every group of an office. */
export async function callersOf(db: Database, townId: string, rooms: readonly OfficeRoom[]): Promise<Called[]> {
  const found = await Promise.all(rooms.map((room) => listCallers(db, townId, room.id, { limit: CALLERS_SHOWN })))
  return rooms.flatMap((room, i) => (found[i]?.items ?? []).filter((c) => c.officialId === null).map((caller) => ({ caller, room })))
}

interface Callers {
  callers: readonly Called[]
  /** In office, to be chosen from. */
  officials: readonly OfficialRow[]
  now: Instant
  csrf: string
}

export const Callers = ({ callers, officials, now, csrf }: Callers) => (
  <>
    <h2>认微信号</h2>
    <p class="soft">请本人在群里发“帮助”，或者发“我是”加名字，这里就看得到。</p>
    <Table
      label="还没认的微信号"
      rows={callers}
      empty="没有等着认的微信号。"
      columns={[
        { head: '微信上的名字', cell: ({ caller }) => caller.nickname || '（没有名字）' },
        { head: '在哪个群', cell: ({ room }) => room.name },
        { head: '什么时候', cell: ({ caller }) => moment(caller.at, now) },
        {
          head: '是谁',
          cell: ({ caller, room }) => {
            const could = officials.filter((o) => room.kind === 'town' || o.villageId === room.villageId)
            if (could.length === 0) return '请先在下面登记这个人'
            return (
              <Order action="/officials/bind" csrf={csrf} class="line">
                <input type="hidden" name="caller" value={caller.id} />
                <Select
                  name="official"
                  id={`official-${caller.id}`}
                  label="是谁"
                  options={could.map((o) => [o.id, `${o.name}（${o.villageName ?? '镇'}）`] as const)}
                />
                <button type="submit" class="small">
                  就是他
                </button>
              </Order>
            )
          },
        },
      ]}
    />
  </>
)

export const Accounts = ({ of, csrf }: { of: OfficialRow; csrf: string }) =>
  of.accounts.length === 0 ? (
    <Badge tone="warn">还没认</Badge>
  ) : (
    <div>
      {of.accounts.map((a) => (
        <Ask
          action={`/officials/${of.id}/unbind`}
          csrf={csrf}
          name={a.nickname || '微信号'}
          means={`这个微信号以后说的不再算${of.name}的。`}
          sure="不是他的"
          fields={{ account: a.id }}
        />
      ))}
    </div>
  )

type Kept = Awaited<ReturnType<typeof bindOfficial>>

/** What an order about an official came to: back to the list, with a word. */
export const backWith = (made: Kept, done: string) => settled(made, OFFICIAL_REFUSALS) && { to: '/officials', done }

export function accountOrders(console: Console): void {
  const { deps } = console
  console.action('/officials/bind', 'keepOfficials', async ({ who, text }) =>
    backWith(await bindOfficial(deps, who, text('official'), text('caller')), '认好了，他在群里发的命令算数了。'),
  )
  console.action('/officials/:id/unbind', 'keepOfficials', async ({ who, param, text }) =>
    backWith(await unbindOfficial(deps, who, param('id'), text('account')), '放开了。'),
  )
}
