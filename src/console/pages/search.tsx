/** 找: one field in the frame of every page, for whatever a person of the desk has a name or a number of. */
import type { Child } from 'hono/jsx'
import { addDays, type DateString, dateOf, type Instant, instantAt, isServedDate } from '../../kernel/time.ts'
import {
  FOUND_AT_MOST,
  findHouseholds,
  findIssues,
  findMeetings,
  findPlaces,
  findVillages,
  type Sought,
} from '../../store/reading/search.ts'
import { ISSUE_STATUS } from '../../text/statuses.ts'
import { address } from '../behind.tsx'
import type { Console } from '../declare.tsx'
import { Badge, Secret } from '../parts.tsx'
import { moment } from '../times.ts'
import { householdAt } from './hamlets/household.tsx'

/** Days ahead to which 9月7日 without a year is still this year’s. */
const AHEAD = 60

function soughtBy(words: string, now: Instant): Sought {
  const issue = /^(\D*?)\s*(\d{1,6})\s*号?$/.exec(words)
  const household = /^(\D*?)\s*(\d{1,3})\s*组\s*(\d{1,4})\s*户?$/.exec(words)
  const day = dayOf(words, now)
  return {
    words,
    issue: issue ? { hamlet: issue[1] ?? '', no: Number(issue[2]) } : undefined,
    household: household ? { hamlet: household[1] ?? '', groupNo: Number(household[2]), number: Number(household[3]) } : undefined,
    day: day === undefined ? undefined : { from: instantAt(day), to: instantAt(addDays(day, 1)) },
  }
}

function dayOf(words: string, now: Instant): DateString | undefined {
  if (isServedDate(words)) return words
  const said = /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(words)
  if (!said) return undefined
  const ending = `-${said[1]?.padStart(2, '0')}-${said[2]?.padStart(2, '0')}`
  const latest = addDays(dateOf(now), AHEAD)
  const year = Number(latest.slice(0, 4))
  return [`${year}${ending}`, `${year - 1}${ending}`].find((date) => isServedDate(date) && date <= latest)
}

export function searchPage(console: Console): void {
  const { db } = console.deps
  console.page('/search', 'look', async (view) => {
    const { reach, query, now, may } = view
    const words = query('q') ?? ''
    const sought = soughtBy(words, now)
    const [villages, places, households, issues, meetings] =
      words === ''
        ? [[], [], [], [], []]
        : await Promise.all([
            findVillages(db, reach, sought),
            findPlaces(db, reach, sought),
            may('lookAtPeople') ? findHouseholds(db, reach, sought) : [],
            findIssues(db, reach, sought),
            findMeetings(db, reach, sought),
          ])
    const none = villages.length + places.length + households.length + issues.length + meetings.length === 0
    const body = (
      <>
        <h1>{words === '' ? '找' : `找“${words}”`}</h1>
        {words === '' ? (
          <p class="empty">
            上面那一栏里写要找的：村和屋场的名字、{may('lookAtPeople') ? '人的名字、1组3户、' : ''}
            槐树12号、问题里的几个字、会的议题，或者9月7日。
          </p>
        ) : none ? (
          <p class="empty">没有找到。少写几个字再试试：只写姓名、只写号数，或者问题里的一个词。</p>
        ) : null}
        <Found
          name="村"
          items={villages.map((v) => (
            <>
              <a href={address('/hamlets', { village: v.id })}>{v.name}</a> <span class="soft">{v.hamlets.length}个屋场</span>{' '}
              {v.hamlets.slice(0, FOUND_AT_MOST).map((h) => (
                <>
                  <a href={`/hamlets/${h.id}`}>{h.alias}</a>{' '}
                </>
              ))}
              {v.hamlets.length > FOUND_AT_MOST ? '……' : ''}
            </>
          ))}
        />
        <Found
          name="屋场"
          items={places.map((p) => (
            <>
              <a href={`/hamlets/${p.id}`}>{p.name}</a> <span class="soft">{p.village}</span>
            </>
          ))}
          all={address('/hamlets', { search: words })}
        />
        <Found
          name="户和人"
          items={households.map((x) => (
            <>
              <a href={householdAt(x.hamletId, x.id)}>
                {x.hamlet} {x.groupNo}组{x.number}户
              </a>{' '}
              {x.people} <Badge tone={x.atHome ? 'good' : ''}>{x.atHome ? '在家' : '外出'}</Badge> <span class="soft">{x.village}</span>
            </>
          ))}
        />
        <Found
          name="问题"
          items={issues.map((i) => (
            <>
              <a href={`/issues/${i.id}`}>
                {i.hamletAlias}
                {i.no}号
              </a>{' '}
              <bdi>{i.text}</bdi> {i.confidential ? <Secret /> : null} <Badge>{ISSUE_STATUS[i.status]}</Badge>
            </>
          ))}
          all={address('/issues', { search: words })}
        />
        <Found
          name="会议"
          items={meetings.map((m) => (
            <>
              <a href={`/meetings/${m.id}`}>
                {m.hamlet} {moment(m.startsAt, now)}
              </a>{' '}
              <bdi>{m.topics.join('、')}</bdi>
            </>
          ))}
        />
      </>
    )
    return { title: words === '' ? '找' : `找“${words}”`, body }
  })
}

const Found = ({ name, items, all }: { name: string; items: readonly Child[]; all?: string }) =>
  items.length === 0 ? null : (
    <section aria-label={name}>
      <h2>{name}</h2>
      <ul class="found">
        {items.slice(0, FOUND_AT_MOST).map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      {items.length > FOUND_AT_MOST ? (
        <p class="soft">还有。{all ? <a href={all}>都列出来</a> : '写得再细一点，比如前面加上屋场：槐树 王德福。'}</p>
      ) : null}
    </section>
  )
