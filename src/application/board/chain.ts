/** What of a hamlet's chain is given to whoever wants to check it for themselves: a month of it, and where it stood at the ends of months. */
import { type OpenEntry, openEntry } from '../../domain/ledger/open.ts'
import { addDays, dateOf, type Instant, instantAt } from '../../kernel/time.ts'
import { type BoardPlace, type ChainMark, chainFrom, chainMarks, hiddenIssues, markAt, officeAccounts } from '../../store/boards.ts'
import type { Database } from '../../store/database.ts'

/** Entries at a time: a busy month of a hamlet has some thousands. */
const PART = 2_000
const MONTHS_SHOWN = 3

export interface ChainAsked {
  hamletId: string
  from: number
  /** The hash of the entry before `from`; '' where there is none. */
  before: string
  entries: OpenEntry[]
  /** Where to go on; null at the end. */
  next: number | null
}

export async function chainPart(db: Database, { hamletId }: BoardPlace, from: number): Promise<ChainAsked> {
  const [{ before, entries }, hidden, offices] = await Promise.all([
    chainFrom(db, hamletId, from, PART),
    hiddenIssues(db, hamletId),
    officeAccounts(db, hamletId),
  ])
  const last = entries.at(-1)
  return {
    hamletId,
    from,
    before,
    entries: entries.map((entry) => openEntry(entry, { hidden, offices })),
    next: last && entries.length === PART ? last.seq + 1 : null,
  }
}

export interface MonthEnd extends ChainMark {
  /** `YYYY-MM`. */
  month: string
}

/** The fingerprints at the ends of the last months, the newest first: from there on the current month is checked. */
export async function monthEnds(db: Database, { hamletId }: BoardPlace, now: Instant): Promise<MonthEnd[]> {
  const firsts: Instant[] = []
  let first = instantAt(`${dateOf(now).slice(0, 7)}-01`)
  for (let n = 0; n < MONTHS_SHOWN; n++) {
    firsts.push(first)
    first = instantAt(`${addDays(dateOf(first), -1).slice(0, 7)}-01`)
  }
  const marks = await chainMarks(db, hamletId, firsts)
  return marks.map(({ before, ...mark }) => ({ ...mark, month: addDays(dateOf(before), -1).slice(0, 7) }))
}

/** Whether a fingerprint that somebody has kept is that of the entry at this place. Blanks and case do not matter; eight letters are the least. */
export async function compareMark(
  db: Database,
  { hamletId }: BoardPlace,
  kept: { seq: number; fingerprint: string },
): Promise<'same' | 'other' | 'tooShort' | 'noSuch'> {
  const given = kept.fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (given.length < SHORTEST) return 'tooShort'
  const mark = await markAt(db, hamletId, kept.seq)
  if (!mark) return 'noSuch'
  return mark.hash.startsWith(given) ? 'same' : 'other'
}
const SHORTEST = 8
