import { type Clause, isNoise, isPredicate } from '../clauses.ts'
import { type Answer, type Context, intent, isOpen, reading } from '../context.ts'
import { persons } from '../lex/people.ts'
import type { Kind, Token } from '../lex/token.ts'
import { SAY } from '../say.ts'
import { type Frame, frameOf, isWhole, tellsWhy } from './frame.ts'
import { type Lexed, ownWords, type Question } from './reading.ts'

const coming = (t: Token): boolean => t.kind === 'pred' && (t.sense === 'come' || t.sense === 'leave')
const declines = (t: Token): boolean =>
  t.kind === 'pred' && t.verdict === 'no' && (t.sense === 'leave' || t.sense === 'come' || (t.sense === 'free' && !t.weak))

/**
 * rsvp := [me] (参加 | 会来 …) [people] | people (参加 …) | me (来 | 去) people
 *       | [me] (请假 | 来不了 | 没空 …) | [me] reason (请假 …) | (请假 …) reason        the reason in a clause of its own, too
 * A reason is told in own words. Somebody else who comes instead, a condition or a question is asked or left alone.
 */
export const rsvp: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'rsvp')) return undefined
  return no(lexed, ctx) ?? yes(lexed, ctx)
}

function yes(lexed: Lexed, ctx: Context) {
  const by = new Set<Clause>()
  const frames: Frame[] = []
  let talk = false
  for (const clause of lexed.clauses) {
    if (isNoise(clause) || greets(clause)) continue
    const frame = frameOf(clause, (t) => coming(t) && t.verdict === 'yes')
    if (isWhole(frame) || counts(frame)) {
      frames.push(frame)
      by.add(clause)
    } else if (
      frame.block ||
      clause.tokens.some((t) => isPredicate(t) && t.sense !== 'fit' && t.kind === 'pred' && !frame.after.includes(t))
    )
      return undefined
    else talk = true
  }
  const words = frames.flatMap((f) => f.words)
  if (words.length === 0) return undefined
  const answer = comes(frames, words, lexed, ctx)
  if (!answer) return undefined
  return { answer: talk ? asked(answer) : answer, by, frame: 'rsvp' }
}

const greets = (clause: Clause): boolean =>
  clause.tokens.every(
    (t) => t.sense === 'fit' || t.kind === 'ack' || t.kind === 'truth' || t.kind === 'particle' || t.kind === 'space' || t.kind === 'noise',
  )
const counts = (f: Frame): boolean =>
  (f.people !== undefined || f.count !== undefined) && f.before.length + f.after.length === 0 && !f.block && f.who === undefined

const asked = (answer: Answer): Answer =>
  answer.kind === 'intent' ? ({ kind: 'clarify', reading: { intent: answer.intent, args: answer.args } } as Answer) : answer

function comes(frames: readonly Frame[], words: readonly Token[], lexed: Lexed, ctx: Context): Answer | undefined {
  const counted = frames.flatMap((f) => [f.people, f.count]).filter((t) => t !== undefined)
  if (counted.length > 1 || frames.some((f) => f.numbers.length > 0)) return undefined
  const me = frames.some((f) => f.me)
  const n = counted[0] ? persons(counted[0].n) : undefined
  if (counted[0] && n === undefined) return undefined
  const word = words[0]!
  const weak = words.every((w) => w.weak)
  // 报名了 is said of the children's class, too.
  if (/^报名了/.test(lexed.text)) return undefined
  // 来吧, 来嘛 call others; 去了 is over.
  if (weak && !me && /[吧嘛]/.test(lexed.text.slice(word.to, word.to + 1))) return undefined
  if (weak && lexed.text[word.to] === '了') return undefined
  if (words.some((w) => lexed.text[w.to] === '的' && w !== words.at(-1))) return undefined
  const args = { coming: true, ...(n !== undefined && { persons: n }) }
  if (weak && !comesPlainly(frames, words, counted[0], lexed, ctx)) return undefined
  if (counted[0]?.kind === 'count' && counted[0].from < word.from && !me) return undefined
  if (frames.some((f) => f.hedge && !f.words.every((w) => w.sense === 'leave'))) return hedged(lexed) ? undefined : reading('rsvp', args)
  // 都来 may be said to everybody.
  if (frames.some((f) => f.all) && !me && n === undefined && !/全家|一家/.test(lexed.text))
    return weak || /要/.test(lexed.text) ? undefined : reading('rsvp', args)
  return intent('rsvp', args)
}

const hedged = (lexed: Lexed): boolean => /争取|尽量|可能|也许/.test(lexed.text)

