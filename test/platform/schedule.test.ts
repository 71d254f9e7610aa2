import { createTask } from 'node-cron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { occurrenceId, occurrencesBetween, SCHEDULES, startSchedules } from '../../jobs/schedule.ts'
import { DAY, HOUR, type Instant, instantAt, isoShanghai, MINUTE } from '../../src/kernel/time.ts'

const at = (text: string): Instant => Date.parse(`${text}+08:00`)
const told = (found: { name: string; at: Instant }[]) => found.map(({ name, at }) => `${name} ${isoShanghai(at).slice(0, 16)}`)

describe('occurrences between two moments', () => {
  it('are in order, the first moment excluded and the last included', () => {
    expect(told(occurrencesBetween(at('2026-09-20T08:30:00'), at('2026-09-21T08:30:00'), ['digest', 'monthlyReminder']))).toEqual([
      'monthlyReminder 2026-09-20T09:00',
      'digest 2026-09-21T08:30',
    ])
    expect(told(occurrencesBetween(at('2026-09-21T08:59:00'), at('2026-09-22T09:00:00'), ['monthlyReminder']))).toHaveLength(2)
  })

  it('of the digest are every day, into another year', () => {
    expect(told(occurrencesBetween(at('2026-12-30T08:30:30'), at('2027-01-01T08:30:00'), ['digest']))).toEqual([
      'digest 2026-12-31T08:30',
      'digest 2027-01-01T08:30',
    ])
  })

  it('are none between a moment and itself, or backwards', () => {
    expect(occurrencesBetween(at('2026-09-20T09:00:00'), at('2026-09-20T09:00:00'))).toEqual([])
    expect(occurrencesBetween(at('2026-09-20T09:01:00'), at('2026-09-20T08:00:00'))).toEqual([])
  })

  it.each(SCHEDULES.map(({ name, expression }) => ({ name, expression })))(
    'of $name are the minutes that node-cron itself matches',
    ({ name, expression }) => {
      const task = createTask(expression, () => undefined, { timezone: 'Asia/Shanghai' })
      const from = instantAt('2028-02-19')
      const to = from + 3 * DAY
      const matched: Instant[] = []
      for (let minute = from + MINUTE; minute <= to; minute += MINUTE) if (task.match(new Date(minute))) matched.push(minute)
      expect(matched.length).toBeGreaterThan(0)
      expect(occurrencesBetween(from, to, [name]).map((found) => found.at)).toEqual(matched)
    },
  )
})

describe('ticking', () => {
  const enqueue = vi.fn(async () => true)
  const otherwise = vi.fn(async () => undefined)
  let stop: () => Promise<void>
  beforeEach(() => {
    vi.useFakeTimers({ now: at('2026-09-07T08:29:30') })
    enqueue.mockReset().mockResolvedValue(true)
    otherwise.mockClear()
    stop = startSchedules(enqueue, otherwise)
  })
  afterEach(async () => {
    await stop()
    vi.useRealTimers()
  })

  it('enqueues each occurrence by Shanghai time, under an id that every process would give it', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE)
    const minute = at('2026-09-07T08:30:00')
    expect(enqueue.mock.calls).toEqual([['tick', 'digest-2026-09-07T08:30:00+08:00', { name: 'digest', at: minute }]])
    expect(otherwise).not.toHaveBeenCalled()
    expect(occurrenceId('digest', minute)).toBe('digest-2026-09-07T08:30:00+08:00')
  })

  it('is done past the queue when the queue does not take it', async () => {
    enqueue.mockResolvedValue(false)
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(otherwise.mock.calls).toEqual([['digest', at('2026-09-07T08:30:00')]])
  })

  it('ends when stopped', async () => {
    await stop()
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(enqueue).not.toHaveBeenCalled()
  })
})
