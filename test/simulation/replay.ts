/**
 * What the ledger alone says: every issue's place and every round's figures, recomputed from the entries without looking at a row, and
 * without the code under test.
 */

export interface Entry {
  seq: number
  at: Date
  what: string
  subject: string
  data: Record<string, unknown>
}

export interface ReplayedIssue {
  no: number
  status: string
  level: string
  round: number
  confidential: boolean
  dueOn: string | null
  closedAt: number | null
}

interface Rating {
  accountId: string | null
  householdId: string | null
  score: string
  atDoor: boolean
  confirmed?: true
}

export interface ReplayedRound {
  issueId: string
  handler: string | null
  ratings: Rating[]
  /** As the closing entry has them. */
  figures: { raters: number; satisfied: number } | null
}

const NEXT: Readonly<Record<string, (issue: ReplayedIssue, data: Record<string, unknown>) => Partial<ReplayedIssue>>> = {
  issueWithdrawn: () => ({ status: 'withdrawn' }),
  issueDismissed: () => ({ status: 'withdrawn' }),
  issueMerged: () => ({ status: 'withdrawn' }),
  issueAgreed: () => ({ status: 'inHamlet', level: 'hamlet' }),
  issueHandedOver: (_, d) => ({ status: 'inVillage', level: 'village', dueOn: d.dueOn as string }),
  deadlineMoved: (_, d) => ({ dueOn: d.after as string }),
  issueReported: () => ({ status: 'inTown', level: 'town' }),
  issueTakenUp: () => ({ status: 'inTown', level: 'town' }),
  issuePassedOver: () => ({ status: 'inTown', level: 'town' }),
  issueAssigned: () => ({ status: 'assigned' }),
  issueHandled: (_, d) => ({ status: 'inReview', level: d.level as string, round: d.round as number }),
  issueClosed: () => ({ status: 'closed' }),
  issueSentBack: (_, d) => ({ status: d.status as string }),
}

export class Replay {
  readonly issues = new Map<string, ReplayedIssue>()
  readonly rounds = new Map<string, ReplayedRound>()
  readonly #bound = new Map<string, string>()

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.#take(entry)
  }

  #take({ what, subject, data, at }: Entry): void {
    if (what === 'accountBound') this.#bound.set(data.accountId as string, data.householdId as string)
    if (what === 'issueRaised')
      this.issues.set(subject, {
        no: data.no as number,
        status: 'raised',
        level: 'hamlet',
        round: 0,
        confidential: data.confidential === true,
        dueOn: null,
        closedAt: null,
      })
    if (what === 'issueHandled')
      this.rounds.set(data.surveyId as string, {
        issueId: subject,
        handler: data.handlerHouseholdId as string | null,
        ratings: [],
        figures: null,
      })
    if (what === 'rated') this.rounds.get(data.surveyId as string)?.ratings.push(data as unknown as Rating)
    if (what === 'visitsConfirmed')
      for (const household of data.householdIds as string[]) {
        const entered = this.rounds.get(data.surveyId as string)?.ratings.filter((r) => r.atDoor && r.householdId === household)
        const last = entered?.at(-1)
        if (last) last.confirmed = true
      }
    if (what === 'issueClosed' || what === 'issueSentBack') this.#close(data)
    const issue = this.issues.get(subject)
    const next = NEXT[what]
    if (!issue || !next) return
    Object.assign(issue, next(issue, data))
    if (issue.status === 'closed' || issue.status === 'withdrawn') issue.closedAt = at.getTime()
  }

  /** Counts at the moment of closing: what was bound later does not change it. */
  #close(data: Record<string, unknown>): void {
    const round = this.rounds.get(data.surveyId as string)
    if (!round) return
    const latest = new Map<string, string>()
    const confidential = this.issues.get(round.issueId)?.confidential === true
    // The household's own word replaces what was entered at the door, whichever came first.
    for (const own of [false, true])
      for (const { accountId, householdId, score, atDoor, confirmed } of round.ratings) {
        const household = householdId ?? this.#bound.get(accountId ?? '')
        if (!household || (household === round.handler && !confidential) || atDoor === own || (atDoor && !confirmed)) continue
        latest.set(household, score)
      }
    const scores = [...latest.values()]
    round.figures = { raters: scores.length, satisfied: scores.filter((s) => s !== 'dissatisfied').length }
  }
}
