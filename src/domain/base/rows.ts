/**
 * Rows of the register of one hamlet, and what every answer has in common, as the domain sees them: the tables of prisma/schema.prisma
 * with instants as numbers. They are values: a change makes a new row. src/store/turn/tables.ts checks at compile time that they and the
 * schema agree.
 */
import type { DateString, Instant } from '../../kernel/time.ts'

export interface HamletRow {
  id: string
  townId: string
  villageId: string
  name: string
  alias: string
  venue: string | null
  venueReady: boolean
  stage: 'pilot' | 'spread' | 'deepened'
  filing: 'pending' | 'filed' | 'replaced'
  partyGroup: boolean
  /** selfNominated, elected, appointed. */
  headHow: string | null
  /** What of the town's list of a good head (一好五强) holds. */
  headChecks: string[]
  filedOn: DateString | null
  filingNo: string | null
  headId: string | null
  recorderId: string | null
  category: string | null
  lastIssueNo: number
  lastClaimNo: number
  ledgerSeq: number
  ledgerHash: string
}

export interface HouseholdRow {
  id: string
  hamletId: string
  groupNo: number
  number: number
  atHome: boolean
  removedAt: Instant | null
}

export interface AtHomeChangeRow {
  id: string
  hamletId: string
  householdId: string
  atHome: boolean
  at: Instant
  by: string
}

export interface VillagerRow {
  id: string
  hamletId: string
  householdId: string
  name: string
  isHouseholdHead: boolean
  gender: string | null
  birthDate: DateString | null
  phone: string | null
  partyMember: boolean
  removedAt: Instant | null
}

export interface AccountRow {
  id: string
  account: string
  externalId: string
  nickname: string
  hamletId: string | null
  villagerId: string | null
  householdId: string | null
  officialId: string | null
  boundAt: Instant | null
  boundBy: string | null
  greetedAt: Instant | null
  /** When it was told what is kept of whoever speaks to the bot. */
  consentAt: Instant | null
}

/** How often a question was summed up in the group, and the picture that was told last. */
export interface ProgressNoteRow {
  id: string
  hamletId: string
  kind: string
  subject: string
  count: number
  picture: string
  at: Instant
}

/**
 * How an answer came in: a word in a chat, a line of a 接龙, a sheet; pasted on the page of the head's phone out of a chat, tapped there, tapped behind a
 * household's code.
 */
export type Via = 'chat' | 'groupNote' | 'byHand' | 'paste' | Door
/** The channels that are no chat: pages of ours, each an account beside Wechaty's and the bridge's (docs/decisions/pages.md). */
export type Door = 'page' | 'card'
export const DOORS: readonly Door[] = ['page', 'card']

/** The channel that an account speaks through, where that is a page of ours. */
export const doorOf = ({ account }: Pick<AccountRow, 'account'>): Door | undefined => DOORS.find((door) => door === account)

/** What every answer of a household has in common: who gave it, when it was said, and its place in the hamlet's ledger. */
export interface AnswerRow {
  id: string
  hamletId: string
  accountId: string | null
  householdId: string | null
  at: Instant
  seq: number
  via: Via
  by: string | null
}

export interface DeadlineRow {
  id: string
  key: string
  hamletId: string | null
  townId: string
  kind: string
  subject: string
  dueAt: Instant
  doneAt: Instant | null
  outcome: string | null
  attempts: number
  error: string | null
}
