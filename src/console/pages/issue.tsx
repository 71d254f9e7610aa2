/** One issue with its whole story, its papers, and what may be ordered about it. */
import { Problem } from '../../api/problem.ts'
import { DOCX, mediaFile } from '../../api/routes/files.ts'
import { orderIssue } from '../../application/orders/issues.ts'
import { draftReport } from '../../application/papers/report.ts'
import { type Policy, policyOf } from '../../domain/base/policy.ts'
import { CATEGORIES } from '../../domain/issue/category.ts'
import { dateOf, type Instant, isServedDate } from '../../kernel/time.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import { documentsOfIssue, type FileLine, findDocument, findMedia, mediaOfIssue } from '../../store/reading/files.ts'
import { findIssue, historyOf, type IssueDetail, type LedgerLine, listSurveys, ratingsOf } from '../../store/reading/issues.ts'
import { listDepartments } from '../../store/reading/town.ts'
import { ISSUE_STATUS, SURVEY_STATUS } from '../../text/statuses.ts'
import type { Console, View } from '../console.tsx'
import { Ask, Fold, Line, Order, Select, Text } from '../forms.tsx'
import { Badge, Due, isShown, Media, Pager, Share, Table } from '../parts.tsx'
import { day, moment } from '../times.ts'
import { EVENT, LEVEL, SCORE } from '../words.ts'
import { visitForm, visitOrder } from './visit.tsx'

export function issuePages(console: Console): void {
  issuePage(console)
  issueFiles(console)
  issueOrders(console)
  visitOrder(console)
}

function issuePage(console: Console): void {
  const { db } = console.deps
  console.page('/issues/:id', 'look', async (view) => {
    const { reach, param, now, query, url } = view
    const i = await findIssue(db, reach, param('id'))
    if (!i) return undefined
    const [history, surveys, media, documents] = await Promise.all([
      historyOf(db, reach, { hamletId: i.hamletId, subjects: [i.id] }, { cursor: query('cursor'), limit: 100 }),
      listSurveys(db, reach, { issueId: i.id, limit: 20 }),
      mediaOfIssue(db, i.id),
      view.may('lookAtPeople') ? documentsOfIssue(db, i.id) : undefined,
    ])
    const rounds = await Promise.all(surveys.items.map(async (s) => ({ ...s, ratings: await ratingsOf(db, reach, s.id) })))
    const body = (
      <>
        <h1>
          {i.hamletName} {i.no}号
        </h1>
        <p class="sub">
          {i.villageName}　<Badge tone={i.status === 'closed' ? 'good' : 'info'}>{ISSUE_STATUS[i.status]}</Badge>{' '}
          {i.confidential ? <Badge tone="warn">{WHO_SEES[i.passesOver ?? '']}</Badge> : null}
        </p>
        <blockquote>{i.text}</blockquote>
        <Sent of={media} now={now} />
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
                      ，在家 {s.atHomeBase ?? '–'} 户{s.atDoor ? `，其中上门问的 ${s.atDoor} 户` : ''}
                    </>
                  )}
                </p>
                <Table
                  label={`第${s.round}轮评议`}
                  rows={s.ratings}
                  empty="还没有人评。"
                  columns={[
                    { head: '户', cell: (r) => (reach.people ? (r.household ?? '还没绑定') : '不显示') },
                    { head: '评议', cell: (r) => <Badge tone={r.score === 'dissatisfied' ? 'bad' : 'good'}>{SCORE[r.score]}</Badge> },
                    { head: '意见', cell: (r) => r.comment ?? '' },
                    {
                      head: '怎么来的',
                      cell: (r) => (r.via !== 'byHand' ? '自己说的' : r.unconfirmed ? '上门问的，还没证实，不算' : '上门问的'),
                    },
                    { head: '时间', cell: (r) => moment(r.at, now) },
                  ]}
                />
              </section>
            ))}
          </div>
          <aside>
            <Facts i={i} now={now} names={reach.people} />
            {documents ? <Papers i={i} documents={documents} now={now} /> : null}
            {await visitForm(db, view, i)}
            {view.may('takeUpIssues') && rounds.some((s) => s.ratings.some((r) => r.unconfirmed) && s.closedAt === null) ? (
              <Order action={`/issues/${i.id}/confirm-visits`} csrf={view.csrf} class="card">
                <p>有上门问来的评议等另一个人证实。您核过了，确实是那几户说的，再点。</p>
                <button type="submit">走访属实</button>
              </Order>
            ) : null}
            <Orders
              i={i}
              view={view}
              departments={await listDepartments(db, view.who.townId)}
              policy={policyOf(await readPolicy(db, view.who.townId))}
            />
          </aside>
        </div>
      </>
    )
    return { title: `${i.hamletAlias}${i.no}号`, body }
  })
}

const Sent = ({ of, now }: { of: readonly FileLine[]; now: Instant }) =>
  of.length === 0 ? null : (
    <ul class="pictures">
      {of.map((m, n) => (
        <li>
          <Media id={m.id} type={m.kind} about={`第${n + 1}个，${moment(m.at, now)}发的`} />
        </li>
      ))}
    </ul>
  )

