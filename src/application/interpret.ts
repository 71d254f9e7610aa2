/** From what was understood to what is to be done: names become people, ISO times become instants, an intent becomes commands. */
import type { Actor, Command, Respondent, TimeAnswer } from '../domain/commands.ts'
import { upcomingMeeting } from '../domain/meeting/meeting.ts'
import { answerablePoll } from '../domain/meeting/standing.ts'
import { openClarification } from '../domain/member/clarify.ts'
import type { AccountRow } from '../domain/rows.ts'
import type { HamletState } from '../domain/state.ts'
import { type Instant, isoShanghai } from '../kernel/time.ts'
import * as talk from '../text/talk.ts'
import { chainQuestion } from '../understand/group-note.ts'
import { matchName } from '../understand/names.ts'
import type { Entry, Intent, Role } from '../understand/outcome.ts'
import { understand } from '../understand/understand.ts'
import { answerFor } from './answer-for.ts'
import { interpretIssue } from './interpret-issue.ts'
import { attendanceEntries, interpretNight, personsOf, type SignedEntry } from './interpret-night.ts'
import { missing } from './missing.ts'
import { kinOf, openQuestions, type RosterLine, rosterOf } from './questions.ts'

/** One message's circumstances. */
export interface Hearing {
  state: HamletState
  account: AccountRow
  actor: Actor
  role: Role
  roomId: string
  now: Instant
  /** The picture or voice that came with it. */
  mediaId?: string
  /** Of a message that quotes words of the last record: which line they are. */
  quotedLine?: { meetingId: string; line: number }
  /** Of a 接龙: what it is about. */
  heading?: string
  /** Finds, or makes, the account of a mentioned member. */
  mentioned(said: string): AccountRow | undefined
}

export interface Act {
  commands?: Command[]
  /** Said back at once. */
  say?: string
}

const at = (iso: string): Instant => Date.parse(iso)

export function interpret(intent: Intent, hearing: Hearing): Act {
  const { actor, account, state } = hearing
  const from: Respondent = { accountId: account.id, via: 'chat' }
  const one = (command: Command): Act => ({ commands: [command] })
  switch (intent.intent) {
    case 'availability':
      return one({ type: 'answerTime', actor, answers: [{ from, reply: intent.args }] })
    case 'rsvp':
      return one({ type: 'answerRsvp', actor, from, ...intent.args })
    case 'openTimePoll': {
      const { topic, options, closesAt } = intent.args
      return one({
        type: 'openTimePoll',
        actor,
        ...(topic ? { topic } : {}),
        ...(options ? { options: options.map(at) } : {}),
        ...(closesAt ? { closesAt: at(closesAt) } : {}),
      })
    }
    case 'closeTimePoll':
    case 'cancelPoll':
    case 'nudge':
      return one({ type: intent.intent, actor })
    case 'chooseOption':
      return one({ type: 'chooseOption', actor, option: intent.args.option })
    case 'extendPoll':
      return one({ type: 'extendPoll', actor, closesAt: at(intent.args.closesAt) })
    case 'scheduleMeeting':
      return one({ type: 'scheduleMeeting', actor, ...intent.args, startsAt: at(intent.args.startsAt) })
    case 'reschedule':
      return one({ type: 'reschedule', actor, startsAt: at(intent.args.startsAt) })
    case 'cancelMeeting':
    case 'setVenue':
    case 'addTopic':
    case 'approveClaim':
      return one({ type: intent.intent, actor, ...intent.args } as Command)
    case 'whoIsMissing':
      return { say: missing(state, hearing.now, hearing.role === 'head' || hearing.role === 'recorder') }
    case 'claimIdentity':
      return claim(intent.args, hearing)
    case 'bindMember':
      return bind(intent.args, hearing)
    case 'setAtHome': {
      const who = person(intent.args.name, hearing)
      return 'say' in who ? who : one({ type: 'setAtHome', actor, householdId: who.householdId, atHome: intent.args.atHome })
    }
    case 'entries':
      return entries(intent.args.entries, hearing)
    case 'confirm':
      return confirmed(hearing)
    case 'deny': {
      const asked = openClarification(state, account.id, hearing.now)
      return asked ? one({ type: 'settleClarification', actor, accountId: account.id, clarificationId: asked.id }) : {}
    }
    case 'nameKin':
      return nameKin(intent.args, hearing)
    case 'help':
      return { say: hearing.role === 'head' || hearing.role === 'recorder' ? talk.HELP_HEAD : talk.HELP_VILLAGER }
    case 'acknowledge':
      return one({ type: 'acknowledge', actor, from })
    case 'answerFor':
      return answerFor(intent.args, hearing)
    default:
      return interpretNight(intent, hearing) ?? interpretIssue(intent, hearing) ?? { say: talk.notYetHere('这件事') }
  }
}

