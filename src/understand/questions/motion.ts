import { type Clause, isNoise } from '../clauses.ts'
import { type Answer, ask, askWhich, doubted, intent, isOpen, reading } from '../context.ts'
import { persons } from '../lex/people.ts'
import type { Token } from '../lex/token.ts'
import type { Choice } from '../outcome.ts'
import { SAY } from '../say.ts'
import { type Frame, frameOf, isWhole, moodBeside } from './frame.ts'
import type { Lexed, Question } from './reading.ts'

const isVote = (t: Token): boolean => t.kind === 'vote'
/** 👍 alone is a vote; beside one it is a sign. */
const isSign = (t: Token): boolean => t.kind === 'vote' && t.mood !== undefined

/**
 * ballot := [me] [全家] [改成] (同意 | 反对 | 弃权 …) [n票] | n票 (同意 …)          a reason in a clause of its own changes nothing (反对，太贵了)
 * A condition, 吧, 想, 都, n人 and two votes are asked; so is any vote while two motions are open, or beside a sign that says the opposite.
 * 不反对, 同意老王 and 没有不同意 are no votes: what stands beside the word without a pause changes it.
 */
export const motion: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'motion')) return undefined
  const changed = changedMind(lexed)
  if (!changed && tellsOfBefore(lexed)) return undefined
  const found = votesIn(lexed)
  if (!found && !changed) return undefined
  const answer = changed ?? (found && voted(found, lexed))
  if (!answer) return undefined
  const several = ctx.open.filter((q) => q.question === 'motion').length > 1
  return { answer: several ? askWhich() : answer, by: found?.by ?? new Set(lexed.clauses), frame: 'motion' }
}

const FORMERLY =
  /^我?(?:刚才|刚刚|先前|之前|前面|原来|原先|一?开始|起先|起初|当初|本来|上次)我?(?:是|投|选|说|报|点|讲)?(?:的是|的|了|过)?$/
const NOW = /^[ ,。]*我?(?:现在|如今|这下|这会儿?)我?(?:改|改成|改为|改投|要|投)?$/

/** 先前同意，现在反对: whose mind? Asked. */
function changedMind({ tokens, text }: Lexed): Answer | undefined {
  const [was, is, more] = tokens.filter(isVote)
  if (!was || !is || more || was.choice === is.choice) return undefined
  const behind = tokens.filter((t) => t.from >= is.to)
  if (!FORMERLY.test(text.slice(0, was.from)) || !NOW.test(text.slice(was.to, is.from))) return undefined
  return behind.every((t) => t.kind === 'particle' || t.kind === 'noise' || t.kind === 'sep')
    ? reading('ballot', { choice: is.choice! })
    : undefined
}

/** 之前说同意，现在又不肯出钱: how it was, and what has become of it. */
function tellsOfBefore({ tokens, text, clauses }: Lexed): boolean {
  const first = tokens.find(isVote)
  return (
    first !== undefined &&
    FORMERLY.test(text.slice(0, first.from)) &&
    clauses.some((c) => c.tokens[0]!.from > first.from && /^(?:现在|如今|后来|这下|又|怎么)/.test(text.slice(c.tokens[0]!.from)))
  )
}

interface Votes {
  frames: Frame[]
  by: Set<Clause>
  talk: Clause[]
  /** 反对啊太贵了: words follow without a pause. */
  unparted: boolean
}

function votesIn(lexed: Lexed): Votes | undefined {
  const found: Votes = { frames: [], by: new Set(), talk: [], unparted: false }
  const spoken = lexed.tokens.some((t) => isVote(t) && !isSign(t))
  const votes = (t: Token): boolean => isVote(t) && !(spoken && isSign(t))
  for (const clause of lexed.clauses) {
    if (isNoise(clause) || clause.tokens.every((t) => t.mood !== undefined || t.sense === 'fit' || t.kind === 'particle')) {
      if (spoken || !clause.tokens.some(isVote)) continue
    }
    const frame = frameOf(clause, votes)
    if (thenVotes(frame, found.talk.length > 0, lexed)) return undefined
    frame.between = frame.between.filter((t) => t.kind !== 'join')
    if (isWhole(frame) || isVotes(frame)) {
      found.frames.push(frame)
      found.by.add(clause)
    } else if (frame.words.length > 0 && !(found.frames.length > 0 && frame.block === undefined)) {
      if (!conditionBehind(frame) && !runsOn(frame, lexed) && !refuses(frame, lexed)) return undefined
      if (!conditionBehind(frame)) found.unparted = true
      found.frames.push(frame)
      found.by.add(clause)
      if (!found.unparted) found.talk.push(clause)
    } else found.talk.push(clause)
  }
  return found.frames.some((f) => f.words.length > 0) ? found : undefined
}

