/**
 * Everything that 考核 shows, worked out once more from a hamlet's ledger alone: when issues were raised, what was rated and what came of each
 * round, which dates ran and were met, how many were at a meeting, what was carried. Beside it the rows; where they differ, a row was changed
 * past the rules. Pure, and without the rules' own code: a fault in them would show.
 */

export interface Entry {
  seq: number
  /** Milliseconds. */
  at: number
  what: string
  subject: string
  data: Record<string, unknown>
}

type Value = string | number | boolean | null
/** What is held against a row, column by column. */
export type Fact = Record<string, Value>
export type Facts = Map<string, Fact>

export const FACT_TABLES = ['Issue', 'Rating', 'Survey', 'DueDate', 'Meeting', 'Motion'] as const
export type FactTable = (typeof FACT_TABLES)[number]

export interface Difference {
  table: FactTable
  /** The row's id; of a rating its place in the ledger; of a date its issue and its place among the issue's dates. */
  id: string
  column: string
  ledger: Value
  row: Value
}

interface Running {
  key: string
  fact: Fact
}

export class Recount {
  readonly facts: Readonly<Record<FactTable, Facts>> = {
    Issue: new Map(),
    Rating: new Map(),
    Survey: new Map(),
    DueDate: new Map(),
    Meeting: new Map(),
    Motion: new Map(),
  }
  readonly #running = new Map<string, Running>()
  readonly #dates = new Map<string, number>()
  /** By account: its ratings that are its household's as long as it is. */
  readonly #ratedBy = new Map<string, string[]>()

  take(entry: Entry): void {
    const rule = RULES[entry.what]
    if (rule) rule(this, entry)
  }

  put(table: FactTable, id: string, fact: Fact): void {
    this.facts[table].set(id, { ...this.facts[table].get(id), ...fact })
  }

