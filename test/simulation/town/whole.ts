/** A hamlet's ledger at the end of its life: every hash follows from the one before, and every figure of the rows follows from it alone. */
import { createHash } from 'node:crypto'
import type { DomainEvent } from '../../../src/domain/base/events.ts'
import { chain, type LedgerEntry } from '../../../src/domain/ledger/chain.ts'
import { differences, type Fact, type Facts, type FactTable, Recount } from '../../../src/domain/ledger/recount.ts'
import { apart } from '../../../src/domain/ledger/words.ts'
import { holds } from './model.ts'
import type { Kept } from './watch.ts'

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((v) => sorted(v ?? null))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]))
}
const digest = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')

/** As docs/decisions/erasure.md has it: what was said is in the seal, the seal and the rest in the hash. */
function verified(entries: readonly LedgerEntry[]): void {
  let before = ''
  for (const { hash, salt, ...entry } of entries) {
    const { words, rest } = apart(entry)
    holds(entry.seal === digest({ salt, words }), () => `entry ${entry.seq}: its seal is of other words`)
    const { hamletId, seq, at, who, what, subject, prevHash, form, seal } = entry
    const should = digest({ form, hamletId, seq, at, who, what, subject, data: rest, seal, prevHash })
    holds(hash === should && prevHash === before, () => `entry ${seq}: its hash does not follow`)
    before = hash
  }
}

/** The columns that the desk's figures are made of, as src/store/reading/rows-verify.ts reads them. */
function factsOf(kept: Kept, households: ReadonlyMap<number, string | null>): Record<FactTable, Facts> {
  const table = <R extends { id: string }>(rows: Iterable<R>, fact: (row: R) => [string, Fact]): Facts => new Map([...rows].map(fact))
  const dates = new Map<string, number>()
  return {
    Issue: table(kept.issues.values(), (i) => [i.id, { no: i.no, raisedAt: i.raisedAt, confidential: i.confidential }]),
    Rating: table(kept.ratings.values(), (r) => [
      `${r.seq}`,
      {
        ...{ surveyId: r.surveyId, score: r.score, household: r.householdId ?? households.get(r.seq) ?? null },
        ...{ atDoor: r.via === 'byHand', confirmed: r.confirmedAt !== null },
      },
    ]),
    Survey: table(kept.surveys.values(), ({ id, issueId, round, status, closedAt, raters, satisfied, atDoor }) => [
      id,
      { issueId, round, status, closedAt, raters, satisfied, atDoor },
    ]),
    DueDate: table(kept.dueDates.values(), ({ issueId, what, dueOn, department, metAt, droppedAt }) => {
      const place = (dates.get(issueId) ?? 0) + 1
      dates.set(issueId, place)
      return [`${issueId}/${place}`, { what, dueOn, department, metAt, droppedAt }]
    }),
    Meeting: table(
      [...kept.meetings.values()].filter((m) => m.status === 'ended'),
      ({ id, startsAt, figures }) => [
        id,
        { startsAt, base: figures?.base ?? null, atHome: figures?.atHome ?? null, quorate: figures?.quorate ?? null },
      ],
    ),
    Motion: table(
      [...kept.motions.values()].filter((m) => m.status === 'closed'),
      ({ id, closedAt, approve, present, carried, binding }) => [id, { closedAt, approve, present, carried, binding }],
    ),
  }
}

export function wholeLedger(events: readonly DomainEvent[], kept: Kept): void {
  let salts = 0
  verified(chain('h', '', events, () => `salt ${++salts}`))
  const recount = new Recount()
  const households = new Map<number, string | null>()
  for (const { seq, at, type, subject, data, ledgered } of events) {
    if (!ledgered) continue
    recount.take({ seq, at, what: type, subject, data: data as unknown as Record<string, unknown> })
    if (type === 'rated') households.set(seq, (data as { householdId: string | null }).householdId)
  }
  const [found] = differences(recount.facts, factsOf(kept, households))
  holds(found === undefined, () => `rows and ledger differ: ${JSON.stringify(found)}`)
}
