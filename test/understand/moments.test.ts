import { describe, expect, it } from 'vitest'
import { instantAt, isoShanghai, wallTime } from '../../src/kernel/time.ts'
import { instantOf, scanMoment } from '../../src/understand/moments.ts'
import { normalizeText } from '../../src/understand/normalize.ts'

/** Monday morning, two and a half weeks before 中秋 (September 25th). */
const NOW = instantAt('2026-09-07', 9)

function meant(said: string, use: 'meeting' | 'deadline' = 'meeting', now = NOW): string {
  const text = normalizeText(said)
  const moment = scanMoment(text, 0, wallTime(now))
  if (!moment) return 'nothing'
  const at = instantOf(moment, now, use)
  return `${typeof at === 'number' ? isoShanghai(at).slice(0, 16) : at}${moment.end < text.length ? ` + ${text.slice(moment.end)}` : ''}`
}

describe('times as people say them', () => {
  for (const [said, expected] of [
    ['明晚8点', '2026-09-08T20:00'],
    ['明天晚上八点', '2026-09-08T20:00'],
    ['今晚七点半', '2026-09-07T19:30'],
    ['今天下午3点', '2026-09-07T15:00'],
    ['后天中午', '2026-09-09T12:00'],
    ['大后天上午9点一刻', '2026-09-10T09:15'],
    ['周三晚7点半', '2026-09-09T19:30'],
    ['周一晚8点', '2026-09-07T20:00'],
    ['周一早上8点', '2026-09-14T08:00'],
    ['下周三晚7点半', '2026-09-16T19:30'],
    ['下下周三晚7点半', '2026-09-23T19:30'],
    ['这个礼拜六晚八点', '2026-09-12T20:00'],
    ['本周日晚7点', '2026-09-13T19:00'],
    ['星期天19:30', '2026-09-13T19:30'],
    ['週六晚８點', '2026-09-12T20:00'],
    ['9月30日晚7点半', '2026-09-30T19:30'],
    ['九月三十号晚七点四十分', '2026-09-30T19:40'],
    ['10号晚8点', '2026-09-10T20:00'],
    ['3号晚8点', '2026-10-03T20:00'],
    ['2026-09-20 19:30', '2026-09-20T19:30'],
    ['2026年9月20日晚8点', '2026-09-20T20:00'],
    ['1月5日晚7点', '2027-01-05T19:00'],
    ['腊月十八晚7点半', '2027-01-25T19:30'],
    ['正月初八晚7点', '2027-02-13T19:00'],
    ['农历八月十四晚7点', '2026-09-24T19:00'],
    ['初一晚7点', '2026-09-11T19:00'],
    ['国庆后第一个工作日上午9点', '2026-10-08T09:00'],
    ['月底晚8点', '2026-09-30T20:00'],
    ['周三七点半', '2026-09-09T19:30'],
    ['周三八点一刻', '2026-09-09T20:15'],
    ['周三八点三刻', '2026-09-09T20:45'],
    ['周三9点', '2026-09-09T09:00'],
    ['周三07:30', '2026-09-09T07:30'],
    ['周三 晚 7点半', '2026-09-09T19:30'],
    ['9月8日周二中午12点', '2026-09-08T12:00'],
    ['9月8日（周二）中午12点', '2026-09-08T12:00'],
    ['9月8日 星期二 中午12点', '2026-09-08T12:00'],
    ['9月8号礼拜二中午', '2026-09-08T12:00'],
    ['9月8日，周二，中午12点', '2026-09-08T12:00'],
    ['周二9月8日中午12点', '2026-09-08T12:00'],
    ['周五（9月18日）晚7点半', '2026-09-18T19:30'],
    ['明天（9月8日周二）晚7点半', '2026-09-08T19:30'],
    ['明天（9月8日周二晚7点半）', '2026-09-08T19:30'],
    ['9月12日晚8点（周六）', '2026-09-12T20:00'],
    ['腊月十八（1月25日）晚7点', '2027-01-25T19:00'],
    ['9月25日中秋节晚7点', '2026-09-25T19:00'],
    ['9月8日周五中午12点', 'clash'],
    ['9月8日 （周五） 中午12点', 'clash'],
    ['9月12日晚8点（周五）', 'clash'],
    ['明天周五晚8点', 'clash'],
    ['今天周一（9月14日）晚8点', 'clash'],
    ['下周五（9月11日）晚8点', 'clash'],
    ['9月8日周五', 'clash'],
    // A comma also parts the days of a list.
    ['9月8日，周五晚8点', 'noHour + ,周五晚8点'],
    ['周三 周四晚8点', 'noHour +  周四晚8点'],
    ['周三', 'noHour'],
    ['周三晚上', 'noHour'],
    ['晚上8点', 'noDay'],
    ['8点', 'noDay'],
    ['晚饭后', 'vague'],
    ['周三晚饭后', 'vague'],
    ['周三吃完饭以后', 'vague'],
    ['节后', 'vague'],
    ['国庆后', 'vague'],
    ['周末晚8点', 'vague'],
    // Of which calendar: both days are named.
    ['八月十五晚7点', 'clash'],
    ['五月十五晚7点', 'vague'],
    ['2月30日晚8点', 'vague'],
    ['13月1日晚8点', 'vague'],
    ['周三晚12点', 'whichHalf'],
    ['周三25点', 'noHour + 25点'],
    ['昨天晚上8点', 'past'],
    ['上周三晚7点', 'past'],
    ['今天早上8点', 'past'],
    ['9月1日晚8点', 'past'],
    ['修路', 'nothing'],
    ['一起', 'nothing'],
    ['三组', 'nothing'],
    ['1块钱', 'nothing'],
  ] as const) {
    it(`${said} is ${expected}`, () => expect(meant(said)).toBe(expected))
  }

  it('does not guess the half of the day for a deadline', () => {
    expect(meant('明天8点', 'deadline')).toBe('whichHalf')
    expect(meant('明晚8点', 'deadline')).toBe('2026-09-08T20:00')
    expect(meant('明天中午', 'deadline')).toBe('2026-09-08T12:00')
    expect(meant('明天', 'deadline')).toBe('noHour')
  })

  it('goes over the end of the year', () => {
    const december = instantAt('2026-12-30', 9)
    expect(meant('明晚8点', 'meeting', instantAt('2026-12-31', 9))).toBe('2027-01-01T20:00')
    expect(meant('3号晚8点', 'meeting', december)).toBe('2027-01-03T20:00')
    expect(meant('1月5日晚7点', 'meeting', december)).toBe('2027-01-05T19:00')
    expect(meant('下周三晚7点', 'meeting', december)).toBe('2027-01-06T19:00')
  })

  it('is the same on a host in any zone', () =>
    expect(meant('今晚11点半', 'meeting', instantAt('2026-09-07', 23, 15))).toBe('2026-09-07T23:30'))
})
