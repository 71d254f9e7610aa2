/** 今天, for whoever looks: what is theirs to do, what is late below them, what is coming; and what happened last night. */
import { digestBesideIssues, lastSent } from '../../application/saying/digest-now.ts'
import { calendarOf } from '../../domain/calendar/calendar.ts'
import { SECTIONS, type Section, todayOf } from '../../domain/digest/today.ts'
import { addDays, DAY, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import type { Database } from '../../store/database.ts'
import { townSettings } from '../../store/digest.ts'
import { hamletFacts, lacking } from '../../store/reading/hamlets.ts'
import { listMeetings, type MeetingLine } from '../../store/reading/meetings.ts'
import { countOpenIssues, type OpenIssues } from '../../store/reading/open-issues.ts'
import { type BotAccountLine, countFailedInbox, listBotAccounts } from '../../store/reading/queues.ts'
import { besideHamlets, errandsOf, stepsOf, todaysIssues } from '../../store/reading/today.ts'
import { listDepartments } from '../../store/reading/town.ts'
import type { Console } from '../declare.tsx'
import { linked } from '../digest-table.tsx'
import { Badge, Share, Table, Tile } from '../parts.tsx'
import { day, moment } from '../times.ts'
import type { View } from '../view.ts'
import { FirstStepsOf } from './today/first-steps.tsx'
import { Groups } from './today/jobs.tsx'
import { type Group, sectionsOf } from './today/sections.ts'
import { tonightPart } from './tonight.tsx'

const MEETINGS_SHOWN = 20

const HEADING: Readonly<Record<Section, string>> = { mine: '我要办的', below: '下面拖着的', coming: '七天内到的' }
/** A viewer has nothing to do; what is below is simply what is late. */
const headingOf = (section: Section, { who }: View): string => (section === 'below' && who.role === 'viewer' ? '拖着的' : HEADING[section])

export function todayPage(console: Console): void {
  const { db } = console.deps
  console.page('/', 'look', async (view) => {
    const { reach, now, may } = view
    const today = dateOf(now)
    const [sections, open, meetings, accounts, failed, facts, beside, departments, tonight] = await Promise.all([
      jobsOf(db, view),
      countOpenIssues(db, reach, { today, until: addDays(today, 7) }),
      listMeetings(db, reach, { from: now - DAY, to: now, limit: MEETINGS_SHOWN }),
      may('lookAtRooms') ? listBotAccounts(db, reach, instantAt(today)) : [],
      may('lookAtRooms') ? countFailedInbox(db, reach) : 0,
      may('keepRegistry') ? hamletFacts(db, reach) : [],
      may('importRoster') ? besideHamlets(db, reach, today) : undefined,
      may('assignIssues') ? listDepartments(db, view.who.townId) : [],
      tonightPart(console, view),
    ])
    const steps = beside && stepsOf(facts, beside)
    const shown = { view, departments }
    const none = SECTIONS.every((section) => sections[section].length === 0)
    const body = (
      <>
        <h1>今天 {day(today, now)}</h1>
        <Alerts offline={accounts.filter((a) => a.offlineSince !== null)} failed={failed} now={now} />
        {tonight}
        {steps && !steps.met ? <FirstStepsOf steps={steps} /> : null}
        {SECTIONS.map((section) =>
          sections[section].length === 0 ? null : (
            <section id={section} aria-label={headingOf(section, view)}>
              <h2>
                {headingOf(section, view)} <span class="soft">{countOf(sections[section])}件</span>
              </h2>
              <Groups groups={sections[section]} shown={shown} plain={section === 'coming'} />
            </section>
          ),
        )}
        {none ? <p class="empty">{nothing(view)}</p> : null}
        {may('seeConfidential') ? (
          <p>
            <a href="/digest">看今天的日报</a>
          </p>
        ) : null}
        <Figures {...open} lacking={lacking(facts).length} />
        <LastNight rows={meetings.items} now={now} />
        {meetings.next === undefined ? null : (
          <p>
            <a href="/meetings?since=yesterday">昨晚到现在的会都列出来</a>
          </p>
        )}
        {steps?.met ? <FirstStepsOf steps={steps} /> : null}
      </>
    )
    return { title: '今天', body, live: true }
  })
}

const countOf = (groups: readonly Group[]): number => groups.reduce((n, group) => n + group.count, 0)

const nothing = ({ who, may }: View): string => {
  if (who.role === 'department') return '没有交办给你们的事等着办。交办了，这里和镇里的群都看得到。'
  if (who.role === 'viewer') return '没有逾期的，也没有七天内到期的。'
  return may('assignIssues')
    ? '没有等您办的，下面也没有拖着的。可以看看台账里还在办的，或者哪个屋场这个月还没开会。'
    : '没有等您办的，屋场也没有拖着的。可以看看台账里还在办的，或者哪个屋场这个月还没开会。'
}

async function jobsOf(db: Database, view: View): Promise<Record<Section, Group[]>> {
  const { who, reach, now, may } = view
  const ofHamlets = reach.department === null
  const [[town], sent, issues, errands] = await Promise.all([
    townSettings(db, who.townId),
    ofHamlets ? lastSent(db, who.townId) : undefined,
    todaysIssues(db, reach),
    may('keepRegistry') ? errandsOf(db, who, reach) : [],
  ])
  if (!town) return { mine: [], below: [], coming: [] }
  const calendar = calendarOf(town.calendarEntries)
  const items = todayOf(issues, { role: who.role, today: dateOf(now), calendar, policy: town.policy })
  const digest = ofHamlets ? await digestBesideIssues(db, town, sent, { townId: who.townId, villageId: who.villageId }, now) : []
  return sectionsOf({ role: who.role, byHamlet: who.villageId !== null, items, errands, digest: await linked(db, view, digest) })
}

const Alerts = ({ offline, failed, now }: { offline: readonly BotAccountLine[]; failed: number; now: Instant }) => (
  <>
    {offline.map((a) => (
      <p class="note bad" role="alert">
        小助手 {a.account} 从 {moment(a.offlineSince ?? now, now)} 起不在线，群里的话它听不到。<a href="/rooms">去看看</a>
      </p>
    ))}
    {failed > 0 ? (
      <p class="note bad" role="alert">
        群里有{failed}条消息没处理成，没有算进去。<a href="/inbox">去看看</a>
      </p>
    ) : null}
  </>
)

/** What there is of each; what there is none of is not worth a tile. */
const Figures = ({ overdue, dueToday, week, inTown, review, lacking }: OpenIssues & { lacking: number }) => {
  const tiles = [
    { href: '/issues?due=overdue', figure: overdue, name: '逾期（含屋场约定的）', tone: 'bad' },
    { href: '/issues?due=today', figure: dueToday, name: '今天到期（含屋场约定的）', tone: 'warn' },
    { href: '/issues?due=week', figure: week, name: '七天内到期（含屋场约定的）', tone: '' },
    { href: '/issues?status=inTown', figure: inTown, name: '已报镇，待交办', tone: 'warn' },
    { href: '/issues?status=inReview', figure: review, name: '办结待评议', tone: '' },
    { href: '/hamlets?lacks=1', figure: lacking, name: '屋场登记待补', tone: '' },
  ] as const
  const some = tiles.filter((tile) => tile.figure > 0)
  if (some.length === 0) return null
  return (
    <>
      <h2>台账上</h2>
      <ul class="tiles">
        {some.map((tile) => (
          <Tile {...tile} />
        ))}
      </ul>
    </>
  )
}

const LastNight = ({ rows, now }: { rows: readonly MeetingLine[]; now: Instant }) =>
  rows.length === 0 ? null : (
    <>
      <h2>昨晚到现在</h2>
      <Table
        label="昨晚到现在的会议"
        rows={rows}
        empty=""
        columns={[
          { head: '屋场', cell: (m) => <a href={`/meetings/${m.id}`}>{m.hamletName}</a> },
          { head: '时间', cell: (m) => moment(m.startsAt, now) },
          {
            head: '到会/在家',
            cell: (m) =>
              m.figures ? (
                <>
                  <a href={`/meetings/${m.id}#present`}>
                    <Share part={m.figures.atHome} base={m.figures.base} unit="户" />
                  </a>{' '}
                  <Badge tone={m.figures.quorate ? 'good' : 'bad'}>
                    {m.figures.quorate ? '达标' : `还差${m.figures.needed - m.figures.atHome}户`}
                  </Badge>
                </>
              ) : (
                ''
              ),
          },
          { head: '通过/表决', cell: (m) => <a href={`/meetings/${m.id}#motions`}>{`${m.carried}/${m.motions}件`}</a> },
          { head: '提出问题', cell: (m) => <a href={`/issues?meeting=${m.id}`}>{m.issues}件</a> },
        ]}
      />
    </>
  )
