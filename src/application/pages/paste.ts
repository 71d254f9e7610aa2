/**
 * Answers that were copied out of a group: a 接龙 or a piece of chat. Each line is matched to a household and read against what is open now, by the
 * same understanding as a word in a chat; what is not certain is for whoever pasted it to say. Nothing is written here.
 */
import { type HamletState, hamletOf } from '../../domain/base/state.ts'
import { excerpt } from '../../kernel/excerpt.ts'
import { type Instant, isoShanghai } from '../../kernel/time.ts'
import { sayReading } from '../../text/reading.ts'
import { isChain } from '../../understand/group-note.ts'
import { matchName } from '../../understand/names.ts'
import type { Answered, Clarify, Intent, OpenQuestion } from '../../understand/outcome.ts'
import { understand } from '../../understand/understand.ts'
import { type Asked, answerable, answered } from '../hearing/asked.ts'
import { convenorOf, householdLabel, type RosterLine, rosterOf } from '../hearing/questions.ts'
import { readExportedChat } from '../papers/by-hand/exported-chat.ts'
import { namesIn } from '../papers/by-hand/names-in-group.ts'

export interface PastedLine {
  /** As it was written. */
  name: string
  words: string
  /** 3组5户; undefined where the roster does not say for certain. */
  place: string | undefined
  household: string | undefined
  /** What it means, or may mean. */
  answer: Answered | undefined
  sure: boolean
  /** What would be counted, in words. */
  means: string | undefined
  /** The question it answers. */
  about: string | undefined
}

export interface Pasted {
  /** Not certain: whose, or what. */
  doubtful: PastedLine[]
  certain: PastedLine[]
  /** Ordinary talk, and lines of which nobody knows who said them. */
  leftOut: number
  open: boolean
}

const ANSWERS: readonly Answered['intent'][] = ['availability', 'attend', 'rsvp', 'ballot', 'rate', 'acknowledge']
const asAnswer = (read: Pick<Intent, 'intent' | 'args'> | Clarify['reading']): Answered | undefined =>
  read && (ANSWERS as readonly string[]).includes(read.intent) ? ({ intent: read.intent, args: read.args } as Answered) : undefined

