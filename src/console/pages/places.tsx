/** Villages and hamlets: what their registration lacks, how they have done, who lives there. */
import { makeBindingCode, orderAtHome, orderBinding, orderRegistry } from '../../application/orders/registry.ts'
import type { RegistryChange } from '../../domain/desk/commands.ts'
import { dateOf } from '../../kernel/time.ts'
import { assessMonths, type MonthAssessment } from '../../store/desk/assessment.ts'
import { listIssues } from '../../store/desk/issues.ts'
import { listMeetings } from '../../store/desk/meetings.ts'
import { findHamlet, type HamletLine, listAccounts, listHamlets, listHouseholds, listVillages } from '../../store/registry.ts'
import { ISSUE_STATUS, MEETING_STATUS } from '../../text/desk-words.ts'
import { behind, type Figured, figureColumns } from '../behind.tsx'
import { monthsChart } from '../charts.ts'
import type { Console, View } from '../console.tsx'
import { Ask, Check, Line, Order, Select } from '../forms.tsx'
import { Badge, Chart, Pager, Share, Table } from '../parts.tsx'
import { moment, sayMonth } from '../times.ts'
import { FILING, LACK, STAGE } from '../words.ts'

const SVG = 'image/svg+xml'

export function placePages(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets', 'look', async ({ reach, url, query }) => {
    const lacking = query('lacks') === '1'
    const [villages, page] = await Promise.all([
      listVillages(db, reach),
      listHamlets(db, reach, {
        villageId: query('village'),
        search: query('search'),
        cursor: query('cursor'),
        limit: lacking ? 200 : 50,
      }),
    ])
    const items = lacking ? page.items.filter((h) => h.lacks.length > 0) : page.items
    return {
      title: '村和屋场',
      body: (
        <>
          <h1>村和屋场</h1>
          <ul class="tiles">
            {villages.map((v) => (
              <li>
                <a class="tile" href={`/hamlets?village=${v.id}`}>
                  <b>{v.hamlets}</b>
                  <span>
                    {v.name}的屋场，在家 {v.atHome}/{v.households} 户
                  </span>
                </a>
              </li>
            ))}
          </ul>
          <form class="line" action="/hamlets">
            <Select name="village" label="村" any="全部" value={query('village')} options={villages.map((v) => [v.id, v.name] as const)} />
            <div>
              <label for="search">名字</label>
              <input id="search" name="search" value={query('search') ?? ''} />
            </div>
            <Check name="lacks" checked={lacking}>
              只看登记待补的
            </Check>
            <button type="submit" class="plain">
              查
            </button>
          </form>
          <HamletTable items={items} />
          <Pager next={page.next} url={url} />
        </>
      ),
    }
  })
  console.file('/hamlets/:id/trend.svg', 'look', SVG, async (view) => {
    const months = await trend(console, view)
    return months && { name: 'trend.svg', bytes: monthsChart(months, view.query('narrow') === '1'), inline: true }
  })
  hamletPage(console)
  hamletOrders(console)
}

const HamletTable = ({ items }: { items: readonly HamletLine[] }) => (
  <Table
    label="屋场"
    rows={items}
    empty="没有这样的屋场。换个条件再查；新屋场可以在“设置”里添，或者导入花名册。"
    columns={[
      { head: '屋场', cell: (h) => <a href={`/hamlets/${h.id}`}>{h.name}</a> },
      { head: '村', cell: (h) => h.villageName },
      { head: '在家/全部', cell: (h) => `${h.atHome}/${h.households}户` },
      { head: '联系得上', cell: (h) => <Share part={h.reached} base={h.atHome} unit="户" /> },
      { head: '屋场长', cell: (h) => h.headName ?? <Badge tone="bad">还没有</Badge> },
      { head: '阶段', cell: (h) => STAGE[h.stage] },
      { head: '待补', cell: (h) => <Lacks of={h} /> },
    ]}
  />
)