/** 都出钱我就同意, 少一点，我就同意: what stands before 就 is the condition. */
function thenVotes(frame: Frame, talk: boolean, lexed: Lexed): boolean {
  const { tokens } = frame.clause
  const at = tokens.findLastIndex((t) => t.kind === 'pick' && lexed.text.slice(t.from, t.to) === '就')
  if (at < 0 || tokens[at + 1]?.kind !== 'vote') return false
  return talk || tokens.slice(0, at).some((t) => t.kind !== 'me' && t.kind !== 'noise' && t.kind !== 'adv' && t.kind !== 'correct')
}

/** A particle where others pause. */
const runsOn = (frame: Frame, lexed: Lexed): boolean =>
  frame.before.length + frame.between.length === 0 &&
  !frame.block &&
  frame.me &&
  frame.words.length === 1 &&
  /[啊呀哈哦噢]/.test(lexed.text[frame.words[0]!.to] ?? '')

/** 不同意收钱: what is refused follows without a pause. The people who do (反对修路的) are none. */
const refuses = (frame: Frame, lexed: Lexed): boolean =>
  frame.words.length === 1 &&
  frame.words[0]!.choice === 'reject' &&
  frame.before.length === 0 &&
  frame.who === undefined &&
  frame.block === undefined &&
  /^[收出交摊涨花]/.test(lexed.text.slice(frame.words[0]!.to)) &&
  !/[的者]/.test(lexed.text.slice(frame.words[0]!.to))

/** 同意如果村里出一半: the condition follows without a pause. */
const conditionBehind = (frame: Frame): boolean =>
  frame.before.length === 0 &&
  !nominal(frame) &&
  (frame.after[0]?.kind === 'cond' || frame.after[0]?.kind === 'but') &&
  !frame.after.some((t) => t.kind === 'ask')

/** 反对的先别走: those who vote so, not a vote. */
const nominal = (frame: Frame): boolean =>
  frame.clause.tokens.some(
    (t) =>
      t.kind === 'particle' &&
      t.from === frame.words[0]!.to &&
      t.n === undefined &&
      t.to - t.from === 1 &&
      frame.after.length > 0 &&
      frame.after[0]!.from === t.to,
  )

/** 3票; 3人, which is asked about. */
const isVotes = (frame: Frame): boolean =>
  (frame.votes ?? frame.people) !== undefined &&
  frame.before.length + frame.after.length === 0 &&
  frame.block === undefined &&
  frame.words.length === 0

/** What people want in return: such a vote is none yet. */
const DEMANDS =
  /^(?:先|得|必须|应当|最好|希望|建议|别|不要|不能|不许|少|多|把|让|等|由|请|要(?!不要紧)|但愿|只要|只|不过|可|前提|每|一半|村里|集体|钱|账|到时)/

function voted({ frames, talk, unparted }: Votes, lexed: Lexed): Answer | undefined {
  const words = frames.flatMap((f) => f.words)
  // A correction takes back what stood before it.
  const last = frames.findLastIndex((f) => f.correct && f.words.length > 0)
  const said = (last > 0 ? frames.slice(last) : frames).flatMap((f) => f.words.map((w) => w))
  const choices = new Set(said.map((w) => w.choice!))
  if (choices.size === 0) return undefined
  if (choices.size > 1)
    return frames.some((f) => f.words.length > 1 && /不/.test(textOf(lexed, f.words[1]!)) && f.words[0]!.to === f.words[1]!.from)
      ? undefined
      : ask(SAY.oneVote())
  if (new Set(words).size > 1 && distinct(words, lexed) > 1 && last < 0 && frames.length === 1) return undefined
  if (frames.slice(1).some((f) => RHETORIC.test(spanOf(f.clause, lexed)))) return undefined
  const choice = [...choices][0]!
  const block = talk.map((c) => blockOf(c, choice, lexed)).find((b) => b !== undefined)
  if (block === 'ask') return undefined
  if (block === 'cond') return ask(SAY.conditionalVote())
  const answer = counted(frames, choice, lexed)
  return (unparted || block === 'doubt') && answer ? doubted(answer) : answer
}

