/** What a simulated hamlet is made of, and how people in it are found. */
import type { Command } from '../../../src/domain/base/commands.ts'
import type { AccountRow } from '../../../src/domain/base/rows.ts'
import { type HamletState, hamletOf } from '../../../src/domain/base/state.ts'
import type { Actor } from '../../../src/domain/base/who.ts'
import type { IssueRow } from '../../../src/domain/issue/rows.ts'
import type { MeetingRow } from '../../../src/domain/meeting/rows.ts'
import type { MotionRow } from '../../../src/domain/motion/rows.ts'
import type { TimePollRow } from '../../../src/domain/poll/rows.ts'
import type { Instant } from '../../../src/kernel/time.ts'
import { CADRES, type Chance, OFFICIAL } from './given.ts'

/** What somebody tries, and when it was said, where that was before it is heard. */
export interface Try {
  command: Command
  saidAt?: Instant
}

export class World {
  state: HamletState
  readonly chance: Chance
  now: Instant
  /** The next number of the village's register. */
  reportNo = 0

  constructor(state: HamletState, chance: Chance, now: Instant) {
    this.state = state
    this.chance = chance
    this.now = now
  }

  accountOf(villagerId: string | null): AccountRow | undefined {
    return villagerId === null ? undefined : this.state.accounts.find((a) => a.villagerId === villagerId)
  }
  speaks(account: AccountRow | undefined): Actor {
    return account ? { kind: 'account', accountId: account.id } : this.cadre()
  }
  cadre = (): Actor => this.chance.pick(CADRES)
  official = (): Actor => OFFICIAL
  somebody = (): AccountRow => this.chance.pick([...this.state.accounts.all()])
  /** Mostly the one who may; now and then a cadre in the stead, or anybody. */
  head(): Actor {
    if (this.chance.is(0.04)) return this.speaks(this.somebody())
    return this.chance.is(0.1) ? this.cadre() : this.speaks(this.accountOf(hamletOf(this.state).headId))
  }
  recorder(): Actor {
    if (this.chance.is(0.04)) return this.speaks(this.somebody())
    return this.speaks(this.accountOf(hamletOf(this.state).recorderId ?? hamletOf(this.state).headId))
  }
  household(): string {
    return this.chance.pick([...this.state.households.all()]).id
  }
  /** A word may be heard after others that were said later. */
  said(command: Command, since: Instant): Try {
    if (!this.chance.is(0.15)) return { command }
    return { command, saidAt: Math.max(since, this.now - this.chance.int(1, 900) * 1_000) }
  }

  get poll(): TimePollRow | undefined {
    return this.state.polls.find((p) => p.status === 'open' || p.status === 'undecided')
  }
  get ahead(): MeetingRow | undefined {
    return this.state.meetings.find((m) => m.status === 'scheduled')
  }
  get meeting(): MeetingRow | undefined {
    return this.state.meetings.find((m) => m.status === 'open')
  }
  get motion(): MotionRow | undefined {
    return this.state.motions.find((m) => m.status === 'open')
  }
  get openIssues(): IssueRow[] {
    return this.state.issues.where((i) => i.status !== 'closed' && i.status !== 'withdrawn')
  }
}
