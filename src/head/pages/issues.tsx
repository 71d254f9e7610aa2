/** Issues on the phone: those that are not over, and what head or recorder do about each. */
import type { FC } from 'hono/jsx'
import { knownOf } from '../../application/hearing/progress.ts'
import { latestByHousehold } from '../../domain/base/households.ts'
import { isEnded } from '../../domain/issue/find.ts'
import type { IssueRow, SurveyRow } from '../../domain/issue/rows.ts'
import { surveyOf } from '../../domain/survey/active.ts'
import { eligibleIds, surveyFigures, unconfirmedVisits } from '../../domain/survey/count.ts'
import { progress } from '../../text/progress.ts'
import { ISSUE_STATUS } from '../../text/statuses.ts'
import { Bar, type Cell, Choices, Fold, Go, Grid, Line, One, Tap, Words } from '../parts.tsx'
import { near } from '../times.ts'
import { type HeadView, homesOf, isChair } from '../view.ts'

/** Who may know of it on this phone: of what is kept out of the group the head, unless it is about the head; and an office, unless about the cadres. */
function knownHere({ phone }: HeadView, issue: IssueRow): boolean {
  if (!issue.confidential) return true
  if (phone.officialId !== null) return phone.office === 'official' || issue.passesOver !== 'village'
  return phone.isHead && issue.passesOver === null
}

