/** One hamlet: how it has done, what its registration says, and changing that. */
import { makeBindingCode, orderRegistry } from '../../application/orders/registry.ts'
import type { RegistryChange } from '../../domain/desk/commands.ts'
import { dateOf } from '../../kernel/time.ts'
import { assessMonths, type MonthAssessment } from '../../store/desk/assessment.ts'
import { listIssues } from '../../store/desk/issues.ts'
import { listMeetings } from '../../store/desk/meetings.ts'
import { findHamlet, type HamletLine } from '../../store/registry.ts'
import { ISSUE_STATUS, MEETING_STATUS } from '../../text/desk-words.ts'
import { behind, type Figured, figureColumns } from '../behind.tsx'
import { monthsChart } from '../charts.ts'
import type { Console, View } from '../console.tsx'
import { Check, Line, Order, Select } from '../forms.tsx'
import { Badge, Chart, Share, Table } from '../parts.tsx'
import { moment, sayMonth } from '../times.ts'
import { FILING, LACK, STAGE } from '../words.ts'

export const Lacks = ({ of }: { of: HamletLine }) =>
  of.lacks.length === 0 ? (
    <Badge tone="good">齐了</Badge>
  ) : (
    <span>
      {of.lacks.map((lack) => (
        <>
          <Badge tone="warn">{LACK[lack]}</Badge>{' '}
        </>
      ))}
    </span>
  )

async function trend(console: Console, { reach, param, now }: View) {
  const hamlet = await findHamlet(console.deps.db, reach, param('id'))
  const today = dateOf(now)
  return hamlet && assessMonths(console.deps.db, reach, today.slice(0, 7), 12, today, { hamletId: hamlet.id })
}

export function hamletPage(console: Console): void {
  const { db } = console.deps
  hamletOrders(console)
  console.file('/hamlets/:id/trend.svg', 'look', 'image/svg+xml', async (view) => {
    const months = await trend(console, view)
    return months && { name: 'trend.svg', bytes: monthsChart(months, view.query('narrow') === '1'), inline: true }
  })
  console.page('/hamlets/:id', 'look', async (view) => {
    const { reach, now, param, csrf, may } = view
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [months, meetings, issues] = await Promise.all([
      trend(console, view),
      listMeetings(db, reach, { hamletId: h.id, limit: 6 }),
      listIssues(db, reach, { hamletId: h.id, open: true, today: dateOf(now), limit: 10 }),
    ])
    const body = (
      <>
        <h1>{h.name}</h1>
        <p class="sub">
          {h.villageName}，{STAGE[h.stage]}
        </p>
        <div class="two">
          <div>
            <h2>近一年</h2>
            <Chart src={`/hamlets/${h.id}/trend.svg`} height={360} alt="近十二个月的到会率、按期率、满意率和问题件数，数字在下面的表里" />
            <details class="more">
              <summary>看每个月的数字</summary>
              <Table
                label="每个月的数字"
                rows={(months ?? []).map((m) => ({ ...m, lists: behind(m.month, { hamlet: h.id }) }))}
                empty="还没有"
                columns={[{ head: '月份', cell: (m) => sayMonth(m.month) }, ...figureColumns<MonthAssessment & Figured>()]}
              />
            </details>
            <h2>会议</h2>
            <Table
              label="最近的会议"
              rows={meetings.items}
              empty="还没开过会。屋场长在群里说“约时间”就能开始。"
              columns={[
                { head: '时间', cell: (m) => <a href={`/meetings/${m.id}`}>{moment(m.startsAt, now)}</a> },
                { head: '状态', cell: (m) => MEETING_STATUS[m.status] },
                { head: '到会/在家', cell: (m) => (m.figures ? <Share part={m.figures.atHome} base={m.figures.base} unit="户" /> : '') },
              ]}
            />
            <h2>还在办的问题</h2>
            <Table
              label="还在办的问题"
              rows={issues.items}
              empty="没有还在办的问题。"
              columns={[
                {
                  head: '问题',
                  cell: (i) => (
                    <a href={`/issues/${i.id}`}>
                      {i.no}号 {i.text}
                    </a>
                  ),
                },
                { head: '状态', cell: (i) => ISSUE_STATUS[i.status] },
                { head: '期限', cell: (i) => i.dueOn ?? '' },
              ]}
            />
            <p>
              <a href={`/issues?hamlet=${h.id}`}>全部问题</a>　<a href={`/meetings?hamlet=${h.id}`}>全部会议</a>
              {may('lookAtPeople') ? <a href={`/hamlets/${h.id}/people`}>户和人</a> : null}
            </p>
          </div>
          <aside>
            <h2>登记</h2>
            <dl class="facts card">
              <dt>户数</dt>
              <dd>
                在家 {h.atHome}/{h.households} 户
              </dd>
              <dt>联系得上</dt>
              <dd>
                <Share part={h.reached} base={h.atHome} unit="户" />
              </dd>
              <dt>屋场长</dt>
              <dd>
                {h.headName ?? '还没有'}（{FILING[h.filing]}）
              </dd>
              <dt>记录员</dt>
              <dd>{h.recorderName ?? '还没有'}</dd>
              <dt>场地</dt>
              <dd>
                {h.venue ?? '还没定'}
                {h.venue ? (h.venueReady ? '，已挂牌' : '，还没挂牌') : ''}
              </dd>
              <dt>党员</dt>
              <dd>
                {h.partyMembers}名{h.partyGroup ? '，已建党小组' : ''}
              </dd>
              <dt>群聊</dt>
              <dd>{h.roomId ? '已绑定' : '还没绑定'}</dd>
              <dt>待补</dt>
              <dd>
                <Lacks of={h} />
              </dd>
            </dl>
            {may('keepRegistry') ? <RegistryForm h={h} csrf={csrf} /> : null}
            {may('bindPeople') ? (
              <Order action={`/hamlets/${h.id}/code`} csrf={csrf} class="actions">
                <button type="submit" class="plain">
                  要一个绑定群聊的代码
                </button>
              </Order>
            ) : null}
          </aside>
        </div>
      </>
    )
    return { title: h.name, body }
  })
}