const PAPER: Readonly<Record<string, string>> = { report: '已上报的报告', reportDraft: '草稿' }

/** The written report: what was filed, what was drafted, and while the village has it, how it would read now. */
const Papers = ({ i, documents, now }: { i: IssueDetail; documents: readonly FileLine[]; now: Instant }) =>
  documents.length === 0 && i.status !== 'inVillage' ? null : (
    <section class="card">
      <h2>书面报告</h2>
      <ul>
        {documents.map((d) => (
          <li>
            <a href={`/documents/${encodeURIComponent(d.id)}`}>{PAPER[d.kind] ?? d.name}</a>{' '}
            <span class="soft small">{moment(d.at, now)}</span>
          </li>
        ))}
        {i.status === 'inVillage' ? (
          <li>
            <a href={`/issues/${i.id}/report.docx`}>按现在的情况起草一份</a>
          </li>
        ) : null}
      </ul>
    </section>
  )

/** Each day from 0 to the deadline, counted or skipped and why: what an official checks by hand. */
const Reckoning = ({ i, now }: { i: IssueDetail; now: Instant }) =>
  i.reportDays === null || i.reportDueOn === null ? null : (
    <section>
      <h2>上报期限怎么数的</h2>
      <p>
        {i.reportDays[0] ? day(i.reportDays[0].date, now) : ''}那天不算，往后数 {i.reportDays.filter((d) => d.counted).length} 个工作日，到{' '}
        <b>{day(i.reportDueOn, now)}</b> 夜里12点止{i.provisional ? '（明年的放假安排还没公布，先只按周末数，公布以后会重数）' : ''}。
        {i.reportedAt === null ? '' : `已在 ${moment(i.reportedAt, now)} 上报。`}
        {i.takenUpAt === null
          ? ''
          : `${moment(i.takenUpAt, now)} 镇里提级接过去，那时期限${dateOf(i.takenUpAt) > i.reportDueOn ? '已经过了' : '还没到'}。`}
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

const WHO_SEES: Readonly<Record<string, string>> = {
  '': '不公开：只有提的人、屋场长和干部看得到',
  head: '不公开：屋场长看不到，只有提的人和干部看得到',
  village: '不公开：屋场长和村干部看不到，只有提的人和镇干部看得到',
}
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
        {moment(l.at, now)}，{l.who === 'clock' ? '到点自动' : (l.whoName ?? (l.who === 'villager' ? '村民' : '不知道是谁'))}，台账第{l.seq}
        条
      </span>
      {details.length > 0 ? <div class="words">{details.join('；')}</div> : null}
    </li>
  )
}

