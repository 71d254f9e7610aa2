/**
 * What a form of the page means. The forms are the whole vocabulary: sent by the browser itself or by the script, from a queue that waited for a
 * line, their fields are read here, once. What is missing is said in words.
 */
import type { Tap } from '../application/hearing/tapped.ts'
import { type Instant, instantAt, isoShanghai } from '../kernel/time.ts'
import type { Answered, Choice, Decision, IntentArgs, IntentName, Score } from '../understand/outcome.ts'

export type Fields = readonly (readonly [name: string, value: string])[]

/** The form was not filled in. */
export class Incomplete extends Error {
  override name = 'Incomplete'
}
const missing = (words: string): never => {
  throw new Incomplete(words)
}

class Form {
  readonly #fields: Fields
  readonly now: Instant
  constructor(fields: Fields, now: Instant) {
    this.#fields = fields
    this.now = now
  }
  all(name: string): string[] {
    return this.#fields.flatMap(([key, value]) => (key === name && value.trim() !== '' ? [value.trim()] : []))
  }
  text(name: string): string | undefined {
    return this.all(name)[0]
  }
  must(name: string, words: string): string {
    return this.text(name) ?? missing(words)
  }
  /** A whole number up to a thousand. */
  count(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    return /^\d{1,3}$/.test(value) ? Number(value) : missing(`“${value}”不是人数，请填 0 到 999 的数字。`)
  }
  no(name: string): number {
    const value = this.must(name, '没有说是第几号，请退回去重选。')
    return /^\d{1,6}$/.test(value) ? Number(value) : missing(`没有“${value}”这一号。`)
  }
  /** A day and a time of day, as ISO. */
  moment(words: string): string {
    const [day, time] = [this.must('day', words), this.must('time', words)]
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time) || Number.isNaN(Date.parse(`${day}T${time}:00+08:00`)))
      missing(words)
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return isoShanghai(instantAt(day, hour, minute))
  }
  one<T extends string>(name: string, of: readonly T[], words: string): T {
    const value = this.text(name)
    return of.find((known) => known === value) ?? missing(words)
  }
}

