/** The issue ledger, one issue with its whole story, and surveys by round. */

import { Problem } from '../../api/problem.ts'
import { XLSX } from '../../api/routes/books.ts'
import { issueBook } from '../../application/orders/books.ts'
import { orderIssue } from '../../application/orders/issues.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { addDays, dateOf, type Instant, isDate } from '../../kernel/time.ts'
import { findIssue, historyOf, type IssueDetail, type LedgerLine, listIssues, listSurveys, ratingsOf } from '../../store/desk/issues.ts'
import { isDepartment } from '../../store/issues.ts'
import { hamletNames, listDepartments } from '../../store/registry.ts'
import { ISSUE_STATUS, SURVEY_STATUS } from '../../text/desk-words.ts'
import type { Console, View } from '../console.tsx'
import { Ask, Badge, Field, Order, Pager, Select, Share, Table } from '../parts.tsx'
import { day, distance, moment, spanOf } from '../times.ts'
import { EVENT, LEVEL, SCORE } from '../words.ts'

const DUE = { overdue: '逾期', today: '今天到期', week: '七天内到期' } as const
const among = <T extends object>(names: T, given: string | undefined): (keyof T & string) | undefined =>
  given !== undefined && given in names ? (given as keyof T & string) : undefined

export function issuePages(console: Console): void {
  const { db } = console.deps
  console.page('/issues', 'look', async ({ reach, query, url, now, may }) => {
    const today = dateOf(now)
    const due = among(DUE, query('due'))
    const status = among(ISSUE_STATUS, query('status'))
    const [hamlets, page] = await Promise.all([
      hamletNames(db, reach),
      listIssues(db, reach, {
        hamletId: query('hamlet'),
        status,
        due,
        category: query('category'),
        search: query('search'),
        cursor: query('cursor'),
        today,
        until: addDays(today, 7),
        ...spanOf(query('month')),
      }),
    ])
    const body = (
      <>
        <h1>{query('month') ? `${query('month')} 提出的问题` : '问题台账'}</h1>
        <form class="line" action="/issues">
          <Select name="due" label="期限" any="不限" value={due} options={Object.entries(DUE)} />
          <Select name="status" label="状态" any="全部" value={status} options={Object.entries(ISSUE_STATUS)} />
          <Select
            name="hamlet"
            label="屋场"
            any="全部"
            value={query('hamlet')}
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
          <Select name="category" label="类别" any="全部" value={query('category')} options={CATEGORIES.map((c) => [c, c] as const)} />
          <div>
            <label for="search">里面有</label>
            <input id="search" name="search" value={query('search') ?? ''} />
          </div>
          <button type="submit" class="plain">
            查
          </button>
          {may('export') ? (
            <a class="button plain" href="/books/issues.xlsx">
              导出问题台账
            </a>
          ) : null}
        </form>
        <Table
          label="问题"
          rows={page.items}
          empty="没有这样的问题。村民在群里说“反映 …”，会上提的也会记到这里；换个条件再查查。"
          columns={[
            {
              head: '问题',
              cell: (i) => (
                <>
                  <a href={`/issues/${i.id}`}>
                    {i.hamletAlias}
                    {i.no}号
                  </a>{' '}
                  {i.text} {i.confidential ? <Badge tone="info">不公开</Badge> : null}
                </>
              ),
            },
            { head: '村', cell: (i) => i.villageName },
            { head: '类别', cell: (i) => i.category ?? '' },
            { head: '状态', cell: (i) => <Badge tone={i.status === 'closed' ? 'good' : ''}>{ISSUE_STATUS[i.status]}</Badge> },
            { head: '期限', cell: (i) => (i.dueOn ? <Due date={i.dueOn} now={now} provisional={i.provisional} /> : '') },
            { head: '责任部门', cell: (i) => [i.department, i.person].filter(Boolean).join(' ') },
            { head: '提出', cell: (i) => moment(i.raisedAt, now) },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '问题台账', body }
  })
  console.file('/books/issues.xlsx', 'export', XLSX, async ({ who, query }) => issueBook(console.deps, who, { hamletId: query('hamlet') }))
  issuePage(console)
  issueOrders(console)
  surveyPage(console)
}

const Due = ({ date, now, provisional }: { date: string; now: Instant; provisional: boolean }) => (
  <>
    {day(date, now)} <Badge tone={date < dateOf(now) ? 'bad' : date === dateOf(now) ? 'warn' : ''}>{distance(date, now)}</Badge>
    {provisional ? <Badge tone="info">暂定</Badge> : null}
  </>
)

function issuePage(console: Console): void {
  const { db } = console.deps
  console.page('/issues/:id', 'look', async (view) => {
    const { reach, param, now, query, url } = view
    const i = await findIssue(db, reach, param('id'))
    if (!i) return undefined
    const [history, surveys] = await Promise.all([
      historyOf(db, i.hamletId, [i.id], { cursor: query('cursor'), limit: 100 }),
      listSurveys(db, reach, { issueId: i.id, limit: 20 }),
    ])
    const rounds = await Promise.all(surveys.items.map(async (s) => ({ ...s, ratings: await ratingsOf(db, s.id) })))
    const body = (
      <>
        <h1>
          {i.hamletName} {i.no}号
        </h1>
        <p class="sub">
          {i.villageName}　<Badge tone={i.status === 'closed' ? 'good' : 'info'}>{ISSUE_STATUS[i.status]}</Badge>{' '}
          {i.confidential ? <Badge tone="warn">不公开：只有提的人、屋场长和干部看得到</Badge> : null}
        </p>
        <blockquote>{i.text}</blockquote>
        <div class="two">
          <div>
            <Reckoning i={i} now={now} />
            <h2>来龙去脉</h2>
            <ol class="timeline">
              {history.items.map((l) => (
                <Step l={l} now={now} />
              ))}
            </ol>
            {history.items.length === 0 ? <p class="empty">台账里还没有这个问题的记录。</p> : null}
            <Pager next={history.next} url={url} />
            <h2>评议</h2>
            {rounds.length === 0 ? <p class="empty">办结以后，屋场的户来评满意不满意，每一轮都单独算。</p> : null}
            {rounds.map((s) => (
              <section class="card">
                <h3>
                  第{s.round}轮：{SURVEY_STATUS[s.status]}
                </h3>
                <p>
                  {s.raters === null ? (
                    `${moment(s.closesAt, now)}截止${s.extended ? '（延过一次）' : ''}`
                  ) : (
                    <>
                      满意 <Share part={s.satisfied ?? 0} base={s.raters} unit="户" />
                      ，在家 {s.atHomeBase ?? '–'} 户
                    </>
                  )}
                </p>
                <Table
                  label={`第${s.round}轮评议`}
                  rows={s.ratings}
                  empty="还没有人评。"
                  columns={[
                    { head: '户', cell: (r) => r.household ?? '还没绑定' },
                    { head: '评议', cell: (r) => <Badge tone={r.score === 'dissatisfied' ? 'bad' : 'good'}>{SCORE[r.score]}</Badge> },
                    { head: '意见', cell: (r) => r.comment ?? '' },
                    { head: '时间', cell: (r) => moment(r.at, now) },
                  ]}
                />
              </section>
            ))}
          </div>
          <aside>
            <Facts i={i} now={now} />
            <Orders i={i} view={view} departments={await listDepartments(db, view.who.townId)} />
          </aside>
        </div>
      </>
    )
    return { title: `${i.hamletAlias}${i.no}号`, body }
  })
}

/** Each day from 0 to the deadline, counted or skipped and why: what an official checks by hand. */
const Reckoning = ({ i, now }: { i: IssueDetail; now: Instant }) =>
  i.reportDays === null || i.reportDueOn === null ? null : (
    <section>
      <h2>上报期限怎么数的</h2>
      <p>
        {i.reportDays[0] ? day(i.reportDays[0].date, now) : ''}那天不算，往后数 {i.reportDays.filter((d) => d.counted).length} 个工作日，到{' '}
        <b>{day(i.reportDueOn, now)}</b> 夜里12点止{i.provisional ? '（明年的放假安排还没公布，先只按周末数，公布以后会重数）' : ''}。
        {i.reportedAt === null ? '' : `已在 ${moment(i.reportedAt, now)} 上报。`}
      </p>
      <ol class="days">
        {i.reportDays.map((d) => (
          <li class={d.counted ? 'counted' : ''}>
            <b>{day(d.date, now)}</b>
            {d.counted ? `第${(i.reportDays ?? []).filter((x) => x.counted && x.date <= d.date).length}天：` : '不算：'}
            {d.why}
          </li>
        ))}
      </ol>
    </section>
  )

const QUIET = new Set(['rated', 'issueSupported', 'mediaAttached'])

function Step({ l, now }: { l: LedgerLine; now: Instant }) {
  const name = EVENT[l.what as keyof typeof EVENT] ?? l.what
  const { data } = l
  const text = (key: string): string | undefined => (typeof data[key] === 'string' ? (data[key] as string) : undefined)
  const details = [
    text('department'),
    text('dueOn') ? `期限 ${day(text('dueOn') ?? '', now)}` : undefined,
    l.what === 'rated' && text('score') ? SCORE[text('score') as keyof typeof SCORE] : undefined,
    l.what === 'deadlineMoved' ? `${text('before') ?? '–'} → ${text('after') ?? '–'}` : undefined,
    typeof data.into === 'number' ? `并入${data.into}号` : undefined,
    typeof data.round === 'number' ? `第${data.round}轮` : undefined,
    l.why ?? undefined,
  ].filter((d) => d !== undefined)
  return (
    <li class={QUIET.has(l.what) ? 'soft' : ''}>
      <b>{name}</b>{' '}
      <span class="soft small">
        {moment(l.at, now)}，{l.who === 'clock' ? '到点自动' : (l.whoName ?? '不知道是谁')}，台账第{l.seq}条
      </span>
      {details.length > 0 ? <div class="words">{details.join('；')}</div> : null}
    </li>
  )
}

const Facts = ({ i, now }: { i: IssueDetail; now: Instant }) => (
  <dl class="facts card">
    <dt>谁提的</dt>
    <dd>{i.reporter ?? '会上提的'}</dd>
    <dt>提出</dt>
    <dd>
      {moment(i.raisedAt, now)}
      {i.meetingId ? (
        <>
          ，<a href={`/meetings/${i.meetingId}`}>那次会</a>
        </>
      ) : null}
    </dd>
    <dt>类别</dt>
    <dd>{i.category ?? '还没定'}</dd>
    <dt>附议</dt>
    <dd>{i.supporters}人</dd>
    <dt>在哪一级</dt>
    <dd>{LEVEL[i.level] ?? i.level}</dd>
    {i.department ? (
      <>
        <dt>责任部门</dt>
        <dd>
          {i.department} {i.person ?? ''}
        </dd>
      </>
    ) : null}
    {i.dueOn ? (
      <>
        <dt>期限</dt>
        <dd>
          <Due date={i.dueOn} now={now} provisional={i.provisional} />
        </dd>
      </>
    ) : null}
    {i.handledText ? (
      <>
        <dt>办理情况</dt>
        <dd>{i.handledText}</dd>
      </>
    ) : null}
    {i.endReason ? (
      <>
        <dt>原因</dt>
        <dd>{i.endReason}</dd>
      </>
    ) : null}
  </dl>
)

function Orders({ i, view, departments }: { i: IssueDetail; view: View; departments: { id: string; name: string }[] }) {
  const { csrf, may, who } = view
  const to = (what: string): string => `/issues/${i.id}/${what}`
  const assignable = may('assignIssues') && (i.status === 'inTown' || i.status === 'assigned')
  const mine = (i.status === 'inVillage' && who.role === 'cadre') || (i.status === 'assigned' && who.role !== 'cadre')
  return (
    <>
      {assignable ? (
        <Order action={to('assign')} csrf={csrf} class="card">
          <h2>交办</h2>
          <Select
            name="department"
            label="责任部门"
            value={i.department ?? undefined}
            options={departments.map((d) => [d.name, d.name] as const)}
          />
          <Field label="责任人" name="person">
            <input id="person" name="person" maxlength={40} value={i.person ?? ''} />
          </Field>
          <Field label="几号前办完" name="dueOn">
            <input id="dueOn" name="dueOn" type="date" required value={i.assignDueOn ?? ''} />
          </Field>
          <button type="submit">交办</button>
        </Order>
      ) : null}
      {i.status === 'inVillage' && who.role === 'cadre' && i.acceptedAt === null ? (
        <Order action={to('accept')} csrf={csrf} class="card">
          <p>受理以后，期限照算。</p>
          <button type="submit">受理</button>
        </Order>
      ) : null}
      {may('handleIssues') && mine ? (
        <Order action={to('handled')} csrf={csrf} class="card">
          <h2>报办结</h2>
          <Field label="办得怎么样" name="text" hint="交给屋场的户来评，到60%满意才销号">
            <textarea id="text" name="text" required maxlength={500} aria-describedby="text-hint" />
          </Field>
          <button type="submit">报办结</button>
        </Order>
      ) : null}
      <div class="actions">
        {may('assignIssues') && i.status === 'inVillage' ? (
          <details class="ask">
            <summary>提级：镇里接过来办</summary>
            <Order action={to('take-up')} csrf={csrf}>
              <p>村里就不用再上报了，镇里要在3个工作日内交办。群里会说一声。</p>
              <Field label="原因" name="reason">
                <input id="reason" name="reason" required maxlength={200} />
              </Field>
              <button type="submit">提级</button>
            </Order>
          </details>
        ) : null}
        {may('markConfidential') ? (
          <Ask
            action={to('confidential')}
            csrf={csrf}
            name={i.confidential ? '改回公开' : '标为不公开'}
            means={i.confidential ? '改回以后，群里的人都查得到。' : '以后只有提的人、屋场长和干部看得到，群里不再说。'}
            sure={i.confidential ? '改回公开' : '标为不公开'}
            fields={{ confidential: i.confidential ? '' : '1' }}
          />
        ) : null}
      </div>
    </>
  )
}

function issueOrders(console: Console): void {
  const { deps } = console
  const order = async (view: Pick<View, 'who' | 'param'>, what: Parameters<typeof orderIssue>[3], done: string) => {
    console.settle(await orderIssue(deps, view.who, view.param('id'), what))
    return { to: `/issues/${view.param('id')}`, done }
  }
  console.action('/issues/:id/assign', 'assignIssues', async (given) => {
    const { text, who } = given
    if (!isDate(text('dueOn'))) throw new Problem('badRequest', '请选一个日期。')
    const known = await isDepartment(deps.db, who.townId, text('department'))
    const person = text('person') ? { person: text('person') } : {}
    return order(
      given,
      { type: 'assignIssue', department: text('department'), dueOn: text('dueOn'), known, ...person },
      '交办了，群里也会告诉大家。',
    )
  })
  console.action('/issues/:id/accept', 'takeUpIssues', (given) => order(given, { type: 'acceptIssue' }, '受理了。'))
  console.action('/issues/:id/take-up', 'assignIssues', async (given) => {
    if (!given.text('reason')) throw new Problem('badRequest', '请写原因。')
    return order(given, { type: 'takeUpIssue', reason: given.text('reason') }, '镇里接过来了，现在可以交办。')
  })
  console.action('/issues/:id/confidential', 'markConfidential', (given) =>
    order(given, { type: 'setConfidential', confidential: given.text('confidential') === '1' }, '改好了。'),
  )
  console.action('/issues/:id/handled', 'handleIssues', async (given) => {
    if (!given.text('text')) throw new Problem('badRequest', '请写办得怎么样。')
    return order(given, { type: 'handleIssue', text: given.text('text') }, '报了办结，屋场开始评议。')
  })
}

function surveyPage(console: Console): void {
  const { db } = console.deps
  console.page('/surveys', 'look', async ({ reach, query, url, now }) => {
    const status = among(SURVEY_STATUS, query('status'))
    const page = await listSurveys(db, reach, { status, cursor: query('cursor'), ...spanOf(query('month')) })
    const body = (
      <>
        <h1>评议</h1>
        <p class="sub">一户一票，一轮一轮单独算；满意户不到评议户的60%就退回重办，没人评不算满意。</p>
        <form class="line" action="/surveys">
          <Select name="status" label="结果" any="全部" value={status} options={Object.entries(SURVEY_STATUS)} />
          <button type="submit" class="plain">
            查
          </button>
        </form>
        <Table
          label="评议"
          rows={page.items}
          empty="还没有评议。问题报了办结，就会在屋场群里开始一轮。"
          columns={[
            {
              head: '问题',
              cell: (s) => (
                <>
                  <a href={`/issues/${s.issueId}`}>
                    {s.hamletName} {s.issueNo}号
                  </a>{' '}
                  {s.issueText}
                </>
              ),
            },
            { head: '轮次', cell: (s) => `第${s.round}轮` },
            {
              head: '结果',
              cell: (s) => (
                <Badge tone={s.status === 'passed' ? 'good' : s.status === 'failed' ? 'bad' : 'info'}>{SURVEY_STATUS[s.status]}</Badge>
              ),
            },
            { head: '满意/评议', cell: (s) => (s.raters === null ? '' : <Share part={s.satisfied ?? 0} base={s.raters} unit="户" />) },
            { head: '截止', cell: (s) => `${moment(s.closesAt, now)}${s.extended ? '（延过）' : ''}` },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '评议', body }
  })
}