  /** A date begins to run for this issue; one that still ran was replaced by it. */
  begin(issueId: string, at: number, fact: { what: string; dueOn: string; department: string | null }): void {
    this.end(issueId, at, 'droppedAt')
    const place = (this.#dates.get(issueId) ?? 0) + 1
    this.#dates.set(issueId, place)
    const key = `${issueId}/${place}`
    const whole = { ...fact, metAt: null, droppedAt: null }
    this.facts.DueDate.set(key, whole)
    this.#running.set(issueId, { key, fact: whole })
  }

  end(issueId: string, at: number, how: 'metAt' | 'droppedAt'): void {
    const running = this.#running.get(issueId)
    if (!running) return
    running.fact[how] = at
    this.#running.delete(issueId)
  }

  move(issueId: string, dueOn: string): void {
    const running = this.#running.get(issueId)
    if (running) running.fact.dueOn = dueOn
  }

  rated(seq: string, accountId: Value): void {
    if (typeof accountId === 'string') this.#ratedBy.set(accountId, [...(this.#ratedBy.get(accountId) ?? []), seq])
  }

  /** What an account has said before it was unbound stays that household's. */
  unbound(accountId: string, household: string): void {
    for (const seq of this.#ratedBy.get(accountId) ?? []) this.put('Rating', seq, { household })
    this.#ratedBy.delete(accountId)
  }

  /** Confirmed by a second person: each by its place in the ledger, because not everybody who is asked is bound to a household. */
  confirmEntries(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const rating = this.facts.Rating.get(text(seq))
      if (rating) rating.confirmed = true
    }
  }

  /** As older entries tell it: the latest entry at the door of each household. */
  confirm(surveyId: string, householdIds: readonly string[]): void {
    for (const household of householdIds) {
      const entered = [...this.facts.Rating].filter(([, r]) => r.surveyId === surveyId && r.atDoor && r.household === household)
      const last = entered.at(-1)?.[1]
      if (last) last.confirmed = true
    }
  }
}

const text = (value: unknown): string => String(value)
const figuresOf = (data: Record<string, unknown>): Record<string, number> => data.figures as Record<string, number>

const closing =
  (status: string): Rule =>
  (recount, { at, data }) => {
    const { raters = 0, satisfied = 0, atDoor = 0 } = figuresOf(data)
    recount.put('Survey', text(data.surveyId), { status, closedAt: at, raters, satisfied, atDoor })
  }

const presence = (recount: Recount, meetingId: string, data: Record<string, unknown>): void => {
  const { base = 0, atHome = 0, quorate } = figuresOf(data)
  recount.put('Meeting', meetingId, { base, atHome, quorate: Boolean(quorate) })
}

type Rule = (recount: Recount, entry: Entry) => void

const RULES: Readonly<Record<string, Rule>> = {
  issueRaised: (recount, { at, subject, data }) =>
    recount.put('Issue', subject, { no: Number(data.no), raisedAt: at, confidential: data.confidential === true }),
  // Who may see it depends on this, and with it what their figures count.
  confidentialitySet: (recount, { subject, data }) => recount.put('Issue', subject, { confidential: data.confidential === true }),
  rated: (recount, { seq, data }) => {
    recount.rated(text(seq), data.accountId as Value)
    recount.put('Rating', text(seq), {
      surveyId: text(data.surveyId),
      score: text(data.score),
      household: data.householdId === null ? null : text(data.householdId),
      atDoor: data.atDoor === true || (data.atDoor === undefined && data.accountId === null),
      confirmed: false,
    })
  },
  accountUnbound: (recount, { data }) => recount.unbound(text(data.accountId), text(data.householdId)),
  visitsConfirmed: (recount, { data }) =>
    data.seqs === undefined
      ? recount.confirm(text(data.surveyId), data.householdIds as string[])
      : recount.confirmEntries(data.seqs as number[]),
  issueHandled: (recount, { at, subject, data }) => {
    recount.end(subject, at, 'metAt')
    const of = { issueId: text(data.issueId), round: Number(data.round) }
    recount.put('Survey', text(data.surveyId), { ...of, status: 'open', closedAt: null, raters: null, satisfied: null, atDoor: null })
  },
  surveyWaits: (recount, { data }) => recount.put('Survey', text(data.surveyId), { status: 'waiting' }),
  issueClosed: closing('passed'),
  issueSentBack: closing('failed'),
  issueHandedOver: (recount, { at, subject, data }) =>
    recount.begin(subject, at, { what: 'report', dueOn: text(data.dueOn), department: null }),
  deadlineMoved: (recount, { subject, data }) => recount.move(subject, text(data.after)),
  issueReported: (recount, { at, subject }) => recount.end(subject, at, 'metAt'),
  issueTakenUp: (recount, { at, subject }) => recount.end(subject, at, 'droppedAt'),
  issueAssigned: (recount, { at, subject, data }) =>
    recount.begin(subject, at, { what: 'assign', dueOn: text(data.dueOn), department: text(data.department) }),
  issueDismissed: (recount, { at, subject }) => recount.end(subject, at, 'metAt'),
  issueMerged: (recount, { at, subject }) => recount.end(subject, at, 'metAt'),
  issueWithdrawn: (recount, { at, subject }) => recount.end(subject, at, 'metAt'),
  meetingEnded: (recount, { subject, data }) => {
    presence(recount, subject, data)
    if (data.startsAt !== undefined) recount.put('Meeting', subject, { startsAt: Number(data.startsAt) })
  },
  enteredByHand: (recount, { subject, data }) => {
    if (recount.facts.Meeting.has(subject)) presence(recount, subject, data)
  },
  motionClosed: (recount, { at, subject, data }) => {
    const { approve = 0, present = 0 } = data.votes as Record<string, number>
    const closedAt = recount.facts.Motion.get(subject)?.closedAt ?? at
    recount.put('Motion', subject, { closedAt, approve, present, carried: Boolean(data.carried), binding: Boolean(data.binding) })
  },
}

/** Where the rows say something else than the ledger, in the order of tables and ids. */
export function differences(ledger: Recount['facts'], rows: Readonly<Record<FactTable, Facts>>): Difference[] {
  return FACT_TABLES.flatMap((table) => {
    const ids = [...new Set([...ledger[table].keys(), ...rows[table].keys()])].sort()
    return ids.flatMap((id): Difference[] => {
      const [said, is] = [ledger[table].get(id), rows[table].get(id)]
      if (!said || !is) return [{ table, id, column: 'id', ledger: said ? id : null, row: is ? id : null }]
      return Object.keys(said).flatMap((column) =>
        said[column] === is[column] ? [] : [{ table, id, column, ledger: said[column] ?? null, row: is[column] ?? null }],
      )
    })
  })
}