type Reads = { readonly [K in IntentName]?: (form: Form) => IntentArgs[K] }
const none = () => ({})
const optional = <K extends string>(name: K, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as Record<K, string>)
const household = (form: Form): string => form.must('household', '没有选是哪一户。')
const words = (given: string | undefined): string[] =>
  (given ?? '')
    .split(/[、，,;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

const READS: Reads = {
  openTimePoll: (form) => {
    const options = [...form.all('option'), ...(form.text('day') ? [form.moment('自己定的那个时间，日期和钟点都要选。')] : [])]
    return { ...optional('topic', form.text('topic')), ...(options.length > 0 ? { options } : {}) }
  },
  closeTimePoll: none,
  chooseOption: (form) => ({ option: form.no('option') }),
  extendPoll: (form) => ({ closesAt: form.moment('延到什么时候？日期和钟点都要选。') }),
  cancelPoll: none,
  scheduleMeeting: (form) => {
    const topics = words(form.text('topics'))
    return {
      startsAt: form.moment('哪天几点开？日期和钟点都要选。'),
      ...optional('venue', form.text('venue')),
      ...(topics.length > 0 ? { topics } : {}),
    }
  },
  reschedule: (form) => ({ startsAt: form.moment('改到哪天几点？日期和钟点都要选。') }),
  cancelMeeting: (form) => ({ ...optional('reason', form.text('text')) }),
  setVenue: (form) => ({ venue: form.must('text', '地点还没写。') }),
  addTopic: (form) => ({ topic: form.must('text', '议题还没写。') }),
  openAttendance: none,
  cancelAttendance: none,
  markAttendance: (form) => ({ name: household(form), persons: form.count('persons') ?? 1 }),
  unmarkAttendance: (form) => ({ name: household(form) }),
  openMotion: (form) => ({ text: form.must('text', '要表决什么，还没写。') }),
  closeMotion: none,
  handCount: (form) => ({
    approve: form.count('approve') ?? missing('同意的有几个人举手，还没填。'),
    reject: form.count('reject') ?? 0,
    abstain: form.count('abstain') ?? 0,
  }),
  nameWitnesses: (form) => {
    const names = form.all('household')
    return names.length === 2 ? { names } : missing('请选两户到会的乡亲作证，不多也不少。')
  },
  note: (form) => ({ text: form.must('text', '还没写要记的话。'), ...optional('speaker', form.text('speaker')) }),
  endMeeting: none,
  nudge: none,
  letLateIn: none,
  raiseIssue: (form) => ({
    text: form.must('text', '要反映的事还没写。'),
    ...(form.text('confidential') ? { confidential: true as const } : {}),
  }),
  decideIssue: (form) => {
    const decision = form.one(
      'decision',
      ['onTheSpot', 'agreed', 'toVillage', 'dismiss', 'merge'] as const satisfies Decision[],
      '没有选怎么办。',
    )
    const into = form.text('into')
    return {
      ...{ issueNo: form.no('issueNo'), decision },
      ...optional('text', form.text('text')),
      ...optional('dueOn', form.text('day')),
      ...(decision === 'merge' ? { into: into === undefined ? missing('并到几号，还没填。') : form.no('into') } : {}),
    }
  },
  handled: (form) => ({ issueNo: form.no('issueNo'), ...optional('text', form.text('text')) }),
  rateOnBehalf: (form) => ({ issueNo: form.no('issueNo'), name: household(form), score: scoreOf(form) }),
  confirmVisits: (form) => ({ issueNo: form.no('issueNo') }),
  setAtHome: (form) => ({ name: household(form), atHome: form.text('atHome') === '1' }),
  answerFor: (form) => ({ name: household(form), answer: answerOf(form) }),
}

const scoreOf = (form: Form): Score =>
  form.one('score', ['satisfied', 'basic', 'dissatisfied'] as const satisfies Score[], '满意不满意，还没选。')

function answerOf(form: Form): Answered {
  switch (form.text('answer')) {
    case 'availability': {
      const said = form.all('said')
      if (said.includes('all')) return { intent: 'availability', args: { all: true } }
      if (said.includes('none')) return { intent: 'availability', args: { none: true } }
      const yes = said.filter((no) => /^\d{1,2}$/.test(no)).map(Number)
      return yes.length > 0 ? { intent: 'availability', args: { yes } } : missing('先选这一户哪个时间能来，再点户。')
    }
    case 'rsvp':
      return { intent: 'rsvp', args: { coming: form.text('coming') !== '0' } }
    case 'ballot': {
      const choice = form.one('choice', ['approve', 'reject', 'abstain'] as const satisfies Choice[], '先选同意、反对还是弃权，再点户。')
      const votes = form.count('votes')
      return { intent: 'ballot', args: { choice, ...(votes === undefined ? { family: true as const } : { votes }) } }
    }
    case 'rate':
      return { intent: 'rate', args: { issueNo: form.no('issueNo'), score: scoreOf(form) } }
    default:
      return missing('没有看懂这一下，请刷新再点。')
  }
}

/** Throws Incomplete, in words. */
export function tapOf(fields: Fields, now: Instant): Tap {
  const form = new Form(fields, now)
  const said = form.text('intent')
  // Nobody of that household is here any more: struck out.
  const intent = said === 'markAttendance' && form.text('persons') === '0' ? 'unmarkAttendance' : said
  const read = intent !== undefined && Object.hasOwn(READS, intent) ? READS[intent as IntentName] : undefined
  if (!read) return missing('没有看懂这一下，请刷新再点。')
  const about = form.text('about')
  const args = (read as (form: Form) => object)(form)
  return { intent, args, ...(about ? { about } : {}), ...(form.text('sure') ? { sure: true } : {}) } as Tap
}

/** A phone's clock, and what we know of ours when it told us. Milliseconds. */
export interface PhoneTime {
  /** When it was tapped, as the page had reckoned the town's clock then. */
  at: number
  /** When it was tapped, and when it was sent, by the phone's own clock. */
  tapped: number
  sent: number
  /** What the page took for real time when it was sent. */
  wall: number
}

const CLOCK_MOVED = 2 * 60_000

/**
 * The moment of a tap. The page reckons from the time that we told it, so a phone whose clock is a day off is none the worse. One whose clock was
 * moved in between cannot be reckoned with: then it was as long ago as its clock says that the tap waited, or now.
 */
export function tappedAt({ at, tapped, sent, wall }: PhoneTime, real: Instant, now: Instant): { at: Instant; moved: boolean } {
  const numbers = [at, tapped, sent, wall].every((n) => Number.isFinite(n))
  if (numbers && Math.abs(wall - real) <= CLOCK_MOVED) return { at: Math.min(at, now), moved: false }
  const waited = numbers ? sent - tapped : 0
  return { at: now - Math.max(0, Math.min(waited, 14 * 24 * 3_600_000)), moved: true }
}