const RegistryForm = ({ h, csrf }: { h: HamletLine; csrf: string }) => (
  <details class="more">
    <summary>改登记</summary>
    <Order action={`/hamlets/${h.id}/registry`} csrf={csrf} class="card">
      <Line label="活动场地" name="venue" maxlength={40} value={h.venue ?? ''} />
      <Check name="venueReady" checked={h.venueReady}>
        场地已挂牌，老人和残疾人到得了
      </Check>
      <Select name="stage" label="阶段" value={h.stage} options={Object.entries(STAGE)} />
      <Select name="filing" label="屋场长备案" value={h.filing} options={Object.entries(FILING)} />
      <Check name="partyGroup" checked={h.partyGroup}>
        已建党小组
      </Check>
      <button type="submit">改</button>
    </Order>
  </details>
)

function hamletOrders(console: Console): void {
  const { deps } = console
  console.action('/hamlets/:id/registry', 'keepRegistry', async ({ who, param, text }) => {
    const change = {
      venue: text('venue') || null,
      venueReady: text('venueReady') === '1',
      partyGroup: text('partyGroup') === '1',
      ...(text('stage') in STAGE ? { stage: text('stage') } : {}),
      ...(text('filing') in FILING ? { filing: text('filing') } : {}),
    } as RegistryChange
    console.settle(await orderRegistry(deps, who, param('id'), change))
    return { to: `/hamlets/${param('id')}`, done: '登记改好了。' }
  })
  console.action('/hamlets/:id/code', 'bindPeople', async ({ who, param, now }) => {
    const made = await makeBindingCode(deps, who, { hamletId: param('id') })
    return (
      made && {
        title: '绑定群聊',
        body: (
          <>
            <h1>绑定群聊</h1>
            <p class="card code">{made.code}</p>
            <p>
              在要绑定的群里发“绑定 {made.code}”。只能用一次，{moment(made.expiresAt, now)} 前有效。
            </p>
            <a href={`/hamlets/${param('id')}`}>回到屋场</a>
          </>
        ),
      }
    )
  })
}