export function readPasted(state: HamletState, text: string, now: Instant): Pasted {
  const asked = answerable(state, { accountId: '', named: [] }, { saidAt: now, now }, undefined).filter((a) => a.until === null)
  const reading = new Reading(state, asked, now)
  const said =
    isChain(text, undefined) && !/\d{1,2}:\d{2}/.test(text.slice(0, text.search(/[#＃]/))) ? reading.chain(text) : reading.chat(text)
  return { ...reading.sorted(said), open: asked.length > 0 }
}

interface Said {
  name: string
  words: string
  /** Of an entry of a list: that it stands there is an answer. */
  persons?: number
  entry?: true
}

class Reading {
  readonly #state: HamletState
  readonly #asked: readonly Asked[]
  readonly #now: Instant
  #stray = 0

  constructor(state: HamletState, asked: readonly Asked[], now: Instant) {
    this.#state = state
    this.#asked = asked
    this.#now = now
  }

  chat(text: string): Said[] {
    const { messages, stray } = readExportedChat(text, (name) => this.#who(name) !== undefined)
    this.#stray = stray.length
    return messages.flatMap(({ name, text: words }) => (isChain(words, undefined) ? this.chain(words) : [{ name, words }]))
  }

  chain(text: string): Said[] {
    const [first] = this.#asked
    const open: OpenQuestion[] = first ? [first.question] : []
    const heard = understand({ text, kind: 'groupNote', roster: rosterOf(this.#state), open })
    if (heard.kind !== 'intent' || heard.intent !== 'entries') return []
    return heard.args.entries.map(({ name, persons, text: words = '' }) => ({ name, words, entry: true, ...(persons ? { persons } : {}) }))
  }

  sorted(all: readonly Said[]): Omit<Pasted, 'open'> {
    const lines = all.map((said) => this.#line(said))
    const meant = lines.filter((line) => line !== undefined)
    return {
      doubtful: meant.filter((line) => !isCertain(line)),
      certain: meant.filter(isCertain),
      leftOut: this.#stray + lines.length - meant.length,
    }
  }

  #line(said: Said): PastedLine | undefined {
    const who = this.#who(said.name)
    const heard = this.#heard(said, who)
    if (heard === undefined) return undefined
    const { answer, sure } = heard
    const about = answer && answered(answer as Intent, this.#asked)
    const options = about?.question.question === 'timePoll' ? about.question.options.map(Date.parse) : []
    return {
      ...{ name: said.name, words: excerpt(said.words, 60), place: who && placeOf(this.#state, who), household: who?.name },
      answer,
      sure,
      means: answer && sayReading(answer as Intent, options, this.#now),
      about: about?.subject,
    }
  }

  /** Undefined for ordinary talk. */
  #heard({ words, persons, entry }: Said, who: RosterLine | undefined): { answer: Answered | undefined; sure: boolean } | undefined {
    const open = this.#asked.map((a) => a.question)
    const kinds = new Set(open.map((q) => q.question))
    if (entry && kinds.has('attendance') && !kinds.has('motion')) return { answer: attends(persons), sure: true }
    if (entry && words === '') return kinds.has('rsvp') ? { answer: comes(persons), sure: true } : { answer: undefined, sure: false }
    const heard = understand({
      ...{ text: words, role: who?.villagerId === hamletOf(this.#state).headId ? 'head' : 'villager', now: isoShanghai(this.#now) },
      ...{ roster: rosterOf(this.#state), convenor: convenorOf(this.#state), open },
    })
    if (heard.kind === 'silence') return entry ? { answer: undefined, sure: false } : undefined
    const answer = asAnswer(heard.kind === 'intent' ? heard : heard.reading)
    // An order of the head, a report: these are no answers, and have their own place on the page.
    if (heard.kind === 'intent' && !answer) return undefined
    return { answer, sure: heard.kind === 'intent' }
  }

  /** By the roster, also as the name is kept in the group (彭伟兰(修车)). */
  #who(said: string): RosterLine | undefined {
    for (const name of namesIn(said)) {
      const match = matchName(name, rosterOf(this.#state), {})
      if (match.kind === 'one') return match.entry as RosterLine
    }
    return undefined
  }
}

const isCertain = ({ place, answer, sure }: PastedLine): boolean => place !== undefined && answer !== undefined && sure

const attends = (persons: number | undefined): Answered => ({ intent: 'attend', args: persons === undefined ? {} : { persons } })
const comes = (persons: number | undefined): Answered => ({
  intent: 'rsvp',
  args: { coming: true, ...(persons === undefined ? {} : { persons }) },
})

const placeOf = (state: HamletState, who: RosterLine): string => householdLabel(state.households.must(who.householdId))

/** What a doubtful line may mean, for choosing: the answers to what is open. */
export function meanings(state: HamletState, now: Instant): { answer: Answered; about: string; words: string }[] {
  const asked = answerable(state, { accountId: '', named: [] }, { saidAt: now, now }, undefined).filter((a) => a.until === null)
  return asked.flatMap(({ question, subject }) => {
    const options = question.question === 'timePoll' ? question.options.map(Date.parse) : []
    return possible(question).map((answer) => ({ answer, about: subject, words: sayReading(answer as Intent, options, now) }))
  })
}

function possible(question: OpenQuestion): Answered[] {
  switch (question.question) {
    case 'timePoll':
      return [
        ...question.options.map((_, i): Answered => ({ intent: 'availability', args: { yes: [i + 1] } })),
        { intent: 'availability', args: { all: true } },
        { intent: 'availability', args: { none: true } },
      ]
    case 'rsvp':
      return [true, false].map((coming): Answered => ({ intent: 'rsvp', args: { coming } }))
    case 'attendance':
      return [1, 2, 3].map(attends)
    case 'motion':
      return (['approve', 'reject', 'abstain'] as const).map((choice): Answered => ({ intent: 'ballot', args: { choice, family: true } }))
    case 'survey':
      return (['satisfied', 'basic', 'dissatisfied'] as const).map(
        (score): Answered => ({ intent: 'rate', args: { issueNo: question.issueNo, score } }),
      )
    case 'receipt':
      return [{ intent: 'acknowledge', args: {} }]
    default:
      return []
  }
}
