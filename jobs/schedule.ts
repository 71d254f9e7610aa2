/**
 * What happens by the clock alone. A tick only enqueues, with an id made of the occurrence, so that many processes make one job.
 * All times are Asia/Shanghai.
 */
import { parse, schedule } from 'node-cron'
import { addDays, dateOf, type Instant, instantAt, isoShanghai, MINUTE, weekdayOf } from '../src/kernel/time.ts'
import type { Jobs } from './queues.ts'

export interface Schedule {
  name: string
  /** Cron, five fields, minutes first. Day of month and day of week are never both restricted. */
  expression: string
  /** What happens to a run that was missed by more than ten minutes (the machine was off): it is not made up for. */
  missed: 'skip'
  why: string
}

/** The next run covers what a missed one would have done: that is why every one of them may be skipped. */
export const SCHEDULES = [
  {
    name: 'digest',
    expression: '30 8 * * *',
    missed: 'skip',
    why: 'The daily digest to the town at 08:30; whether the day is a working day is for the handler, by the town’s own calendar.',
  },
  {
    name: 'monthlyReminder',
    expression: '0 9 * * *',
    missed: 'skip',
    why: 'A hamlet without a meeting by the day of the month that its town has set (the 20th) is reminded; at 09:00, outside the quiet hours. On other days it looks at the towns’ settings and nothing else.',
  },
  {
    name: 'forget',
    expression: '20 3,12 * * *',
    missed: 'skip',
    why: 'Words that were meant for the bot and not understood are erased after 30 days; in the night, and at noon for machines that are off then.',
  },
  {
    name: 'night',
    expression: '10 3 * * *',
    missed: 'skip',
    why: 'Housekeeping while nobody talks, at 03:10: the ledgers are gone through, and what has been kept long enough goes.',
  },
] as const satisfies readonly Schedule[]

export type ScheduleName = (typeof SCHEDULES)[number]['name']

export const isScheduleName = (name: string): name is ScheduleName => SCHEDULES.some((known) => known.name === name)

/** One id per occurrence: `digest-2026-09-07T08:30:00+08:00`. */
export const occurrenceId = (name: ScheduleName, at: Instant): string => `${name}-${isoShanghai(at)}`

/**
 * Starts the ticking of this process; the returned function ends it. `enqueue` is that of the open queue; `otherwise` does what the queue
 * did not take.
 */
export function startSchedules(
  enqueue: Jobs['enqueue'],
  otherwise: (name: ScheduleName, at: Instant) => Promise<void>,
): () => Promise<void> {
  const tasks = SCHEDULES.map(({ name, expression }) =>
    schedule(
      expression,
      async ({ date }) => {
        // The planned minute, not the moment at which a busy process got round to it.
        const at = Math.floor(date.getTime() / MINUTE) * MINUTE
        // A queue that cannot be reached must not cost the town its digest: then it is done here and now, by one process or several.
        if (!(await enqueue('tick', occurrenceId(name, at), { name, at }))) await otherwise(name, at)
      },
      { timezone: 'Asia/Shanghai', name, suppressMissedWarning: true, unref: true },
    ),
  )
  return async () => {
    for (const task of tasks) await task.destroy()
  }
}

interface Fields {
  minutes: number[]
  hours: number[]
  days: Set<number | string>
  months: Set<number>
  weekdays: Set<number | string>
}

function fieldsOf(expression: string): Fields {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(expression)
  // Cron counts Sunday as 0 (or 7), the kernel as 7.
  const weekdays = new Set(dayOfWeek.map((day) => (day === 0 ? 7 : day)))
  return { minutes: minute, hours: hour, days: new Set(dayOfMonth), months: new Set(month), weekdays }
}

function* occurrences(expression: string, from: Instant, to: Instant): Generator<Instant> {
  const fields = fieldsOf(expression)
  const last = dateOf(to)
  for (let date = dateOf(from); date <= last; date = addDays(date, 1)) {
    if (!fields.months.has(Number(date.slice(5, 7))) || !fields.days.has(Number(date.slice(8))) || !fields.weekdays.has(weekdayOf(date)))
      continue
    for (const hour of fields.hours) {
      for (const minute of fields.minutes) {
        const at = instantAt(date, hour, minute)
        if (at > from && at <= to) yield at
      }
    }
  }
}

/**
 * Every occurrence after `from` up to and including `to`, in order of time (of the schedules named, by default all): what a clock
 * that is moved by hand has to run on the way. Computed from the same expressions by node-cron's own parser.
 */
export function occurrencesBetween(from: Instant, to: Instant, names?: readonly ScheduleName[]): { name: ScheduleName; at: Instant }[] {
  const wanted = SCHEDULES.filter(({ name }) => !names || names.includes(name))
  const found = wanted.flatMap(({ name, expression }) => Array.from(occurrences(expression, from, to), (at) => ({ name, at })))
  return found.sort((a, b) => a.at - b.at)
}