const Lacks = ({ of }: { of: HamletLine }) =>
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

function hamletPage(console: Console): void {
  const { db } = console.deps
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
  const { db } = deps
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
  console.page('/hamlets/:id/people', 'lookAtPeople', async ({ reach, param, query, url, csrf, may }) => {
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [page, unbound] = await Promise.all([
      listHouseholds(db, reach, h.id, { cursor: query('cursor'), limit: 60 }),
      listAccounts(db, reach, { hamletId: h.id, bound: false, limit: 50 }),
    ])
    const people = page.items.flatMap((x) => x.people.map((p) => [`${x.id}/${p.id}`, `${x.groupNo}组${x.number}户 ${p.name}`] as const))
    const body = (
      <>
        <h1>{h.name}：户和人</h1>
        <p class="sub">
          在家 {h.atHome}/{h.households} 户，联系得上 {h.reached}/{h.atHome} 户
        </p>
        {unbound.items.length > 0 && may('bindPeople') ? (
          <section class="card">
            <h2>还没绑定的微信号</h2>
            {unbound.items.map((a) => (
              <Order action={`/hamlets/${h.id}/bind`} csrf={csrf} class="line">
                <input type="hidden" name="account" value={a.id} />
                <div>
                  <label for={`to-${a.id}`}>
                    “{a.nickname}”{a.claimSaid ? `说自己是：${a.claimSaid}` : ''}
                  </label>
                  <select id={`to-${a.id}`} name="to">
                    {people.map(([value, name]) => (
                      <option value={value}>{name}</option>
                    ))}
                  </select>
                </div>
                <button type="submit" class="plain">
                  绑定
                </button>
              </Order>
            ))}
          </section>
        ) : null}
        <Table
          label="户和人"
          rows={page.items}
          empty={
            <>
              还没有登记户。<a href="/import">导入花名册</a>
            </>
          }
          columns={[
            { head: '户', cell: (x) => `${x.groupNo}组${x.number}户` },
            {
              head: '在家',
              cell: (x) => (
                <>
                  <Badge tone={x.atHome ? 'good' : ''}>{x.atHome ? '长期在家' : '外出'}</Badge>{' '}
                  {may('bindPeople') ? (
                    <Ask
                      action={`/hamlets/${h.id}/at-home`}
                      csrf={csrf}
                      name="改"
                      means={
                        x.atHome
                          ? '改成外出以后，这一户不再算进到会的底数。会记下是谁改的。'
                          : '改成长期在家以后，这一户算进到会的底数。会记下是谁改的。'
                      }
                      sure={x.atHome ? '改成外出' : '改成在家'}
                      fields={{ household: x.id, atHome: x.atHome ? '' : '1' }}
                    />
                  ) : null}
                </>
              ),
            },
            {
              head: '家里人',
              cell: (x) =>
                x.people
                  .map(
                    (p) =>
                      `${p.name}${p.isHouseholdHead ? '（户主）' : ''}${p.partyMember ? '（党员）' : ''}${p.phone ? ` ${p.phone}` : ''}`,
                  )
                  .join('、'),
            },
            { head: '微信', cell: (x) => x.accounts.map((a) => a.nickname).join('、') },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: `${h.name}的户和人`, body }
  })
  console.action('/hamlets/:id/at-home', 'bindPeople', async ({ who, param, text }) => {
    console.settle(await orderAtHome(deps, who, param('id'), text('household'), text('atHome') === '1'))
    return { to: `/hamlets/${param('id')}/people`, done: '改好了，群里也说了一声。' }
  })
  console.action('/hamlets/:id/bind', 'bindPeople', async ({ who, param, text }) => {
    const [householdId = '', villagerId = ''] = text('to').split('/')
    console.settle(await orderBinding(deps, who, param('id'), text('account'), { householdId, villagerId }))
    return { to: `/hamlets/${param('id')}/people`, done: '绑定好了。他已经回过的话现在也算数。' }
  })
}
