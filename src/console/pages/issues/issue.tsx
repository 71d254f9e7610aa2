import { policyOf } from '../../../domain/base/policy.ts'
import { calendarOf } from '../../../domain/calendar/calendar.ts'
import type { Reach } from '../../../domain/rights/desk.ts'
import type { Database } from '../../../store/database.ts'
import { listEntries, readPolicy } from '../../../store/reading/calendar.ts'
import { documentsOfIssue, mediaOfIssue } from '../../../store/reading/files.ts'
import { findIssue, historyOf } from '../../../store/reading/issues.ts'
import { listSurveys, ratingsOf } from '../../../store/reading/surveys.ts'
import { listDepartments } from '../../../store/reading/town.ts'
import { ISSUE_STATUS } from '../../../text/statuses.ts'
import type { Console } from '../../declare.tsx'
import { Order } from '../../forms.tsx'
import { loweredNote } from '../../lowered.tsx'
import { Badge, Due, Pager } from '../../parts.tsx'
import { issueOrders, Orders } from './orders.tsx'
import { issueFiles, Papers, Sent } from './papers.tsx'
import { Facts, Reckoning, Story } from './story.tsx'
import { Surveys } from './surveys.tsx'
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
    const [history, rounds, media, documents, visit, departments, policy, calendar, lowered] = await Promise.all([
      historyOf(db, reach, { hamletId: i.hamletId, subjects: [i.id] }, { cursor: query('cursor'), limit: 100 }),
      roundsOf(db, reach, i.id),
      mediaOfIssue(db, i.id),
      view.may('lookAtPeople') ? documentsOfIssue(db, i.id) : undefined,
      visitForm(db, view, i),
      listDepartments(db, view.who.townId),
      readPolicy(db, view.who.townId).then(policyOf),
      listEntries(db, view.who.townId).then(calendarOf),
      loweredNote(db, view),
    ])
    const body = (
      <>
        <h1>
          {i.hamletName} {i.no}号
        </h1>
        <p class="sub">
          {i.villageName}　<Badge tone={i.status === 'closed' ? 'good' : 'info'}>{ISSUE_STATUS[i.status]}</Badge>{' '}
          {i.dueOn ? (
            <>
              期限 <Due date={i.dueOn} now={now} calendar={calendar} provisional={i.provisional} />{' '}
            </>
          ) : null}
          {i.confidential ? <Badge tone="warn">{WHO_SEES[i.passesOver ?? '']}</Badge> : null}
        </p>
        <blockquote>{i.text}</blockquote>
        <Sent of={media} now={now} />
        <div class="two acts">
          <div class="do">
            {visit}
            {view.may('takeUpIssues') && rounds.some((s) => s.ratings.some((r) => r.unconfirmed) && s.closedAt === null) ? (
              <Order action={`/issues/${i.id}/confirm-visits`} csrf={view.csrf} class="card">
                <p>有上门问来的评议等另一个人证实。您核过了，确实是那几户说的，再点。</p>
                <button type="submit">走访属实</button>
              </Order>
            ) : null}
            <Orders i={i} view={view} departments={departments} policy={policy} />
          </div>
          <div class="main">
            <Reckoning i={i} now={now} />
            <Story lines={history.items} rounds={rounds} now={now} />
            <Pager next={history.next} url={url} />
            {rounds.length > 0 ? lowered : null}
            <Surveys rounds={rounds} now={now} named={reach.people} />
          </div>
          <aside>
            <Facts i={i} now={now} calendar={calendar} names={reach.people} />
            {documents ? <Papers i={i} documents={documents} now={now} /> : null}
          </aside>
        </div>
      </>
    )
    return { title: `${i.hamletAlias}${i.no}号`, body }
  })
}

async function roundsOf(db: Database, reach: Reach, issueId: string) {
  const surveys = await listSurveys(db, reach, { issueId, limit: 20 })
  return Promise.all(surveys.items.map(async (s) => ({ ...s, ratings: await ratingsOf(db, reach, s.id) })))
}

const WHO_SEES: Readonly<Record<string, string>> = {
  '': '不公开：只有提的人、屋场长和干部看得到',
  head: '不公开：屋场长看不到，只有提的人和干部看得到',
  village: '不公开：屋场长和村干部看不到，只有提的人和镇干部看得到',
}
