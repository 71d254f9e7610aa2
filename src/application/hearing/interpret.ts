/**
 * From what was understood in a hamlet's group to what is to be done: names become people, ISO times become instants, an intent becomes
 * commands. One line an intent: one that is missing does not compile.
 */
import type { Command } from '../../domain/base/commands.ts'
import { openClarification } from '../../domain/member/clarify.ts'
import * as talk from '../../text/talk.ts'
import type { Intent, IntentArgs, IntentName } from '../../understand/outcome.ts'
import { isWanting } from './full-name.ts'
import { type Act, type Hearing, type IntentRules, one } from './hearing.ts'
import { ANSWER_FOR_INTENTS } from './intents/answer-for.ts'
import { ATTENDANCE_INTENTS } from './intents/attendance.ts'
import { ENTRIES_INTENTS } from './intents/entries.ts'
import { ISSUE_INTENTS } from './intents/issue.ts'
import { MEETING_INTENTS } from './intents/meeting.ts'
import { MEMBER_INTENTS } from './intents/member.ts'
import { MOTION_INTENTS } from './intents/motion.ts'
import { POLL_INTENTS } from './intents/poll.ts'
import { RECORD_INTENTS } from './intents/record.ts'
import { person } from './person.ts'

/** What is an office's to ask (office-room.ts). */
const inAnOffice = (): Act => ({ say: talk.notYetHere('这件事') })

const INTENTS: IntentRules = {
  ...POLL_INTENTS,
  ...MEETING_INTENTS,
  ...ATTENDANCE_INTENTS,
  ...MOTION_INTENTS,
  ...RECORD_INTENTS,
  ...ISSUE_INTENTS,
  ...MEMBER_INTENTS,
  ...ENTRIES_INTENTS,
  ...ANSWER_FOR_INTENTS,
  confirm: (_, hearing) => confirmed(hearing),
  deny: (_, { state, account, actor, now }) => {
    const asked = openClarification(state, account.id, now)
    return asked ? one({ type: 'settleClarification', actor, accountId: account.id, clarificationId: asked.id }) : {}
  },
  nameKin,
  // Whoever was asked for it has had the words that waited read again (full-name.ts).
  fullName: () => ({}),
  help: (_, { role }) => ({ say: role === 'head' || role === 'recorder' ? talk.HELP_HEAD : talk.HELP_VILLAGER }),
  listPending: inAnOffice,
  digestNow: inAnOffice,
  acceptIssue: inAnOffice,
  reportToTown: inAnOffice,
  studyIssue: inAnOffice,
  signReport: inAnOffice,
  assignIssue: inAnOffice,
}

export const interpret = (intent: Intent, hearing: Hearing): Act =>
  (INTENTS[intent.intent] as (args: IntentArgs[IntentName], hearing: Hearing) => Act)(intent.args, hearing)

/** 是: the reading that was quoted back is now what was said. */
function confirmed(hearing: Hearing): Act {
  const { state, account, actor, now } = hearing
  const asked = openClarification(state, account.id, now)
  if (!asked || isWanting(asked.reading)) return {}
  const act = interpret({ kind: 'intent', ...(asked.reading as object) } as Intent, { ...hearing, sure: true })
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
