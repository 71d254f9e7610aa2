/** An evening in memory: ten households at home, two away, each with two adults; the meeting begins at half past seven. No database. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { VillagerRow } from '../../../src/domain/base/rows.ts'
import type { MeetingRow } from '../../../src/domain/meeting/rows.ts'
import type { Choice, MotionRow } from '../../../src/domain/motion/rows.ts'
import { type Instant, instantAt } from '../../../src/kernel/time.ts'
import { Hamlet, HEAD, RECORDER, villager } from '../issue/given.ts'

export const STARTS = instantAt('2026-09-09', 19, 30)
export const SEVEN = instantAt('2026-09-09', 19)

export const person = (id: string, householdId: string, birthDate: string | null = null): VillagerRow => ({
  id,
  hamletId: 'h',
  householdId,
  name: id,
  isHouseholdHead: false,
  gender: null,
  birthDate,
  phone: null,
  partyMember: false,
  removedAt: null,
})

export class Night extends Hamlet {
  /** The meeting is fixed for half past seven; it is `at`. */
  constructor(at: Instant = instantAt('2026-09-09', 9)) {
    super({ at, households: 12, away: 2 })
    for (let n = 1; n <= 12; n++) {
      this.state.villagers.put(person(`v${n}`, `hh${n}`))
      this.state.villagers.put(person(`w${n}`, `hh${n}`))
    }
    this.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: STARTS })
  }
  /** Attendance is open, and these households are here, one person each. */
  static open(present: readonly number[] = [], at: Instant = SEVEN): Night {
    const night = new Night(at)
    night.does({ type: 'openAttendance', actor: HEAD })
    for (const n of present) night.arrives(n)
    return night
  }
  get meeting(): MeetingRow {
    return this.state.meetings.all().next().value as MeetingRow
  }
  motion(no = 1): MotionRow {
    const found = this.state.motions.find((m) => m.no === no)
    if (!found) throw new Error(`no motion ${no}`)
    return found
  }
  attends = (n: number, persons?: number): Command => ({
    ...{ type: 'attend', actor: villager(n) },
    arrivals: [{ from: { accountId: `a${n}`, via: 'chat' }, ...(persons === undefined ? {} : { persons }) }],
  })
  arrives(n: number, persons?: number): void {
    this.does(this.attends(n, persons))
  }
  marks(n: number, persons?: number): void {
    const said = persons === undefined ? {} : { persons }
    this.does({ type: 'markAttendance', actor: RECORDER, householdId: `hh${n}`, ...said })
  }
  proposes(text = '每户出50元'): void {
    this.does({ type: 'openMotion', actor: HEAD, text })
  }
  ballot = (n: number, choice: Choice, votes?: number): Command => ({
    ...{ type: 'castBallot', actor: villager(n), from: { accountId: `a${n}`, via: 'chat' }, choice },
    ...(votes === undefined ? {} : { votes }),
  })
  votes(n: number, choice: Choice, votes?: number): void {
    this.does(this.ballot(n, choice, votes))
  }
  hands = (approve: number, reject = 0, abstain = 0): Command => ({ type: 'countHands', actor: RECORDER, approve, reject, abstain })
  says = (n: number, holds: boolean): Command => ({ type: 'witness', actor: villager(n), holds })
}
