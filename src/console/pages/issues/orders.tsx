/** What may be ordered about an issue, and by whom. */

import { orderIssue } from '../../../application/orders/issues.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import type { Policy } from '../../../domain/base/policy.ts'
import { CATEGORIES } from '../../../domain/issue/category.ts'
import { isFiled } from '../../../domain/issue/village.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import { isServedDate } from '../../../kernel/time.ts'
import type { IssueDetail } from '../../../store/reading/issues.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Fold, Line, Order, Select, Text } from '../../forms.tsx'
import { backTo, type Given, type View } from '../../view.ts'

interface Orderable {
  i: IssueDetail
  view: View
  departments: readonly { name: string }[]
  policy: Policy
}

const way = ({ id }: IssueDetail, what: string): string => `/issues/${id}/${what}`

export function Orders(given: Orderable) {
  const { i, view } = given
  const { may, who } = view
  const atVillage = i.status === 'inVillage' && who.role === 'cadre'
  return (
    <>
      {may('assignIssues') && (i.status === 'inTown' || i.status === 'assigned') ? <Assign {...given} /> : null}
      {atVillage && i.acceptedAt === null ? <Accept {...given} /> : null}
      {atVillage ? <ReportToTown {...given} /> : null}
      {atVillage ? <VillageStudy {...given} /> : null}
      {isFiled(i) && i.reportSigner === null && who.role === 'cadre' ? <Signer {...given} /> : null}
      {may('handleIssues') && (atVillage || (i.status === 'assigned' && who.role !== 'cadre')) ? <Handled {...given} /> : null}
      {may('takeUpIssues') ? <Categorise {...given} /> : null}
      <div class="actions">
        {may('assignIssues') && i.status === 'inVillage' ? <TakeUp {...given} /> : null}
        {may('markConfidential') ? <Confidential {...given} /> : null}
      </div>
    </>
  )
}

const Assign = ({ i, departments, view: { csrf } }: Orderable) => (
  <Order action={way(i, 'assign')} csrf={csrf} class="card">
    <h2>交办</h2>
    <Select
      name="department"
      label="责任部门"
      value={i.department ?? undefined}
      options={departments.map((d) => [d.name, d.name] as const)}
    />
    <Line label="责任人" name="person" required most={MOST.name} value={i.person ?? ''} />
    <Line label="几号前办完" name="dueOn" type="date" required value={i.assignDueOn ?? ''} />
    <button type="submit">交办</button>
  </Order>
)

const Accept = ({ i, view: { csrf } }: Orderable) => (
  <Order action={way(i, 'accept')} csrf={csrf} class="card">
    <p>受理以后，期限照算。</p>
    <button type="submit">受理</button>
  </Order>
)

const ReportToTown = ({ i, view: { csrf } }: Orderable) => (
  <Fold class="more" summary="上报镇里" holds={way(i, 'report')}>
    <Order action={way(i, 'report')} csrf={csrf} class="card">
      <Text
        label="请镇里做什么"
        hint="写了就成文为请示，结尾“妥否，请批示”；不写就是报告，不带请求"
        name="text"
        id="report-text"
        most={MOST.words}
      />
      <Line label="签发人" name="signer" required most={MOST.signer} />
      <button type="submit">上报</button>
    </Order>
  </Fold>
)

const VillageStudy = ({ i, view: { csrf } }: Orderable) => (
  <Fold class="more" summary="记村里的研究" holds={way(i, 'village-studies')}>
    <Order action={way(i, 'village-studies')} csrf={csrf} class="card">
      <Line label="哪天研究的" name="heldOn" type="date" required />
      <Line label="参加的人" name="present" required most={MOST.present} />
      <Text label="怎么定的" name="decided" id="decided" required most={MOST.words} />
      <button type="submit">记下</button>
    </Order>
  </Fold>
)

const Signer = ({ i, view: { csrf } }: Orderable) => (
  <Order action={way(i, 'signer')} csrf={csrf} class="card">
    <Line label="报告的签发人" name="signer" id="late-signer" required most={MOST.signer} />
    <button type="submit">写上</button>
  </Order>
)

const Handled = ({ i, policy, view: { csrf } }: Orderable) => (
  <Order action={way(i, 'handled')} csrf={csrf} class="card">
    <h2>报办结</h2>
    <Text label="办得怎么样" hint={`交给屋场的户来评，到${policy.satisfactionPercent}%满意才销号`} name="text" required most={MOST.words} />
    <button type="submit">报办结</button>
  </Order>
)

const Categorise = ({ i, view: { csrf } }: Orderable) => (
  <Fold class="more" summary="改类别" holds={way(i, 'category')}>
    <Order action={way(i, 'category')} csrf={csrf} class="card">
      <Select name="category" label="类别" value={i.category ?? undefined} options={CATEGORIES.map((c) => [c, c] as const)} />
      <button type="submit">改类别</button>
    </Order>
  </Fold>
)

const TakeUp = ({ i, policy, view: { csrf } }: Orderable) => (
  <Fold class="ask" summary="提级：镇里接过来办" holds={way(i, 'take-up')}>
    <Order action={way(i, 'take-up')} csrf={csrf}>
      <p>村里就不用再上报了，镇里要在{policy.assignWorkingDays}个工作日内交办。群里会说一声。</p>
      <Line label="原因" name="reason" required most={MOST.words} />
      <button type="submit">提级</button>
    </Order>
  </Fold>
)

const Confidential = ({ i, view: { csrf } }: Orderable) => (
  <Ask
    action={way(i, 'confidential')}
    csrf={csrf}
    name={i.confidential ? '改回公开' : '标为不公开'}
    means={i.confidential ? '改回以后，群里的人都查得到。' : '以后只有提的人、屋场长和干部看得到，群里不再说。'}
    sure={i.confidential ? '改回公开' : '标为不公开'}
    fields={{ confidential: i.confidential ? '' : '1' }}
  />
)

export function issueOrders(console: Console): void {
  const { deps } = console
  const order = async (view: Pick<Given, 'who' | 'param' | 'text'>, what: Parameters<typeof orderIssue>[3], done: string) => {
    settle(console.deps, await orderIssue(deps, view.who, view.param('id'), what))
    return { to: backTo(view) ?? `/issues/${view.param('id')}`, done }
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
  console.action('/issues/:id/remind', 'takeUpIssues', (given) => order(given, { type: 'remindIssue' }, '提醒了，办的人在群里看得到。'))
  console.action('/issues/:id/accept', 'takeUpIssues', (given) => order(given, { type: 'acceptIssue' }, '受理了。'))
  console.action('/issues/:id/report', 'takeUpIssues', (given) => {
    const words = given.text('text')
    if (!given.text('signer')) throw new Problem('badRequest', '请写签发人。')
    return order(
      given,
      { type: 'reportToTown', signer: given.text('signer'), ...(words ? { text: words } : {}) },
      '上报了。请示（没写要镇里做什么的是报告）过一会儿就在这一页，可以下载。',
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
