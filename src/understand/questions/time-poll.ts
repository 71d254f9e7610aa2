import { type Answer, askWhich, type Context, intent, isOpen, reading } from '../context.ts'
import type { OpenQuestion } from '../outcome.ts'
import { SAY } from '../say.ts'
import { explains, finish } from './poll-end.ts'
import { readClause } from './poll-read.ts'
import { PollScan } from './poll-scan.ts'
import type { Lexed, Question, Reading } from './reading.ts'

type Poll = Extract<OpenQuestion, { question: 'timePoll' }>

/**
 * availability := clause (, clause)*          a clause that judges, or one that greets or tells why
 * clause  := [me] refs [adv] [verdict] | verdict refs (可以周三) | ALL verdict | 除了 refs [以外] ALL verdict | 其他 verdict | people
 * refs    := ref (和|或|、| ) ref … | ref 到 ref          ref: questions/option-refs.ts
 * ALL     := 都 | 哪天都 … | n 个 [都], if there are n; 一个都 only with a no. Another number is asked: which of them?
 * verdict := 行/有空/来 … | 不行/没空/来不了 … | 勉强/看情况 …      none said: yes, if nothing else stands in the clause
 * Unread words may stand between a reference and a no (周三要开家长会来不了) and behind a no, never beside a yes.
 */
export const timePoll: Question = (lexed, ctx) => {
  const readings: Reading[] = []
  for (const q of ctx.open) {
    const found = q.question === 'timePoll' ? readPoll(lexed, q, ctx) : undefined
    if (found) readings.push(found)
  }
  return readings.length > 1 ? { answer: askWhich(), by: readings[0]!.by } : readings[0]
}

/** 一二三，哈哈哈 */
const laughs = (text: string): boolean => /[ ,。!]哈哈|哈哈哈|呵呵|嘿嘿|嘻嘻/.test(text)

/** 12, while issue 12 is being rated: two options, or the issue? */
function isSurveyed(lexed: Lexed, ctx: Context): boolean {
  const numbers = lexed.tokens.filter((t) => t.kind === 'number')
  return numbers.length === 1 && ctx.open.some((q) => q.question === 'survey' && q.issueNo === numbers[0]!.n)
}

const LONE_NUMBER = /^\d+$/

function readPoll(lexed: Lexed, poll: Poll, ctx: Context): Reading | undefined {
  const scan = new PollScan(lexed, poll.options, ctx)
  for (const clause of lexed.clauses) if (!readClause(scan, clause)) return undefined
  const answer = decided(scan, lexed, ctx)
  return answer && { answer, by: scan.by, ...((scan.explicit || scan.chosen) && { frame: 'timePoll' }) }
}

/** Words that talk about a day is made of: 周三下雨, 周四赶集. With any of them the rest is no verdict that was only not understood. */
const TALK = new Set([
  ...'下雨雪晴天赶集场开学办酒席杀猪涨跌价停电水来去走看戏影放假班课考结婚嫁娶生日过节收谷割稻插秧打药买卖票车船鱼鸡鸭牛羊吃喝饭菜回家出门路修桥房屋井田地钱款交费发工资领取送接人客老孩读书校医院病体检针疫苗会议选投截止结束始通知到货快递件衣被晒冷热风雷大小多少坏新旧年月星期早晚夜忙闲睡起床洗刷牌球舞唱歌玩耍的了我你他她这那是在有要没不就也都还又才和跟给把让叫说讲听看想吗呢什么谁哪几怎外内前后见期',
])
const UNKNOWN_MAX_CHARS = 3

/** 周四哈数, while only the poll is open: a day of it and one word that nobody can read. Asked. */
function halfRead(scan: PollScan, lexed: Lexed, ctx: Context): Answer | undefined {
  const { implied } = scan.state
  const [clause, more] = lexed.clauses
  if (ctx.open.length !== 1 || more || implied.length !== 1 || scan.state.judged || scan.block || scan.stray) return undefined
  const [day, ...rest] = clause!.tokens
  if (day!.kind !== 'moment' || day!.moment!.day?.relative || rest.some((t) => t.kind !== 'word' && t.kind !== 'particle')) return undefined
  const unknown = lexed.text.slice(day!.to, rest.at(-1)!.to)
  return unknown.length <= UNKNOWN_MAX_CHARS && ![...unknown].some((c) => TALK.has(c))
    ? reading('availability', { yes: [...implied] })
    : undefined
}

function decided(scan: PollScan, lexed: Lexed, ctx: Context): Answer | undefined {
  const { state } = scan
  const bare = finish(scan)
  if (bare === undefined) return halfRead(scan, lexed, ctx)
  // A lone number that is no option may be anything a village counts; quoting the question, or calling the bot, makes it an answer.
  if ((state.doubt || state.unsure) && LONE_NUMBER.test(lexed.text.replace(/[ 。!]+$/, '')) && ctx.quoted === '' && !ctx.mentioned)
    return undefined
  if (state.doubt) return scan.block || scan.stray ? undefined : state.doubt
  const args = state.args()
  if (!args || Object.keys(args).every((k) => k === 'persons')) return undefined
  if (scan.voted && isOpen(ctx, 'motion')) return askWhich()
  const kind = scan.block?.kind
  if (kind === 'ask' || kind === 'report' || kind === 'invite' || (kind && bare)) return undefined
  if (scan.stray) return undefined
  if (kind) return scan.explicit || scan.chosen ? reading('availability', args) : undefined
  if (bare && laughs(lexed.text)) return undefined
  if (bare && isSurveyed(lexed, ctx)) return askWhich()
  if (scan.several) return { ...reading('availability', args), say: SAY.severalOptions() }
  if (scan.talk && !explains(scan, bare))
    return (scan.explicit && !(args.all && scan.they)) || !args.all ? reading('availability', args) : undefined
  return state.unsure || scan.unread ? reading('availability', args) : intent('availability', args)
}
