/** The days before a meeting, in memory: ten households at home, two away; the head asks on Monday morning. No database. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { MeetingRow } from '../../../src/domain/meeting/rows.ts'
import type { TimeReply } from '../../../src/domain/poll/commands.ts'
import type { TimePollRow } from '../../../src/domain/poll/rows.ts'
import { DAY, type Instant, instantAt } from '../../../src/kernel/time.ts'
import { type Given, Hamlet, HEAD, villager } from '../issue/given.ts'

export const NOW = instantAt('2026-09-07', 9)
/** Half past seven, so many days later. */
export const evening = (day: number): Instant => instantAt(`2026-09-${String(7 + day).padStart(2, '0')}`, 19, 30)

export const ask = (options: Instant[], more: object = {}) => ({ type: 'openTimePoll', actor: HEAD, options, ...more }) as const
export const answer = (n: number, reply: TimeReply): Command => ({
  ...{ type: 'answerTime', actor: villager(n), answers: [{ from: { accountId: `a${n}`, via: 'chat' }, reply }] },
})

export class Planning extends Hamlet {
  constructor(given: Given = {}) {
    super({ at: NOW, households: 12, away: 2, ...given })
  }
  /** Wednesday, Thursday or Saturday, by tomorrow morning. */
  asked(more: object = {}): void {
    this.does(ask([evening(2), evening(3), evening(5)], { closesAt: NOW + DAY, ...more }))
  }
  answers(n: number, reply: TimeReply): void {
    this.does(answer(n, reply))
  }
  get poll(): TimePollRow {
    return [...this.state.polls.all()].at(-1) as TimePollRow
  }
  get meeting(): MeetingRow {
    return [...this.state.meetings.all()].at(-1) as MeetingRow
  }
  /** What is still to come. */
  get openKinds(): string[] {
    return this.state.deadlines.where((d) => d.doneAt === null).map((d) => d.kind)
  }
}
