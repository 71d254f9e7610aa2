/** What of the signs is trouble that somebody has to be told of. Each begins at one bound and is over at another, so that it does not come and go. */
import { DAY, HOUR, type Instant, MINUTE } from '../../kernel/time.ts'
import type { AccountSigns, Signs } from './signs.ts'

export const TROUBLES = ['offline', 'outboxStuck', 'unsent', 'deadlinesLate', 'diskFull', 'backupLate', 'clockOff', 'ledgerBroken'] as const
export type TroubleKind = (typeof TROUBLES)[number]

export interface Trouble {
  kind: TroubleKind
  /** Which account, which machine; '' where there is only one. */
  subject: string
  since: Instant
  /** What it is told with: messages, deadlines, per cent, minutes, hamlets. */
  figure: number
}

export const troubleKey = ({ kind, subject }: Pick<Trouble, 'kind' | 'subject'>): string => `${kind}/${subject}`

const OFFLINE_FOR = HOUR
const NOTHING_SENT_FOR = 30 * MINUTE
const DEADLINE_LATE_BY = 5 * MINUTE
/** Per cent that is free: told below the first, over above the second. */
const DISK = { told: 10, over: 12 }
const CLOCK = { told: 2 * MINUTE, over: MINUTE }
/** What was not sent longer ago than this is no news. */
export const UNSENT_FOR = 7 * DAY

type Bounds = <T>(bounds: { told: T; over: T }) => T
type Rule = (signs: Signs, of: (subject: string) => Bounds) => Trouble[]

const accountTrouble =
  (kind: TroubleKind, find: (account: AccountSigns, now: Instant) => { since: Instant; figure: number } | undefined): Rule =>
  ({ accounts, now }) =>
    accounts.flatMap((account) => {
      const found = find(account, now)
      return found ? [{ kind, subject: account.account, ...found }] : []
    })

const RULES: Readonly<Record<TroubleKind, Rule>> = {
  offline: accountTrouble('offline', ({ offlineSince }, now) =>
    offlineSince !== null && now - offlineSince > OFFLINE_FOR ? { since: offlineSince, figure: minutes(now - offlineSince) } : undefined,
  ),
  // A long announcement is paced over hours: as long as something goes out, nothing is stuck. Offline is told by itself.
  outboxStuck: accountTrouble('outboxStuck', ({ offlineSince, due, dueSince, lastSentAt }, now) =>
    offlineSince === null && dueSince !== null && now - Math.max(dueSince, lastSentAt ?? 0) > NOTHING_SENT_FOR
      ? { since: dueSince, figure: due }
      : undefined,
  ),
  unsent: accountTrouble('unsent', ({ unsent, unsentSince }) =>
    unsentSince === null ? undefined : { since: unsentSince, figure: unsent },
  ),
  deadlinesLate: ({ deadlines: { late, since }, now }) =>
    since !== null && now - since > DEADLINE_LATE_BY ? [{ kind: 'deadlinesLate', subject: '', since, figure: late }] : [],
  diskFull: ({ disk, now }, of) => {
    if (!disk || disk.total === 0) return []
    const free = Math.floor((100 * disk.free) / disk.total)
    return free < of(disk.host)(DISK) ? [{ kind: 'diskFull', subject: disk.host, since: now, figure: free }] : []
  },
  // Hours since the last one; 0 where none has been made yet.
  backupLate: ({ backupAt, backupLateFrom: from, now }) =>
    from !== null && now > from
      ? [{ kind: 'backupLate', subject: '', since: backupAt ?? from, figure: backupAt === null ? 0 : Math.floor((now - backupAt) / HOUR) }]
      : [],
  clockOff: ({ clockAhead, now }, of) =>
    Math.abs(clockAhead) > of('')(CLOCK) ? [{ kind: 'clockOff', subject: '', since: now, figure: minutes(clockAhead) }] : [],
  ledgerBroken: ({ ledger }) =>
    ledger && ledger.broken > 0 ? [{ kind: 'ledgerBroken', subject: '', since: ledger.at, figure: ledger.broken }] : [],
}

const minutes = (ms: number): number => Math.round(ms / MINUTE)

/** `open`: the keys of what has been told and is not over. */
export function troublesOf(signs: Signs, open: ReadonlySet<string>): Trouble[] {
  return TROUBLES.flatMap((kind) => {
    const bounds =
      (subject: string): Bounds =>
      ({ told, over }) =>
        open.has(troubleKey({ kind, subject })) ? over : told
    return RULES[kind](signs, bounds)
  })
}

/** Whether these signs can tell that it is over: a machine's disk is seen from that machine alone. */
export const canJudge = ({ disk }: Signs, { kind, subject }: Pick<Trouble, 'kind' | 'subject'>): boolean =>
  kind !== 'diskFull' || disk?.host === subject
