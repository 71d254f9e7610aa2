/** 接龙 in a hamlet's group: the author of a line is the name in it, not the sender. */
import type { Arrival } from '../../../domain/attendance/commands.ts'
import type { Command } from '../../../domain/base/commands.ts'
import { type Respondent, whoIs } from '../../../domain/base/who.ts'
import type { TimeAnswer } from '../../../domain/poll/commands.ts'
import { isoShanghai } from '../../../kernel/time.ts'
import * as talk from '../../../text/talk.ts'
import type { Entry, IntentArgs, OpenQuestion } from '../../../understand/outcome.ts'
import { understand } from '../../../understand/understand.ts'
import type { Asked } from '../asked.ts'
import type { Act, Hearing, IntentRules } from '../hearing.ts'
import { lateCommand } from '../late-words.ts'
import { person } from '../person.ts'

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

/** A 接龙: the author of a line is the name in it. What it means follows the question that it answers. The list is one answer of many. */
function entries(list: readonly Entry[], hearing: Hearing): Act {
  const { chain } = hearing
  if (!chain) return {}
  const unsettled: string[] = []
  const signed: SignedEntry[] = []
  for (const entry of list) {
    const who = person(entry.name, hearing)
    if ('say' in who) unsettled.push(entry.name)
    else signed.push({ entry, from: { householdId: who.householdId, via: 'groupNote', by: whoIs(hearing.actor) } })
  }
  return { commands: commandsOf(chain, signed, hearing), ...(unsettled.length ? { say: talk.unsettledEntries(unsettled) } : {}) }
}

function commandsOf(chain: Asked, signed: readonly SignedEntry[], hearing: Hearing): Command[] {
  const { actor } = hearing
  const over = signed.flatMap(({ from }) => lateCommand(chain, { actor, from }, hearing) ?? [])
  if (chain.until !== null) return over
  switch (chain.question.question) {
    case 'attendance':
      return attendanceEntries(signed, hearing)
    case 'timePoll':
      return [...over, ...pollEntries(chain.question, signed, hearing)]
    case 'rsvp':
      return rsvpEntries(signed, hearing)
    case 'receipt':
      return signed.map(({ from }): Command => ({ type: 'acknowledge', actor, from }))
    default:
      return []
  }
}

function pollEntries(poll: OpenQuestion, signed: readonly SignedEntry[], { actor, saidAt }: Hearing): Command[] {
  const answers = signed.flatMap(({ entry, from }): TimeAnswer[] => {
    const read = understand({ text: entry.text ?? '', open: [poll], now: isoShanghai(saidAt) })
    return read.kind === 'intent' && read.intent === 'availability' ? [{ from, reply: { ...personsOf(entry), ...read.args } }] : []
  })
  return answers.length > 0 ? [{ type: 'answerTime', actor, answers }] : []
}

const rsvpEntries = (signed: readonly SignedEntry[], { actor }: Hearing): Command[] =>
  signed.map(({ entry, from }): Command => {
    const read = entry.text ? understand({ text: entry.text, open: [{ question: 'rsvp' }] }) : undefined
    // Nobody is asked back for a line of a list: what it probably means is taken.
    const meant = read?.kind === 'clarify' ? read.reading : read
    const said = meant && 'intent' in meant && meant.intent === 'rsvp' ? (meant.args as IntentArgs['rsvp']) : { coming: true }
    return { type: 'answerRsvp', actor, from, ...personsOf(entry), ...said }
  })