/** 我家来一个 is the household's; 我来一个 buys one. */
const house = (frames: readonly Frame[]): boolean => frames.some((f) => f.clause.tokens.some((t) => t.kind === 'me' && t.to - t.from > 1))

/** 来, 去 alone: with attendance open somebody may be here; 来3人 then counts those. 去 answers only what is asked about going. */
function comesPlainly(frames: readonly Frame[], words: readonly Token[], counted: Token | undefined, lexed: Lexed, ctx: Context): boolean {
  const attendance = isOpen(ctx, 'attendance')
  const verb = lexed.text.slice(words[0]!.from, words[0]!.to)
  if (words.length > 2) return !attendance
  if (counted === undefined) return !(attendance && verb === '来')
  if (attendance) return false
  return (
    counted.kind === 'people' ||
    (counted.kind === 'count' && (house(frames) || (!frames.some((f) => f.me) && counted.from > words[0]!.from && counted.n! > 1)))
  )
}

function no(lexed: Lexed, ctx: Context) {
  const poll = isOpen(ctx, 'timePoll')
  const by = new Set<Clause>()
  const reasons: [number, number][] = []
  let main: Frame | undefined
  let doubt = false
  let family = false
  for (const clause of lexed.clauses) {
    if (isNoise(clause) || greets(clause)) continue
    const frame = frameOf(clause, declines)
    family ||= familyComes(clause)
    if (frame.words.length === 0) {
      // 改到明天吧: another time, not a reason.
      if (frame.correct && !family) return undefined
      if (frame.block || otherComes(clause) || nowComes(clause, lexed) || asksElse(clause, lexed)) doubt = true
      reasons.push(span(clause.tokens))
      continue
    }
    // 我去不了让我爸去: somebody else comes instead.
    if (frame.block) {
      if (!/^[让叫喊]/.test(lexed.text.slice(frame.block.from)) || frame.block.from < frame.words[0]!.from || frame.before.length > 0)
        return undefined
      doubt = true
      main ??= frame
      by.add(clause)
      continue
    }
    // 没空的请假: those who have none.
    if (frame.words.some((w) => lexed.text[w.to] === '的' && w !== frame.words.at(-1))) return undefined
    const reason = reasonIn(frame, lexed)
    if (reason === undefined) return undefined
    if (reason !== null) reasons.push(reason)
    main ??= frame
    by.add(clause)
  }
  if (!main) return undefined
  if (poll && (main.all || speaksOfTimes(lexed))) return undefined
  // 没空 to the meeting, or to every evening?
  if (poll && main.words.every((w) => w.sense === 'free')) return undefined
  if (main.soft && main.words.every((w) => w.sense !== 'leave') && endsSoft(lexed)) return undefined
  const words = reasons.map(([a, b]) => ownWords(lexed, a, b)).filter((r) => [...r].length > 1 || reasons.length > 1)
  const args = { coming: false as const, ...(words.length > 0 && { reason: words.join('，') }) }
  if (family) return { answer: { ...reading('rsvp', { coming: true }), say: SAY.familyComes() }, by, frame: 'rsvp' }
  const unsure = doubt || main.hedge
  return { answer: unsure ? reading('rsvp', { coming: false }) : intent('rsvp', args), by, frame: 'rsvp' }
}

const endsSoft = (lexed: Lexed): boolean => lexed.tokens.at(-1)?.soft === true

const BESIDE_COMING = new Set<Kind>(['me', 'noise', 'particle', 'space', 'adv', 'hedge', 'for', 'people', 'count'])
/** 让我崽来, 我婆娘代我去, 换儿子代表: one of the household comes. Who comes to fetch something (我崽来接我) does not. */
function familyComes({ tokens }: Clause): boolean {
  const goes = (t: Token): boolean => t.kind === 'for' || (t.kind === 'pred' && t.sense === 'come' && t.verdict === 'yes')
  const kin = tokens.findLastIndex((t) => t.kind === 'kin')
  const behind = kin < 0 ? [] : tokens.slice(kin + 1)
  return behind.some(goes) && behind.every((t) => goes(t) || BESIDE_COMING.has(t.kind))
}

/** 老李来: somebody else comes. */
function otherComes(clause: Clause): boolean {
  const frame = frameOf(clause, (t) => t.kind === 'pred' && t.sense === 'come' && t.verdict === 'yes')
  return frame.words.length > 0 && frame.who !== undefined && frame.after.length === 0
}

