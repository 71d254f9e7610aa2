/** The town's morning: what is in it, in which order, on how many pages. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../../../src/domain/base/policy.ts'
import { calendarOf } from '../../../src/domain/calendar/calendar.ts'
import { type DigestInput, type DigestIssue, digestOf, isBusyMonth, monthsEnded } from '../../../src/domain/digest/digest.ts'
import { instantAt } from '../../../src/kernel/time.ts'
import { digestPages, digestSheets, digestText } from '../../../src/text/digest.ts'

const now = instantAt('2026-10-13', 8, 30)
const issue = (more: Partial<DigestIssue>): DigestIssue => ({
  no: 1,
  text: '村口路灯坏了',
  confidential: false,
  status: 'inVillage',
  arrivedAt: instantAt('2026-09-28', 10),
  reportDueOn: null,
  provisional: false,
  agreedOn: null,
  department: null,
  assignDueOn: null,
  village: '河口村',
  hamlet: '槐树',
  lastSurvey: null,
  ...more,
})
const of = (more: Partial<DigestInput>) =>
  digestOf({ now, issues: [], noMeeting: [], noQuorum: [], offline: [], ...more }, calendarOf(), DEFAULT_POLICY)
const failed = { status: 'failed', round: 1, raters: 10, satisfied: 5 }

const EVERYTHING: Partial<DigestInput> = {
  issues: [
    issue({ no: 9, status: 'inReview', lastSurvey: { ...failed, status: 'waiting', round: 2 } }),
    issue({ no: 8, status: 'inHamlet', lastSurvey: failed }),
    issue({ no: 7, status: 'assigned', department: '交通办', assignDueOn: '2026-10-12' }),
    // Reported on 2026-09-30: 10-08, 09, 10 and 12 are four working days, the 13th is the fifth.
    issue({ no: 6, status: 'inTown', arrivedAt: instantAt('2026-09-30', 10) }),
    issue({ no: 5, reportDueOn: '2026-10-13' }),
    issue({ no: 4, reportDueOn: '2026-10-12' }),
    issue({ no: 3, reportDueOn: '2026-10-10' }),
    issue({ no: 2, reportDueOn: '2026-10-14' }),
    issue({ no: 1, status: 'inTown', arrivedAt: instantAt('2026-10-09', 10) }),
  ],
  noMeeting: [{ village: '柳林村', hamlet: '柳荫', month: '2026-09' }],
  noQuorum: [{ village: '河口村', hamlet: '塘湾', heldOn: '2026-10-12', present: 20, base: 28 }],
  offline: [{ account: 'wechat', from: instantAt('2026-10-12', 23), to: null }],
}

describe('what is in it', () => {
  test('most urgent first, each thing once; what is not yet late is left out', () => {
    expect(of(EVERYTHING).map((i) => [i.kind, i.no, i.days])).toEqual([
      ['overdueReport', 3, 2],
      ['overdueReport', 4, 1],
      ['dueToday', 5, undefined],
      ['unassigned', 6, 5],
      ['overdueAssignment', 7, 1],
      ['reviewFailed', 8, undefined],
      ['reviewShort', 9, undefined],
      ['noMeeting', undefined, undefined],
      ['noQuorum', undefined, undefined],
      ['offline', undefined, undefined],
    ])
  })

  test('unassigned: three working days are peace, the fourth is late; a return begins anew', () => {
    const waiting = (arrivedAt: number) =>
      of({ issues: [issue({ status: 'inTown', arrivedAt })] }).flatMap((i) => (i.kind === 'unassigned' ? [i.days] : []))
    expect(waiting(instantAt('2026-10-09', 10))).toEqual([])
    expect(waiting(instantAt('2026-10-08', 10))).toEqual([4])
    expect(waiting(instantAt('2026-10-12', 20))).toEqual([])
  })

  test('what a hamlet agreed and let pass', () => {
    const agreed = (agreedOn: string) => of({ issues: [issue({ status: 'inHamlet', agreedOn })] }).map((i) => [i.kind, i.days])
    expect(agreed('2026-10-13')).toEqual([])
    expect(agreed('2026-10-12')).toEqual([['overdueAgreed', 1]])
  })

  test('off for minutes is worth a line, a restart of seconds is not, one that has just begun not yet', () => {
    const from = instantAt('2026-10-13', 8)
    const off = (to: number | null, at = from) => of({ offline: [{ account: 'wechat', from: at, to }] }).length
    expect(off(from + 20_000)).toBe(0)
    expect(off(from + 299_999)).toBe(0)
    expect(off(from + 300_000)).toBe(1)
    expect(off(null)).toBe(1)
    expect(off(null, now - 60_000)).toBe(0)
  })
})

describe('how it reads', () => {
  test('counts first, then the list', () => {
    expect(digestText(of(EVERYTHING), now).split('\n')).toEqual([
      '【日报】10月13日周二：逾期未报2，今天到期1，待交办逾期1，交办逾期1，评议没过1，评议户数不够1，上月没开会1，到会不够1，小助手断线1。',
      '1. 【逾期未报】河口村槐树3号“村口路灯坏了”：期限10月10日周六，逾期2个工作日',
      '2. 【逾期未报】河口村槐树4号“村口路灯坏了”：期限10月12日周一，逾期1个工作日',
      '3. 【今天到期】河口村槐树5号“村口路灯坏了”：今天24点到期',
      '4. 【待交办逾期】河口村槐树6号“村口路灯坏了”：等交办5个工作日',
      '5. 【交办逾期】河口村槐树7号“村口路灯坏了”：交通办，期限10月12日周一，逾期1个工作日',
      '6. 【评议没过】河口村槐树8号“村口路灯坏了”：第1轮满意的5/10户（50%），退回重办',
      '7. 【评议户数不够】河口村槐树9号“村口路灯坏了”：第2轮评议户数不够，等上门走访',
      '8. 【上月没开会】9月没开会的1个屋场：柳荫',
      '9. 【到会不够】河口村塘湾：10月12日周一的会，在家户到了20/28户（71.4%），不够数',
      '10. 【小助手断线】wechat：10月12日周一晚11点起断线，还没恢复',
    ])
  })

  test('the same as rows of a sheet, kind by kind', () => {
    const sheets = digestSheets(of(EVERYTHING), now)
    expect(sheets.map((s) => [s.name, s.items.length])).toEqual([
      ['逾期未报', 2],
      ...['今天到期', '待交办逾期', '交办逾期', '评议没过', '评议户数不够', '上月没开会', '到会不够', '小助手断线'].map((name) => [
        name,
        1,
      ]),
    ])
    expect(sheets[3]?.items[0]).toEqual({
      village: '河口村',
      hamlet: '槐树',
      no: 7,
      text: '村口路灯坏了',
      dueOn: '2026-10-12',
      note: '交通办，期限10月12日周一，逾期1个工作日',
    })
    expect(digestSheets([], now)).toEqual([])
  })

  test('nothing to report is one line', () => {
    expect(digestPages(of({}), now)).toEqual(['【日报】10月13日周二：没有逾期的，没有要催的。'])
  })

  test('pages of at most 600 characters and 8 lines, nothing lost, each naming the next', () => {
    const issues = Array.from({ length: 70 }, (_, i) => issue({ no: i + 1, reportDueOn: '2026-10-12', text: '很'.repeat(1 + (i % 40)) }))
    const pages = digestPages(of({ issues }), now)
    expect(pages.length).toBeGreaterThan(8)
    for (const [i, page] of pages.entries()) {
      expect(page.length).toBeLessThanOrEqual(600)
      expect(page.split('\n').filter((l) => /^\d+\./.test(l)).length).toBeLessThanOrEqual(8)
      expect(page).toContain(`第${i + 1}页，共${pages.length}页`)
      expect(page.includes(`回“日报 ${i + 2}”`)).toBe(i + 1 < pages.length)
    }
    const shown = pages.flatMap((p) => p.split('\n').flatMap((l) => /槐树(\d+)号/.exec(l)?.[1] ?? []))
    expect(shown).toEqual(Array.from({ length: 70 }, (_, i) => String(i + 1)))
  })

  test('of a confidential issue the number, not the words', () => {
    const page = digestPages(of({ issues: [issue({ reportDueOn: '2026-10-12', confidential: true })] }), now).join('')
    expect(page).toContain('槐树1号（不公开）')
    expect(page).not.toContain('路灯')
  })
})

describe('months', () => {
  const periods = [
    { name: '双抢', from: '2026-07-10', to: '2026-08-05' },
    { name: '秋收', from: '2026-10-17', to: '2026-11-05' },
    { name: '春耕', from: '2026-03-01', to: '2026-03-17' },
  ]
  test('busy: the reminder day lies in a busy season, or half of the days do', () => {
    const busy = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`).filter((m) =>
      isBusyMonth(m, periods, DEFAULT_POLICY),
    )
    expect(busy).toEqual(['2026-03', '2026-07', '2026-10'])
  })

  test('months that ended since the last digest, also over a new year and over a missed run', () => {
    expect(monthsEnded(instantAt('2026-09-30', 8, 30), instantAt('2026-10-08', 8, 30))).toEqual(['2026-09'])
    expect(monthsEnded(instantAt('2026-10-08', 8, 30), instantAt('2026-10-09', 8, 30))).toEqual([])
    expect(monthsEnded(instantAt('2026-11-30', 8, 30), instantAt('2027-01-04', 8, 30))).toEqual(['2026-11', '2026-12'])
  })
})
