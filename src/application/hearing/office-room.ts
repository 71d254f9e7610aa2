/**
 * The cadres' and the town's group. A command names its hamlet (槐树12): it is decided in a sitting on that hamlet and answered where it
 * was given. One message is one transaction, so that no message ever holds the locks of two hamlets.
 */

import type { AccountRow } from '../../domain/base/rows.ts'
import type { Actor } from '../../domain/base/who.ts'
import { calendarOf } from '../../domain/calendar/calendar.ts'
import { howFar, workingDaysUntil } from '../../domain/calendar/workdays.ts'
import { WHO_MAY } from '../../domain/rights/who-may.ts'
import { DAY, dateOf, HOUR, type Instant, isoShanghai } from '../../kernel/time.ts'
import { findAccounts } from '../../store/accounts.ts'
import type { Transaction } from '../../store/database.ts'
import { townSettings } from '../../store/digest.ts'
import type { RoomRow } from '../../store/directory.ts'
import { handedOverAgain } from '../../store/edges/again.ts'
import type { Handled, InboxRow } from '../../store/edges/inbox.ts'
import { put } from '../../store/edges/outbox.ts'
import { hamletsOf, type Office, officeOf, type ScopedHamlet, type WaitingIssue, waitingIssues } from '../../store/offices.ts'
import { noteCaller, toldCaller } from '../../store/reading/officials.ts'
import { loadHamlet, lockHamlet } from '../../store/turn/hamlet.ts'
import { knowIssues } from '../../store/turn/older-issues.ts'
import * as text from '../../text/digest.ts'
import { sendLateAgain } from '../../text/late.ts'
import { officeGreeting } from '../../text/member.ts'
import { noSuchPage } from '../../text/pages.ts'
import { sayReading } from '../../text/reading.ts'
import { sayRefusal, sayToOffice } from '../../text/refusals/refusals.ts'
import type { Intent, MessageKind } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import { type IssueAsk, officeCommand } from '../making/issue.ts'
import type { Deps } from '../ports.ts'
import { digestNow } from '../saying/digest-now.ts'
import { Sitting } from '../sitting.ts'
import { progressAt } from './progress.ts'
import { momentOf } from './said-at.ts'

/** Messages of one transaction in an office's room. */
export const OFFICE_BATCH_MESSAGES = 1

/** Who speaks, and the hamlets that are theirs to speak of. */
interface Desk {
  person: Office
  account: AccountRow
  hamlets: ScopedHamlet[]
}

interface Hearing {
  deps: Deps
  tx: Transaction
  room: RoomRow
  message: InboxRow
  now: Instant
}

type Done = { outcome: string; wake?: () => void }

/** Handles the one message of an office's room. What throws while deciding is kept as failed; a database that fails is tried again. */
export async function hearOffice(
  deps: Deps,
  tx: Transaction,
  room: RoomRow,
  message: InboxRow,
  now: Instant,
): Promise<{ handled: Handled; wake: (() => void) | undefined }> {
  const unheard = message.self || (await handedOverAgain(tx, [message], () => null, now)).has(message.seq)
  const done = unheard ? { outcome: 'silence' } : await hear({ deps, tx, room, message, now })
  return {
    handled: { seq: message.seq, outcome: done.outcome, keepText: done.outcome !== 'silence' },
    wake: 'wake' in done ? done.wake : undefined,
  }
}

async function deskOf({ tx, room, message }: Hearing): Promise<Desk | undefined> {
  const [account] = await findAccounts(tx, message.account, [message.externalSenderId])
  const person = account?.officialId ? await officeOf(tx, account.officialId) : null
  if (!account || !person || person.townId !== room.townId) return undefined
  // A cadre speaks for the own village, in its group or in the town's.
  if (person.office === 'cadre' && room.kind === 'village' && person.villageId !== room.villageId) return undefined
  return { person, account, hamlets: await hamletsOf(tx, person.townId, person.office === 'cadre' ? person.villageId : null) }
}

async function hear(hearing: Hearing): Promise<Done> {
  const { message, now, tx, room } = hearing
  const desk = await deskOf(hearing)
  // A stranger's command is told from talk by the hamlets of the room.
  const hamlets = desk?.hamlets ?? (await hamletsOf(tx, room.townId, room.villageId))
  const outcome = understand({
    text: message.text,
    kind: message.kind as MessageKind,
    role: desk?.person.office ?? 'unbound',
    mentionsBot: message.mentionsBot,
    now: isoShanghai(momentOf(message, now).saidAt),
    hamlets: hamlets.map((h) => h.alias),
  })
  if (outcome.kind === 'silence') return { outcome: 'silence' }
  if (outcome.kind === 'clarify') {
    // Among officials only what is surely a slip in a command is asked back.
    if (!desk) return { outcome: 'silence' }
    // A household is chosen from the hamlet's list, which an office's group does not have.
    if (VISIT.test(message.text)) return say(hearing, 'clarify', text.VISITS_AT_THE_DESK)
    return say(hearing, 'clarify', outcome.say ?? text.sendAgain)
  }
  if (!desk) return stranger(hearing, outcome)
  return act(hearing, desk, outcome)
}

