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

  it('of the sweep are every minute', () => {
    expect(told(occurrencesBetween(at('2026-12-31T23:58:30'), at('2027-01-01T00:01:00'), ['sweep']))).toEqual([
      'sweep 2026-12-31T23:59',
      'sweep 2027-01-01T00:00',
      'sweep 2027-01-01T00:01',
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
  let stop: () => Promise<void>
  beforeEach(() => {
    vi.useFakeTimers({ now: at('2026-09-07T08:29:30') })
    enqueue.mockClear()
    stop = startSchedules(enqueue)
  })
  afterEach(async () => {
    await stop()
    vi.useRealTimers()
  })

  it('enqueues each occurrence by Shanghai time, under an id that every process would give it', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE)
    const minute = at('2026-09-07T08:30:00')
    expect(enqueue.mock.calls).toHaveLength(2)
    expect(enqueue.mock.calls).toEqual(
      expect.arrayContaining([
        ['sweep', 'sweep-2026-09-07T08:30:00+08:00', { at: minute }],
        ['tick', 'digest-2026-09-07T08:30:00+08:00', { name: 'digest', at: minute }],
      ]),
    )
    expect(occurrenceId('digest', minute)).toBe('digest-2026-09-07T08:30:00+08:00')
  })

  it('ends when stopped', async () => {
    await stop()
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(enqueue).not.toHaveBeenCalled()
  })
})
