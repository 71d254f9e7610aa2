/** Who the town's officials and the villages' cadres are, whose chat account is whose, and the groups in which they give orders. */

import { endOffice, makeOfficial } from '../../../application/orders/officials.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { fitting } from '../../../door/fitting.ts'
import { phoneTyped } from '../../../door/phone.ts'
import { Problem } from '../../../door/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import { listOfficials, type OfficialRow, officeRooms } from '../../../store/reading/officials.ts'
import { LIMIT_MAX } from '../../../store/reading/select.ts'
import { theTown } from '../../../store/reading/town.ts'
import { villageNames } from '../../../store/reading/villages.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Line, Order, Select } from '../../forms.tsx'
import { Pager, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import { Accounts, accountOrders, backWith, Callers, callersOf } from './accounts.tsx'
import { Groups, groupOrders } from './groups.tsx'

const OFFICE = { cadre: '村干部', official: '镇干部' } as const

export function officialPages(console: Console): void {
  const { db } = console.deps
  console.page('/officials', 'keepOfficials', async ({ who, reach, now, csrf, query, url }) => {
    const ended = query('ended') === '1'
    const [town, villages, rooms, page, choice] = await Promise.all([
      theTown(db),
      villageNames(db, reach),
      officeRooms(db, who.townId),
      listOfficials(db, who.townId, { ended, cursor: query('cursor') }),
      listOfficials(db, who.townId, { ended: false, limit: LIMIT_MAX }),
    ])
    const body = (
      <>
        <h1>干部</h1>
        <p class="sub">镇干部和村干部在镇群、村群里受理、上报、交办。先把群绑上，再登记人，再认微信号。</p>
        <Callers callers={await callersOf(db, who.townId, rooms)} officials={choice.items} now={now} csrf={csrf} />
        <h2>{ended ? '不任职的干部' : '在职的干部'}</h2>
        <Officials rows={page.items} ended={ended} now={now} csrf={csrf} />
        <Pager next={page.next} url={url} />
        <p>{ended ? <a href="/officials">看在职的</a> : <a href="/officials?ended=1">看不任职的</a>}</p>
        <NewOfficial villages={villages} csrf={csrf} />
        <Groups town={{ id: who.townId, name: town?.name ?? '镇' }} villages={villages} rooms={rooms} csrf={csrf} />
      </>
    )
    return { title: '干部', body }
  })
  officialOrders(console)
  accountOrders(console)
  groupOrders(console)
}

const Officials = ({ rows, ended, now, csrf }: { rows: readonly OfficialRow[]; ended: boolean; now: Instant; csrf: string }) => (
  <Table
    label="干部"
    rows={rows}
    empty={ended ? '没有。' : '还没有登记干部。在下面登记，他们在群里发的命令才算数。'}
    columns={[
      { head: '名字', cell: (o) => o.name },
      { head: '职务', cell: (o) => `${o.villageName ?? ''}${OFFICE[o.office]}` },
      { head: '微信号', cell: (o) => <Accounts of={o} csrf={csrf} /> },
      { head: '', cell: (o) => (o.endedAt === null ? <End of={o} csrf={csrf} /> : `${moment(o.endedAt, now)}起不任职`) },
    ]}
  />
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

const NewOfficial = ({ villages, csrf }: { villages: readonly { id: string; name: string }[]; csrf: string }) => (
  <>
    <h2>登记一个人</h2>
    <Order action="/officials" csrf={csrf} class="card">
      <Line label="名字" name="name" required most={MOST.name} />
      <Select name="village" label="哪里的" any="镇里（镇干部）" options={villages.map((v) => [v.id, `${v.name}（村干部）`] as const)} />
      <Line label="电话" hint="印在请示的附注里，镇里好问；可以不填" name="phone" />
      <button type="submit">登记</button>
    </Order>
  </>
)

function officialOrders(console: Console): void {
  const { deps } = console
  console.action('/officials', 'keepOfficials', async ({ who, text }) => {
    if (text('name') === '') throw new Problem('badRequest', '请写名字。')
    const name = fitting(text('name'), '名字', MOST.name)
    const village = text('village')
    const office = village ? ({ office: 'cadre', villageId: village } as const) : ({ office: 'official' } as const)
    return backWith(
      await makeOfficial(deps, who, { name, ...office, phone: phoneTyped(text('phone')) }),
      '登记好了。请他在群里发“帮助”，再来认微信号。',
    )
  })
  console.action('/officials/:id/end', 'keepOfficials', async ({ who, param }) =>
    backWith(await endOffice(deps, who, param('id')), '记下了，不再任职。'),
  )
}