/** 走访 槐树12 王德福 满意. */
const VISIT = /^\s*走访(?!属实)/

const OFFICE_ACTS = ['acceptIssue', 'reportToTown', 'signReport', 'studyIssue', 'assignIssue'] as const
const isOfficeAct = (intent: string): intent is (typeof OFFICE_ACTS)[number] => (OFFICE_ACTS as readonly string[]).includes(intent)

/** What nobody says by accident: whoever says it in an office's group means to be one of its people. */
const CALLS = new Set<Intent['intent']>([...OFFICE_ACTS, 'help', 'claimIdentity'])

/**
 * Somebody who is not known here. An account that speaks for nobody is noted, for the town to say whose it is, and is told so once a day at
 * most; other orders get one polite line.
 */
async function stranger(hearing: Hearing, { intent }: Intent): Promise<Done> {
  const { tx, deps, room, message, now } = hearing
  if (!CALLS.has(intent)) return { outcome: 'silence' }
  const [known] = await findAccounts(tx, message.account, [message.externalSenderId])
  if (!known?.officialId) {
    const caller = { roomId: room.id, account: message.account, externalId: message.externalSenderId, at: now }
    const nickname = message.senderName || (known?.nickname ?? '')
    const told = await noteCaller(tx, { ...caller, id: deps.newId(), nickname })
    if (told === undefined || now - told >= DAY) {
      await toldCaller(tx, caller)
      return say(hearing, 'greeted', officeGreeting(nickname))
    }
  }
  if (!isOfficeAct(intent)) return { outcome: 'silence' }
  return say(hearing, 'refused', sayRefusal({ code: 'onlyFor', who: WHO_MAY[intent].named, act: intent }, now))
}

async function act(hearing: Hearing, desk: Desk, intent: Intent): Promise<Done> {
  const { person, hamlets } = desk
  switch (intent.intent) {
    case 'listPending':
      return say(hearing, intent.intent, await pendingOf(hearing, desk, intent.args.overdueOnly === true, intent.args.page ?? 1))
    case 'digestNow':
      return say(hearing, intent.intent, await digestPage(hearing, desk, intent.args.page ?? 1))
    case 'help':
      return say(hearing, intent.intent, person.office === 'cadre' ? text.HELP_CADRE : text.HELP_OFFICIAL)
    case 'askProgress': {
      const { hamlet, issueNo } = intent.args
      // 问题清单 and 我反映的 are questions of a hamlet's own group.
      if (hamlet === undefined || issueNo === undefined) return { outcome: 'silence' }
      return say(hearing, intent.intent, await progressOf(hearing, desk, hamlet, issueNo))
    }
    case 'handled': {
      const { hamlet, issueNo, text: words } = intent.args
      if (hamlet === undefined) return say(hearing, 'clarify', text.nameTheHamlet(hamlets[0]?.alias ?? '槐树'))
      return onHamlet(hearing, desk, intent, { hamlet, issueNo }, { type: 'handleIssue', ...(words ? { text: words } : {}) })
    }
    case 'confirmVisits': {
      const { hamlet, issueNo } = intent.args
      if (hamlet === undefined) return say(hearing, 'clarify', text.nameTheHamlet(hamlets[0]?.alias ?? '槐树'))
      return onHamlet(hearing, desk, intent, { hamlet, issueNo }, { type: 'confirmVisits' })
    }
    case 'reportToTown': {
      const { hamlet, issueNo, text: words } = intent.args
      return onHamlet(hearing, desk, intent, { hamlet, issueNo }, { type: 'reportToTown', ...signed(words) })
    }
    case 'acceptIssue':
    case 'signReport':
    case 'studyIssue':
    case 'assignIssue': {
      const { hamlet, issueNo, ...said } = intent.args
      return onHamlet(hearing, desk, intent, { hamlet, issueNo }, { type: intent.intent, ...said } as IssueAsk)
    }
    default:
      return { outcome: 'silence' }
  }
}

const SIGNER = /[\s,，。;；]*签发人?[:：\s]*(\p{sc=Han}{2,6})[。.\s]*$/u