export const Issues: FC<{ view: HeadView }> = ({ view }) => {
  const issues = view.state.issues.where((i) => !isEnded(i) && knownHere(view, i)).sort((a, b) => b.no - a.no)
  const over = view.state.issues.where((i) => i.status === 'closed' && knownHere(view, i)).sort((a, b) => b.no - a.no)
  return (
    <>
      <h1>问题</h1>
      {issues.length === 0 ? <p class="soft">没有还在办的问题。有人说起什么事，在“现在”那一页点“反映一件事”。</p> : null}
      {issues.map((issue) => (
        <One_ view={view} issue={issue} />
      ))}
      {over.length > 0 ? (
        <Fold id="over" name={`最近销号的${over.length}件`}>
          <ul>
            {over.map((issue) => (
              <li>
                {issue.no}号 {issue.text}
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </>
  )
}

const One_: FC<{ view: HeadView; issue: IssueRow }> = ({ view, issue }) => {
  const survey = surveyOf(view.state, issue)
  const lies = issue.status === 'raised' || issue.status === 'inHamlet'
  return (
    <article class="card issue" id={`issue-${issue.no}`}>
      <h2>
        {issue.no}号 <span class="badge">{ISSUE_STATUS[issue.status]}</span> {issue.confidential ? <span class="badge">不公开</span> : null}
      </h2>
      <p>{issue.text}</p>
      <Fold id={`how-${issue.no}`} name="到哪一步了">
        <pre>{progress(knownOf(view.state, issue, view.now), view.now)}</pre>
      </Fold>
      {lies ? <Decide view={view} issue={issue} /> : null}
      {issue.status === 'inHamlet' && isChair(view) ? (
        <Fold id={`handled-${issue.no}`} name="办好了">
          <Tap view={view} intent="handled" about={issue.id} fields={{ issueNo: issue.no }}>
            <Words id={`handled-text-${issue.no}`} name="text" label="怎么办好的" rows={2} />
            <Go>办好了，请大家评</Go>
          </Tap>
        </Fold>
      ) : null}
      {survey ? <Survey view={view} issue={issue} survey={survey} /> : null}
    </article>
  )
}

const Decide: FC<{ view: HeadView; issue: IssueRow }> = ({ view, issue: { no, id } }) => {
  const fields = (decision: string) => ({ issueNo: no, decision })
  return (
    <div class="row">
      <Fold id={`spot-${no}`} name="当场解决">
        <Tap view={view} intent="decideIssue" about={id} fields={fields('onTheSpot')}>
          <Words id={`spot-text-${no}`} name="text" label="怎么解决的" rows={2} />
          <Go>当场解决</Go>
        </Tap>
      </Fold>
      <Fold id={`agreed-${no}`} name="约定">
        <Tap view={view} intent="decideIssue" about={id} fields={fields('agreed')}>
          <Words id={`agreed-text-${no}`} name="text" label="约定了什么、谁来办" rows={2} />
          <p class="field">
            <label for={`agreed-day-${no}`}>哪天以前</label>
            <input id={`agreed-day-${no}`} name="day" type="date" required />
          </p>
          <Go>约定</Go>
        </Tap>
      </Fold>
      <Fold id={`up-${no}`} name="上报村里">
        <Tap view={view} intent="decideIssue" about={id} fields={fields('toVillage')}>
          <Words id={`up-text-${no}`} name="text" label="要村里做什么" rows={2} />
          <Go>上报</Go>
        </Tap>
      </Fold>
      <Fold id={`not-${no}`} name="不成立、合并">
        <Tap view={view} intent="decideIssue" about={id} fields={fields('dismiss')}>
          <Line id={`not-text-${no}`} name="text" label="为什么不成立" />
          <Go tone="quiet">不成立</Go>
        </Tap>
        <Tap view={view} intent="decideIssue" about={id} fields={fields('merge')}>
          <Line id={`into-${no}`} name="into" label="和几号是一件事" />
          <Go tone="quiet">并过去</Go>
        </Tap>
      </Fold>
    </div>
  )
}

const SCORES = [
  ['satisfied', '满意'],
  ['basic', '基本满意'],
  ['dissatisfied', '不满意'],
] as const
const WORD = Object.fromEntries(SCORES)
const TONE = { satisfied: 'yes', basic: 'maybe', dissatisfied: 'no' } as const

function Survey({ view, issue, survey }: { view: HeadView; issue: IssueRow; survey: SurveyRow }) {
  const { state } = view
  const figures = surveyFigures(state, survey, issue)
  const may = eligibleIds(state, issue)
  const latest = latestByHousehold(
    state,
    state.ratings.where((r) => r.surveyId === survey.id),
  )
  const cells = homesOf(state)
    .filter((home) => may.has(home.id))
    .map((home): Cell => {
      const said = latest.get(home.id)
      return { home, tone: said ? TONE[said.score] : '', word: said ? (WORD[said.score] ?? '') : '' }
    })
  const visits = unconfirmedVisits(state, survey).length
  return (
    <section aria-label={`${issue.no}号评议`}>
      <p>
        请大家评：评了<b>{figures.raters}户</b>，满意{figures.satisfied}户，要至少{figures.needed}户来评，{near(survey.closesAt, view.now)}
        截止。
      </p>
      <Bar part={figures.raters} of={figures.eligible} mark={figures.needed} />
      <Fold id={`rate-${issue.no}`} name="各户说满意不满意">
        <Tap view={view} intent="answerFor" about={survey.id} fields={{ answer: 'rate', issueNo: issue.no }}>
          <Choices legend="先选，再点户（群里说的、电话里说的）" name="score" id={`score-${issue.no}`} of={SCORES} chosen="satisfied" />
          <Grid cells={cells} label="各户满意不满意" />
        </Tap>
      </Fold>
      <Fold id={`visit-${issue.no}`} name="走访（上门问的）">
        <p class="soft">上门问的要另一个人证实才算；办事的人自己不能去问。</p>
        <Tap view={view} intent="rateOnBehalf" about={survey.id} fields={{ issueNo: issue.no }}>
          <Choices legend="先选，再点户" name="score" id={`door-${issue.no}`} of={SCORES} chosen="satisfied" />
          <Grid cells={cells} label="走访的户" />
        </Tap>
        {visits > 0 ? (
          <One view={view} intent="confirmVisits" about={survey.id} fields={{ issueNo: issue.no }} tone="plain">
            走访属实（{visits}户）
          </One>
        ) : null}
      </Fold>
    </section>
  )
}