const Facts = ({ i, now, names }: { i: IssueDetail; now: Instant; names: boolean }) => (
  <dl class="facts card">
    <dt>谁提的</dt>
    <dd>{i.reporter ?? (names ? '会上提的' : '不显示')}</dd>
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
    {i.takenUpFor ? (
      <>
        <dt>提级原因</dt>
        <dd>{i.takenUpFor}</dd>
      </>
    ) : null}
    {i.againOf ? (
      <>
        <dt>再反映的</dt>
        <dd>{i.againOf}号</dd>
      </>
    ) : null}
    {i.status === 'assigned' ? (
      <>
        <dt>党委研究</dt>
        <dd>{i.studyId ? <a href={`/studies/${i.studyId}`}>看会议纪要</a> : '没有登记'}</dd>
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

interface Orderable {
  i: IssueDetail
  view: View
  departments: { id: string; name: string }[]
  policy: Policy
}

function Orders({ i, view, departments, policy }: Orderable) {
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
          <Line label="责任人" name="person" required maxlength={40} value={i.person ?? ''} />
          <Line label="几号前办完" name="dueOn" type="date" required value={i.assignDueOn ?? ''} />
          <button type="submit">交办</button>
        </Order>
      ) : null}
      {i.status === 'inVillage' && who.role === 'cadre' && i.acceptedAt === null ? (
        <Order action={to('accept')} csrf={csrf} class="card">
          <p>受理以后，期限照算。</p>
          <button type="submit">受理</button>
        </Order>
      ) : null}
      {i.status === 'inVillage' && who.role === 'cadre' ? (
        <Fold class="more" summary="上报镇里" holds={to('report')}>
          <Order action={to('report')} csrf={csrf} class="card">
            <Text label="请镇里做什么" hint="写进书面报告，可以不写" name="text" id="report-text" maxlength={500} />
            <Line label="签发人" name="signer" required maxlength={20} />
            <button type="submit">上报</button>
          </Order>
        </Fold>
      ) : null}
      {i.status === 'inVillage' && who.role === 'cadre' ? (
        <Fold class="more" summary="记村里的研究" holds={to('village-studies')}>
          <Order action={to('village-studies')} csrf={csrf} class="card">
            <Line label="哪天研究的" name="heldOn" type="date" required />
            <Line label="参加的人" name="present" required maxlength={200} />
            <Text label="怎么定的" name="decided" id="decided" required maxlength={500} />
            <button type="submit">记下</button>
          </Order>
        </Fold>
      ) : null}
      {i.reportNo !== null && i.reportSigner === null && who.role === 'cadre' ? (
        <Order action={to('signer')} csrf={csrf} class="card">
          <Line label="报告的签发人" name="signer" id="late-signer" required maxlength={20} />
          <button type="submit">写上</button>
        </Order>
      ) : null}
      {may('handleIssues') && mine ? (
        <Order action={to('handled')} csrf={csrf} class="card">
          <h2>报办结</h2>
          <Text
            label="办得怎么样"
            hint={`交给屋场的户来评，到${policy.satisfactionPercent}%满意才销号`}
            name="text"
            required
            maxlength={500}
          />
          <button type="submit">报办结</button>
        </Order>
      ) : null}
      {may('takeUpIssues') ? (
        <Fold class="more" summary="改类别" holds={to('category')}>
          <Order action={to('category')} csrf={csrf} class="card">
            <Select name="category" label="类别" value={i.category ?? undefined} options={CATEGORIES.map((c) => [c, c] as const)} />
            <button type="submit">改类别</button>
          </Order>
        </Fold>
      ) : null}
      <div class="actions">
        {may('assignIssues') && i.status === 'inVillage' ? (
          <Fold class="ask" summary="提级：镇里接过来办" holds={to('take-up')}>
            <Order action={to('take-up')} csrf={csrf}>
              <p>村里就不用再上报了，镇里要在{policy.assignWorkingDays}个工作日内交办。群里会说一声。</p>
              <Line label="原因" name="reason" required maxlength={200} />
              <button type="submit">提级</button>
            </Order>
          </Fold>
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

function issueFiles(console: Console): void {
  const { db, clock } = console.deps
  console.file('/issues/:id/report.docx', 'lookAtPeople', DOCX, async ({ reach, param }) => {
    const i = await findIssue(db, reach, param('id'))
    return i && draftReport(db, i.hamletId, i.id, clock.now())
  })
  console.file('/documents/:id', 'lookAtPeople', DOCX, async ({ reach, param }) => findDocument(db, reach, param('id')))
  console.file('/media/:id', 'look', 'application/octet-stream', async ({ reach, param, may }) => {
    const found = await findMedia(db, reach, param('id'), may('lookAtPeople'))
    // Only what is certainly a picture is shown in place: the type was read from its own bytes.
    return found && { ...mediaFile(found), ...(isShown(found.kind) ? { inline: true as const } : {}) }
  })
}

function issueOrders(console: Console): void {
  const { deps } = console
  const order = async (view: Pick<View, 'who' | 'param'>, what: Parameters<typeof orderIssue>[3], done: string) => {
    console.settle(await orderIssue(deps, view.who, view.param('id'), what))
    return { to: `/issues/${view.param('id')}`, done }
  }
  console.action('/issues/:id/assign', 'assignIssues', async (given) => {
    const { text } = given
    if (!isServedDate(text('dueOn'))) throw new Problem('badRequest', '请选一个日期。')
    const person = text('person') ? { person: text('person') } : {}
    return order(
      given,
      { type: 'assignIssue', department: text('department'), dueOn: text('dueOn'), ...person },
      '交办了，群里也会告诉大家。',
    )
  })
  console.action('/issues/:id/accept', 'takeUpIssues', (given) => order(given, { type: 'acceptIssue' }, '受理了。'))
  console.action('/issues/:id/report', 'takeUpIssues', (given) => {
    const words = given.text('text')
    if (!given.text('signer')) throw new Problem('badRequest', '请写签发人。')
    return order(
      given,
      { type: 'reportToTown', signer: given.text('signer'), ...(words ? { text: words } : {}) },
      '上报了。书面报告过一会儿就在这一页，可以下载。',
    )
  })
  console.action('/issues/:id/confirm-visits', 'takeUpIssues', (given) => order(given, { type: 'confirmVisits' }, '证实了，算数。'))
  console.action('/issues/:id/signer', 'takeUpIssues', async (given) => {
    if (!given.text('signer')) throw new Problem('badRequest', '请写签发人。')
    return order(given, { type: 'signReport', signer: given.text('signer') }, '签发人写上了，报告过一会儿重新印好。')
  })
  console.action('/issues/:id/village-studies', 'takeUpIssues', async (given) => {
    const [heldOn, present, decided] = [given.text('heldOn'), given.text('present'), given.text('decided')]
    if (!isServedDate(heldOn) || !present || !decided) throw new Problem('badRequest', '哪天、哪些人、怎么定的，都要写。')
    return order(given, { type: 'studyIssue', heldOn, present, decided }, '村里的研究记下了。')
  })
  console.action('/issues/:id/category', 'takeUpIssues', (given) =>
    order(given, { type: 'categorise', category: given.text('category') }, '类别改好了。'),
  )
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