/** 上报 槐树12 要交通部门立项 签发人 周建国. */
function signed(words = ''): { text?: string; signer?: string } {
  const signer = SIGNER.exec(words)
  const text = signer ? words.slice(0, signer.index) : words
  return { ...(text ? { text } : {}), ...(signer?.[1] ? { signer: signer[1] } : {}) }
}

/** Only looks: nothing is locked for a question. */
async function progressOf({ tx, now }: Hearing, { hamlets, person }: Desk, alias: string, issueNo: number): Promise<string> {
  const own = hamlets.find((h) => h.alias === alias)
  if (!own) return text.noSuchHamlet(alias)
  const state = await loadHamlet(tx, own.id, now)
  await knowIssues(tx, state, [issueNo])
  return progressAt(state, { alias, office: person.office }, issueNo, now)
}

/** One sitting on the hamlet named. */
async function onHamlet(
  hearing: Hearing,
  { person, account, hamlets }: Desk,
  intent: Intent,
  { hamlet: alias, issueNo }: { hamlet: string; issueNo: number },
  ask: IssueAsk,
): Promise<Done> {
  const { deps, tx, room, message, now } = hearing
  const own = hamlets.find((h) => h.alias === alias)
  const state = own && (await lockHamlet(tx, own.id, now))
  if (!own || !state) return say(hearing, 'refused', text.noSuchHamlet(alias))
  const { saidAt } = momentOf(message, now)
  if (now - saidAt > state.town.policy.lateCommandHours * HOUR)
    return say(hearing, 'clarify', sendLateAgain(sayReading(intent, [], now), saidAt, now))
  await knowIssues(tx, state, [issueNo])
  const sitting = new Sitting(deps, state, now)
  sitting.because(`in/${message.seq}`, room.id, saidAt)
  const actor: Actor = { kind: 'official', id: person.id, name: person.name, office: person.office, accountId: account.id }
  const command = await officeCommand(tx, { villageId: own.villageId, now }, actor, issueNo, ask)
  const decided = sitting.order(command)
  if ('refusal' in decided) {
    const { refusal } = decided
    sitting.say({ to: 'origin', text: sayToOffice(alias, refusal, now) })
  }
  return { outcome: 'refusal' in decided ? 'refused' : command.type, wake: await sitting.close(tx) }
}

/** Said back at once. */
async function say({ deps, tx, room, message, now }: Hearing, outcome: string, words: string): Promise<Done> {
  await put(tx, [{ key: `in/${message.seq}/office`, roomId: room.id, text: words, priority: 'answer', notBefore: now }], now)
  return { outcome, wake: () => deps.wake.outbox() }
}

async function digestPage({ tx, now }: Hearing, { person }: Desk, page: number): Promise<string> {
  const [town] = await townSettings(tx, person.townId)
  if (!town) return noSuchPage('日报', page, 0)
  const scope = { townId: person.townId, villageId: person.office === 'cadre' ? person.villageId : null }
  const pages = text.digestPages(await digestNow(tx, town, scope, now), now)
  return pages[page - 1] ?? noSuchPage('日报', page, pages.length)
}

/** What waits for this office: a cadre's village, an official's town; 逾期 shows an official the villages' too. */
async function pendingOf({ tx, now }: Hearing, { person, hamlets }: Desk, overdueOnly: boolean, page: number): Promise<string> {
  const [town] = await townSettings(tx, person.townId)
  const calendar = calendarOf(town?.calendarEntries ?? [])
  const statuses: WaitingIssue['status'][] =
    person.office === 'cadre' ? ['inVillage'] : overdueOnly ? ['inVillage', 'assigned'] : ['inTown', 'assigned']
  const rows = await waitingIssues(
    tx,
    hamlets.map((h) => h.id),
    statuses,
  )
  const today = dateOf(now)
  const waiting = rows.map((issue): text.Waiting => {
    const dueOn = issue.status === 'inVillage' ? issue.reportDueOn : issue.status === 'assigned' ? issue.assignDueOn : null
    const waited = issue.status === 'inTown' ? { waited: workingDaysUntil(calendar, dateOf(issue.arrivedAt), today) } : {}
    if (dueOn === null) return { issue, alias: issue.alias, dueOn, ...waited }
    return { issue, alias: issue.alias, dueOn, ...howFar(calendar, dueOn, today) }
  })
  const shown = waiting
    .filter((w) => !overdueOnly || w.late !== undefined)
    .sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : (a.dueOn ?? '') > (b.dueOn ?? '') ? 1 : 0))
  const of = person.office === 'cadre' ? (rows[0]?.villageName ?? '村里') : (town?.name ?? '全镇')
  return text.pending(of, shown, overdueOnly, page, now)
}
