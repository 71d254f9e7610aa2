/** One command's turn at the hamlet: it looks at the state, changes rows, says what happened, and sets or drops deadlines. */
import type { Instant } from '../../kernel/time.ts'
import type { DeadlineKind } from './deadlines.ts'
import type { DomainEvent, EventData, NoteData } from './events.ts'
import type { Policy } from './policy.ts'
import { type AccountRow, type DeadlineRow, type Door, doorOf, type HamletRow, type Via } from './rows.ts'
import { type Context, type HamletState, hamletOf } from './state.ts'
import { type Actor, whoIs } from './who.ts'

export class Turn {
  readonly state: HamletState
  readonly now: Instant
  /** When it was said: what orders answers. What a command opens or ends, it opens or ends now. */
  readonly saidAt: Instant
  readonly id: () => string
  readonly actor: Actor
  readonly events: DomainEvent[] = []
  /** Confidential issues do not exist, not even for those who know of them: what is refused is answered in the hamlet's group. */
  readonly blind: boolean

  constructor(state: HamletState, actor: Actor, context: Context, blind = false) {
    this.state = state
    this.blind = blind
    this.actor = actor
    this.now = context.now
    this.saidAt = context.saidAt ?? context.now
    this.id = context.id
  }

  get hamlet(): HamletRow {
    return hamletOf(this.state)
  }
  get policy(): Policy {
    return this.state.town.policy
  }
  get account(): AccountRow | undefined {
    return this.actor.kind === 'account' ? this.state.accounts.get(this.actor.accountId) : undefined
  }
  /** An order from the town's desk: given with lists and forms at hand, and nobody of a group hears the answer. */
  get atDesk(): boolean {
    return this.actor.kind === 'official' && this.actor.accountId === undefined
  }
  /** The page of ours that this came through; undefined for a chat, the desk and the clock. */
  get door(): Door | undefined {
    if (this.actor.kind === 'official') return this.actor.door
    return this.account && doorOf(this.account)
  }
  /** How a word of whoever asks is marked. */
  get via(): Via {
    return this.door ?? 'chat'
  }
  get who(): string {
    return whoIs(this.actor)
  }
  isHead(): boolean {
    const villager = this.account?.villagerId
    return villager != null && villager === this.hamlet.headId
  }
  isRecorder(): boolean {
    const villager = this.account?.villagerId
    return villager != null && villager === this.hamlet.recorderId
  }
  /** The moment of an answer to what was asked at `asked`: two clocks may differ by seconds, and no answer comes before its question. */
  saidSince(asked: Instant): Instant {
    return Math.max(this.saidAt, asked)
  }
  /** What the ledger keeps of an answer that came late: when it was said. */
  get late(): { saidAt?: Instant } {
    return this.saidAt === this.now ? {} : { saidAt: this.saidAt }
  }
  /** The place in the hamlet's ledger that the next event will take; it orders answers of one moment. */
  get nextSeq(): number {
    return this.hamlet.ledgerSeq + 1
  }

  /** An entry of the ledger. */
  happened<K extends keyof EventData>(type: K, subject: string, data: EventData[K], why?: string): void {
    const seq = this.nextSeq
    this.state.hamlet.put({ ...this.hamlet, ledgerSeq: seq })
    // What did not come from a chat says which door it came through: whoever reads the ledger sees what was tapped, and where.
    const { door } = this
    const told = door === undefined ? data : { ...data, via: door }
    this.#tell({ type, seq, subject, data: told, ledgered: true, ...(why === undefined ? {} : { why }) })
  }

  /** Said, and no entry. */
  noted<K extends keyof NoteData>(type: K, subject: string, data: NoteData[K]): void {
    this.#tell({ type, seq: this.hamlet.ledgerSeq, subject, data, ledgered: false })
  }

  #tell(event: Omit<DomainEvent, 'at' | 'who'>): void {
    this.events.push({ ...event, at: this.now, who: this.who } as DomainEvent)
  }

  /** Sets the deadline `kind` of `subject`; an open one of the same kind and occurrence moves. `occurrence` tells several apart. */
  schedule(kind: DeadlineKind, subject: string, dueAt: Instant, occurrence: string | number = ''): void {
    const prefix = `${kind}/${subject}/${occurrence}`
    const open = this.state.deadlines.find((d) => d.doneAt === null && (d.key === prefix || d.key.startsWith(`${prefix}#`)))
    if (open) {
      if (open.dueAt !== dueAt) this.state.deadlines.put({ ...open, dueAt })
      return
    }
    const id = this.id()
    const row: DeadlineRow = {
      id,
      key: `${prefix}#${id}`,
      hamletId: this.hamlet.id,
      townId: this.hamlet.townId,
      kind,
      subject,
      dueAt,
      doneAt: null,
      outcome: null,
      attempts: 0,
      error: null,
    }
    this.state.deadlines.put(row)
  }

  /** Drops the open deadlines of `subject`: all, or those of the kinds given. */
  drop(subject: string, kinds?: DeadlineKind[]): void {
    for (const row of this.state.deadlines.where(
      (d) => d.doneAt === null && d.subject === subject && (!kinds || kinds.includes(d.kind as DeadlineKind)),
    ))
      this.state.deadlines.put({ ...row, doneAt: this.now, outcome: 'cancelled' })
  }

  hasOpenDeadline(kind: DeadlineKind, subject: string): boolean {
    return this.state.deadlines.find((d) => d.doneAt === null && d.kind === kind && d.subject === subject) !== undefined
  }
}
