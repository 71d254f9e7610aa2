/** 接龙 in a hamlet's group: the author of a line is the name in it, not the sender. */
import type { Arrival } from '../../../domain/attendance/commands.ts'
import type { Command } from '../../../domain/base/commands.ts'
import type { Respondent } from '../../../domain/base/who.ts'
import { upcomingMeeting } from '../../../domain/meeting/current.ts'
import type { TimeAnswer } from '../../../domain/poll/commands.ts'
import { answerablePoll } from '../../../domain/poll/standing.ts'
import { isoShanghai } from '../../../kernel/time.ts'
import * as talk from '../../../text/talk.ts'
import { chainQuestion } from '../../../understand/chain-question.ts'
import type { Entry } from '../../../understand/outcome.ts'
import { understand } from '../../../understand/understand.ts'
import type { Act, Hearing, IntentRules } from '../hearing.ts'
import { person } from '../person.ts'
import { openQuestions } from '../questions.ts'

export const ENTRIES_INTENTS = {
  entries: ({ entries: list }, hearing) => entries(list, hearing),
} satisfies Partial<IntentRules>

/** A line of a 接龙 whose name is one of the roster. */
interface SignedEntry {
  entry: Entry
  from: Respondent
}

const personsOf = ({ persons }: { persons?: number }): { persons?: number } => (persons === undefined ? {} : { persons })

/** The lines of a 接龙 while people are signing in. 请假 in one is no arrival. */
function attendanceEntries(signed: readonly SignedEntry[], { actor }: Hearing): Command[] {
  const arrivals = signed.flatMap(({ entry, from }): Arrival[] => {
    const read = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
    return read?.kind === 'intent' && read.intent === 'rsvp' && !read.args.coming ? [] : [{ from, ...personsOf(entry) }]
  })
  return arrivals.length > 0 ? [{ type: 'attend', actor, arrivals }] : []
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