const textOf = (lexed: Lexed, t: Token): string => lexed.text.slice(t.from, t.to)
const distinct = (words: readonly Token[], lexed: Lexed): number => new Set(words.map((w) => textOf(lexed, w))).size

const spanOf = (clause: Clause, lexed: Lexed): string => lexed.text.slice(clause.tokens[0]!.from, clause.tokens.at(-1)!.to)
const RHETORIC = /[就只光](?:知道|晓得|会)|天天|老是|总是|动不动|一天到晚/

/** 懒得讲, 不想说 reports nobody's words. */
const SAYS_NOTHING = /(?:懒得|不想|不好|不愿|不愿意|没什么|没啥|冇么子|没得)(?:多|好|再)?$/

/** What a clause beside the vote makes of it. */
function blockOf(clause: Clause, choice: Choice, lexed: Lexed): 'ask' | 'cond' | 'doubt' | undefined {
  if (clause.tokens.some((t) => t.kind === 'cond' || t.kind === 'but')) return 'cond'
  // 反对，凭什么大家出: asks nobody.
  const asks = clause.tokens.filter((t) => t.kind === 'ask')
  if (choice === 'reject' && asks.length > 0 && asks.every((t) => /^(?:凭什么|何必|难道|岂|哪能|为什么要?)$/.test(textOf(lexed, t))))
    return 'doubt'
  if (
    clause.tokens.some(
      (t) =>
        t.kind === 'ask' ||
        (t.kind === 'report' && !SAYS_NOTHING.test(lexed.text.slice(0, t.from))) ||
        (t.kind === 'vote' && t.choice !== choice) ||
        t.kind === 'invite',
    )
  )
    return 'ask'
  // 反对反对，就知道反对; 同意同意，你就会同意: what others always say.
  if (clause.tokens.some(isVote) && (clause.tokens.some((t) => t.kind === 'they') || RHETORIC.test(spanOf(clause, lexed)))) return 'ask'
  const first = clause.tokens.find((t) => t.kind !== 'space' && t.kind !== 'noise' && t.kind !== 'me')
  const open = first ? lexed.text.slice(first.from) : ''
  return choice === 'approve' && DEMANDS.test(open) ? 'cond' : undefined
}

/** Said for everybody who came along. */
const FAMILY = /全家|全屋|一家人|一家子|(?:我|我们|咱们?)一家/

function counted(frames: readonly Frame[], choice: Choice, lexed: Lexed): Answer | undefined {
  const tallies = frames.flatMap((f) => [f.votes, f.people, f.count, ...f.numbers]).filter((t) => t !== undefined)
  if (new Set(tallies.map((t) => t.n)).size > 1) return undefined
  const tally = tallies.find((t) => t.kind === 'votes') ?? tallies[0]
  const n = tally ? persons(tally.n) : undefined
  if (tally && n === undefined) return undefined
  const family = n === undefined && frames.some((f) => FAMILY.test(spanOf(f.clause, lexed)))
  const args = { choice, ...(n !== undefined && { votes: n }), ...(family && { family: true as const }) }
  const word = frames.find((f) => f.words.length > 0)!.words[0]!
  // A number in front without 票 belongs to something else.
  if (tally && tally.kind !== 'votes' && tally.kind !== 'people' && tally.from < word.from) return undefined
  const wish = frames.some((f) => f.hedge || f.soft) || /想(?:同意|反对|赞成|弃权|投)/.test(lexed.text)
  if (frames.some((f) => f.hedge) && !/我想/.test(lexed.text)) return undefined
  const others = frames.some((f) => f.all && !f.people) && !/全家|都投|举/.test(lexed.text)
  const whose = tally !== undefined && tally.kind !== 'votes'
  // 大力支持 praises, whatever it is, unless somebody says that he does.
  const praise = /大力|鼎力/.test(lexed.text) && !frames.some((f) => f.me)
  if (praise || wish || others || whose || contradicted(choice, frames, lexed)) return reading('ballot', args)
  return intent('ballot', args)
}

/** 反对👍, 没意见，反对: a sign or a word beside it that says the opposite. */
function contradicted(choice: Choice, frames: readonly Frame[], lexed: Lexed): boolean {
  const { yes, no } = moodBeside(
    lexed.tokens,
    frames.flatMap((f) => f.words),
  )
  return (yes && choice !== 'approve') || (no && choice !== 'reject')
}
