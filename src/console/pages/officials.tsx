/** Who the town's officials and the villages' cadres are, whose chat account is whose, and the groups in which they give orders. */

import { bindOfficial, endOffice, makeOfficial, unbindOfficial } from '../../application/orders/officials.ts'
import { makeBindingCode } from '../../application/orders/registry.ts'
import { Problem } from '../../door/problem.ts'
import { OFFICIAL_REFUSALS } from '../../door/refusals.ts'
import { settled } from '../../door/settle.ts'
import {
  type CallerRow,
  listCallers,
  listOfficials,
  type OfficeRoom,
  type OfficialRow,
  officeRooms,
} from '../../store/reading/officials.ts'
import { LIMIT_MAX } from '../../store/reading/select.ts'
import { theTown } from '../../store/reading/town.ts'
import { listVillages } from '../../store/reading/villages.ts'
import type { Console } from '../declare.tsx'
import { Ask, Line, Order, Select } from '../forms.tsx'
import { Badge, Pager, Table } from '../parts.tsx'
import { moment } from '../times.ts'

const OFFICE = { cadre: '村干部', official: '镇干部' } as const
/** Of each group; who called longer ago has to call again. */
const CALLERS_SHOWN = 20

export function officialPages(console: Console): void {
  const { db } = console.deps
  console.page('/officials', 'keepOfficials', async ({ who, reach, now, csrf, query, url }) => {
    const ended = query('ended') === '1'
    const [town, villages, rooms, page, choice] = await Promise.all([
      theTown(db),
      listVillages(db, reach),
      officeRooms(db, who.townId),
      listOfficials(db, who.townId, { ended, cursor: query('cursor') }),
      listOfficials(db, who.townId, { ended: false, limit: LIMIT_MAX }),
    ])
    const callers = await callersOf(console, who.townId, rooms)
    const body = (
      <>
        <h1>干部</h1>
        <p class="sub">镇干部和村干部在镇群、村群里受理、上报、交办。先把群绑上，再登记人，再认微信号。</p>
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
                const could = choice.items.filter((o) => room.kind === 'town' || o.villageId === room.villageId)
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
        <h2>{ended ? '不任职的干部' : '在职的干部'}</h2>
        <Table
          label="干部"
          rows={page.items}
          empty={ended ? '没有。' : '还没有登记干部。在下面登记，他们在群里发的命令才算数。'}
          columns={[
            { head: '名字', cell: (o) => o.name },
            { head: '职务', cell: (o) => `${o.villageName ?? ''}${OFFICE[o.office]}` },
            { head: '微信号', cell: (o) => <Accounts of={o} csrf={csrf} /> },
            { head: '', cell: (o) => (o.endedAt === null ? <End of={o} csrf={csrf} /> : `${moment(o.endedAt, now)}起不任职`) },
          ]}
        />
        <Pager next={page.next} url={url} />
        <p>{ended ? <a href="/officials">看在职的</a> : <a href="/officials?ended=1">看不任职的</a>}</p>
        <h2>登记一个人</h2>
        <Order action="/officials" csrf={csrf} class="card">
          <Line label="名字" name="name" required maxlength={40} />
          <Select
            name="village"
            label="哪里的"
            any="镇里（镇干部）"
            options={villages.map((v) => [v.id, `${v.name}（村干部）`] as const)}
          />
          <button type="submit">登记</button>
        </Order>
        <h2>镇群和村群</h2>
        <p class="soft">要一个代码，把小助手拉进群，在群里发“绑定”加代码。换了群就再要一个。</p>
        <Table
          label="镇群和村群"
          rows={[
            { id: who.townId, name: town?.name ?? '镇', path: '/officials/town-code', bound: rooms.some((r) => r.kind === 'town') },
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
    return { title: '干部', body }
  })
  officialOrders(console)
}

const Accounts = ({ of, csrf }: { of: OfficialRow; csrf: string }) =>
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

const End = ({ of, csrf }: { of: OfficialRow; csrf: string }) => (
  <Ask
    action={`/officials/${of.id}/end`}
    csrf={csrf}
    name="不任职了"
    means={`${of.name}的微信号会放开，在群里发的命令不再算数；办过的事还在他名下。能登录的账号要另外停用。`}
    sure="不任职了"
  />
)

/** Whom nobody has named yet, of every group of an office. */
async function callersOf(
  console: Console,
  townId: string,
  rooms: readonly OfficeRoom[],
): Promise<{ caller: CallerRow; room: OfficeRoom }[]> {
  const found = await Promise.all(rooms.map((room) => listCallers(console.deps.db, townId, room.id, { limit: CALLERS_SHOWN })))
  return rooms.flatMap((room, i) => (found[i]?.items ?? []).filter((c) => c.officialId === null).map((caller) => ({ caller, room })))
}

function officialOrders(console: Console): void {
  const { deps } = console
  const kept = (made: Awaited<ReturnType<typeof makeOfficial>>, done: string) =>
    settled(made, OFFICIAL_REFUSALS) && { to: '/officials', done }
  console.action('/officials', 'keepOfficials', async ({ who, text }) => {
    const name = text('name')
    if (name === '' || name.length > 40) throw new Problem('badRequest', '请写名字，最多40个字。')
    const village = text('village')
    const office = village ? ({ office: 'cadre', villageId: village } as const) : ({ office: 'official' } as const)
    return kept(await makeOfficial(deps, who, { name, ...office }), '登记好了。请他在群里发“帮助”，再来认微信号。')
  })
  console.action('/officials/bind', 'keepOfficials', async ({ who, text }) =>
    kept(await bindOfficial(deps, who, text('official'), text('caller')), '认好了，他在群里发的命令算数了。'),
  )
  console.action('/officials/:id/unbind', 'keepOfficials', async ({ who, param, text }) =>
    kept(await unbindOfficial(deps, who, param('id'), text('account')), '放开了。'),
  )
  console.action('/officials/:id/end', 'keepOfficials', async ({ who, param }) =>
    kept(await endOffice(deps, who, param('id')), '记下了，不再任职。'),
  )
  const code = (made: Awaited<ReturnType<typeof makeBindingCode>>, now: number) =>
    made && {
      title: '绑定代码',
      body: (
        <>
          <h1>绑定代码</h1>
          <p>把小助手拉进群，在群里发下面这一行。只能用一次，{moment(made.expiresAt, now)}前有效，这一页关了就看不到了。</p>
          <pre>绑定 {made.code}</pre>
          <p>
            <a href="/officials">回到干部</a>
          </p>
        </>
      ),
    }
  console.action('/officials/town-code', 'keepOfficials', async ({ who, now }) =>
    code(await makeBindingCode(deps, who, { townId: who.townId }), now),
  )
  console.action('/officials/villages/:id/code', 'keepOfficials', async ({ who, param, now }) =>
    code(await makeBindingCode(deps, who, { villageId: param('id') }), now),
  )
}