/** 请假，现在又能来了: the later word takes the first back. */
function nowComes(clause: Clause, lexed: Lexed): boolean {
  const verb = clause.tokens.find((t) => t.kind === 'pred' && t.sense === 'come' && t.verdict === 'yes')
  if (verb === undefined) return false
  const { before, after } = frameOf(clause, (t) => t === verb)
  const front = lexed.text.slice(before[0]?.from ?? verb.from, verb.from)
  return after.length === 0 && /^(?:(?:现在|如今|这下|这会|眼下|今天|后来|又|儿)*)$/.test(front)
}

/** 另外路灯的事帮我提一下: another subject, or something to be done. */
const asksElse = (clause: Clause, lexed: Lexed): boolean =>
  /^(?:另外|还有|顺便|顺带|再一个|再就是|对了)/.test(lexed.text.slice(clause.tokens[0]!.from)) ||
  clause.tokens.some((t, i) => t.kind === 'for' && clause.tokens[i + 1]?.kind === 'me' && clause.tokens[i + 2]?.kind !== 'kin')

/** A day before 走不开 answers the poll, not the meeting. */
const speaksOfTimes = (lexed: Lexed): boolean =>
  lexed.tokens.some((t) => t.kind === 'moment' && t.moment?.day !== undefined && t.moment.day.relative === undefined)

const span = (tokens: readonly Token[]): [number, number] => {
  const content = tokens.filter((t) => t.kind !== 'particle' && t.kind !== 'space' && t.kind !== 'noise')
  const list = content.length > 0 ? content : tokens
  return [list[0]!.from, list.at(-1)!.to]
}

/** Soft words that belong to a reason when it is told in own words. */
const inReason = (t: Token): boolean => t.kind !== 'particle' && t.kind !== 'space' && t.kind !== 'noise'

/** The reason told in the clause itself: null when there is none, undefined when what stands there is none. */
function reasonIn(frame: Frame, lexed: Lexed): [number, number] | null | undefined {
  const strong = frame.words.filter((w) => w.sense !== 'free' || w === frame.words[0])
  const word = strong[0] ?? frame.words[0]!
  const front = frame.clause.tokens.filter((t) => t.to <= word.from)
  const loose = frame.before.filter((t) => !(t.kind === 'pred' && t.verdict === 'yes' && t.sense === 'fit'))
  if (loose.some((t) => t.kind === 'vote' || t.kind === 'score' || t.kind === 'name' || t.kind === 'rest')) return undefined
  if (loose.length === 0 && !frame.before.some(isPredicate)) {
    if (frame.between.length > 0 && !tellsWhy(frame.between)) return undefined
    return behind(frame, word, lexed)
  }
  return before(frame, loose, front, lexed)
}

/** What stands in front has to tell why, and of the speaker: 老王来不了 and 快递来不了 do not. */
function before(frame: Frame, loose: readonly Token[], front: readonly Token[], lexed: Lexed): [number, number] | null | undefined {
  const content = loose.filter((t) => t.kind !== 'moment')
  if (frame.after.length > 0 && !frame.after[0]!.opens) return undefined
  if (content.length === 0) return null
  const last = content.at(-1)!
  const why = tellsWhy(content)
  if (last.kind === 'thing' || last.kind === 'they' || last.kind === 'name') return undefined
  if (last.kind === 'kin') return undefined
  if (content[0]!.kind === 'they' && !/^老人|^家/.test(lexed.text.slice(content[0]!.from))) return undefined
  if (!why && !(frame.me && last.kind === 'word' && last.to - last.from > 1)) return undefined
  const start = front.find((t) => inReason(t) && !(t.kind === 'me' && !t.opens) && t.kind !== 'adv')
  return start ? [start.from, last.to] : undefined
}

/** What stands behind without a pause has to open as reasons do: 请假在外打工, 去不了家里有事. */
function behind(frame: Frame, word: Token, lexed: Lexed): [number, number] | null | undefined {
  const after = frame.clause.tokens.filter((t) => t.from >= word.to)
  const loose = [...frame.between, ...frame.after]
  const first = loose[0]
  // 不来开会的就别说话: those who do not.
  if (first && frame.clause.tokens.some((t) => t.from === word.to && t.kind === 'particle' && lexed.text[t.from] === '的')) return undefined
  const home = after.find((t) => t.kind === 'me' && t.opens)
  if (!first) return frame.people || frame.count || frame.votes || frame.numbers.length > 0 ? undefined : null
  const from = home && home.from < first.from ? home : first
  // 请假要扣钱: what becomes of those who do.
  if (word.sense === 'leave' && !frame.me && /^要(?:扣|罚|写|提前|经|跟|找|批|向)/.test(lexed.text.slice(from.from))) return undefined
  if (!from.opens && first.kind !== 'kin' && first.why !== true) return undefined
  return [from.from, loose.at(-1)!.to]
}