/** One villager of the roster, or the line to answer with. */
export function person(said: string, hearing: Hearing, household = ''): RosterLine | { say: string } {
  const match = matchName(said, rosterOf(hearing.state), kinOf(hearing.state, hearing.account.id), household)
  if (match.kind === 'one') return match.entry as RosterLine
  if (match.kind === 'none') return { say: talk.noSuchName(said) }
  const lines = match.entries as RosterLine[]
  // A whole household named by its place (三组5户) is one household, whoever lives there.
  const first = lines[0]
  if (match.kind === 'several' && first && lines.every((l) => l.householdId === first.householdId))
    return lines.find((l) => l.head) ?? first
  return {
    say: talk.severalOfName(
      said,
      lines.map((l) => `${l.household}${l.name}`),
    ),
  }
}

function claim(args: { name?: string; household?: string }, hearing: Hearing): Act {
  const said = args.name ?? args.household ?? ''
  const who = args.name ? person(args.name, hearing, args.household) : person(args.household ?? '', hearing)
  if ('say' in who) return who
  const villager = args.name ? { villagerId: who.villagerId } : {}
  const { account, actor } = hearing
  return { commands: [{ type: 'claimIdentity', actor, accountId: account.id, householdId: who.householdId, said, ...villager }] }
}

function bind(args: { mentioned: string; name?: string; household?: string }, hearing: Hearing): Act {
  const account = hearing.mentioned(args.mentioned)
  if (!account) return { say: talk.noSuchMember(args.mentioned) }
  const who = person(args.name ?? args.household ?? '', hearing, args.name ? args.household : '')
  if ('say' in who) return who
  // “李大山家的” is a household; the member is known by name only when somebody of that household bears the account's own name.
  const own = args.name ? who : rosterOf(hearing.state).find((l) => l.householdId === who.householdId && l.name === account.nickname)
  return {
    commands: [
      {
        type: 'bindAccount',
        actor: hearing.actor,
        accountId: account.id,
        householdId: who.householdId,
        ...(own ? { villagerId: own.villagerId } : {}),
      },
    ],
  }
}

/** A 接龙: the author of a line is the name in it. What it means follows the question that is open. The list is one answer of many. */
function entries(list: readonly Entry[], hearing: Hearing): Act {
  const about = chainQuestion(hearing.heading ?? '', openQuestions(hearing.state, hearing.account.id, hearing.now))
  const unsettled: string[] = []
  const signed: SignedEntry[] = []
  for (const entry of list) {
    const who = person(entry.name, hearing)
    if ('say' in who) unsettled.push(entry.name)
    else signed.push({ entry, from: { householdId: who.householdId, via: 'groupNote', by: `account:${hearing.account.id}` } })
  }
  const arriving = typeof about === 'object' && about.question === 'attendance'
  const commands = arriving ? attendanceEntries(signed, hearing) : pollOrRsvpEntries(signed, hearing)
  return { commands, ...(unsettled.length ? { say: talk.unsettledEntries(unsettled) } : {}) }
}

function pollOrRsvpEntries(signed: readonly SignedEntry[], { state, actor, account, now }: Hearing): Command[] {
  if (answerablePoll(state, now)) {
    const open = openQuestions(state, account.id, now).filter((q) => q.question === 'timePoll')
    const answers = signed.flatMap(({ entry, from }): TimeAnswer[] => {
      const read = understand({ text: entry.text ?? '', open, now: isoShanghai(now) })
      return read.kind === 'intent' && read.intent === 'availability' ? [{ from, reply: { ...personsOf(entry), ...read.args } }] : []
    })
    return answers.length > 0 ? [{ type: 'answerTime', actor, answers }] : []
  }
  if (!upcomingMeeting(state)) return []
  return signed.map(({ entry, from }): Command => {
    const read = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
    const said = read?.kind === 'intent' && read.intent === 'rsvp' ? read.args : { coming: true }
    return { type: 'answerRsvp', actor, from, ...personsOf(entry), ...said }
  })
}

/** 是: the reading that was quoted back is now what was said. */
function confirmed(hearing: Hearing): Act {
  const { state, account, actor, now } = hearing
  const asked = openClarification(state, account.id, now)
  if (!asked) return {}
  const act = interpret({ kind: 'intent', ...(asked.reading as object) } as Intent, hearing)
  const settle: Command = { type: 'settleClarification', actor, accountId: account.id, clarificationId: asked.id }
  return { ...act, commands: [settle, ...(act.commands ?? [])] }
}

/** 二伯是王德福: remembered for this speaker; and what waited for it (我替二伯来) is now done. */
function nameKin({ word, name }: { word: string; name: string }, hearing: Hearing): Act {
  const { state, account, actor, now } = hearing
  const who = person(name, hearing)
  if ('say' in who) return who
  const learn: Command = { type: 'learnKin', actor, accountId: account.id, word, villagerId: who.villagerId }
  const asked = openClarification(state, account.id, now)
  const waiting = asked?.reading as { intent: string; args: { onBehalfOf?: string } } | undefined
  if (!asked || waiting?.intent !== 'attend' || waiting.args.onBehalfOf !== word)
    return { commands: [learn], say: talk.kinLearnt(word, name) }
  const settle: Command = { type: 'settleClarification', actor, accountId: account.id, clarificationId: asked.id }
  const act = interpret({ kind: 'intent', intent: 'attend', args: { ...waiting.args, onBehalfOf: name } }, hearing)
  return { ...act, commands: [settle, learn, ...(act.commands ?? [])], say: act.say ?? talk.kinLearnt(word, name) }
}
