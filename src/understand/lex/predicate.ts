/**
 * Words that are made, not listed: verb × complement (来不了, 赶不回, 走得开), have or have not × time (冇得空, 有时间), will × verb (会来, 一定到),
 * not × verb (不去, 没法来), A-not-A (来不来). Whoever learns a new verb adds it once.
 */
import type { Sense, Word } from './token.ts'

const list = (text: string): string[] => text.trim().split(/\s+/)

/** Each pair written together. */
const times = (...parts: (readonly string[])[]): string[] =>
  parts.reduce<string[]>((made, part) => made.flatMap((a) => part.map((b) => a + b)), [''])

/** Verb, and what behind 不 says that it cannot be done. */
const CANNOT: [string, string][] = [
  ['来 去 克 参加 出席 过来 过去 到场 到会', '了 成 得 起 赢 到 倒 哒 脱'],
  ['到', '了 成 得 场'],
  ['赶', '回 回来 回去 上 到 来 过来 过去 及 赢 起 出来'],
  ['走 脱 抽 分 离 跑', '开 脱 开身 脱身 得身 了身 出空 出身 出时间 出来 成 了 赢 开人'],
  ['回', '来 去 了 到 得 成 来得 起'],
  ['忙', '赢 过来 开 完 停 及 转 脱'],
  ['出', '来 去 了门 得门 了 得'],
  ['动', '得 了身 了'],
  ['搞', '赢 成 得 赢来 来'],
  ['腾 抽 挤 匀', '出空 出时间 出身 出工夫 出功夫 出空来 出时间来 不出空'],
  ['耽误 耽搁', '起 得'],
  ['顾', '上 得 及 过来'],
] // prettier-ignore

/** The same verbs with 得: it can be done. */
const CAN: [string, string][] = [
  ['来 去 克 参加 到', '了 成 赢 起 得 到'],
  ['赶', '回 回来 上 到 过来 赢 及'],
  ['走 抽 脱', '开 开身 出空 出时间 脱'],
  ['回', '来 去'],
  ['搞', '成 赢 定'],
] // prettier-ignore

const HAVE_NOT = list('没 没有 没得 没的 冇 冇得 冇有 冇的 莫 莫得 木 木有 无 不得 没啥 没什么 没点 没个 不有')
const HAVE = list('有 得 有的是 有点 刚好有')
const TIME = list('空 闲 时间 工夫 功夫 空闲 空子 闲工夫 空余时间 闲空 得空')
const MATTER = list('问题 意见 毛病 异议 得说 得问题 二话 话说')
const WILL = list(
  '会 能 要 想 可以 能够 一定 一定会 一定能 肯定 肯定会 肯定能 必 必定 准时 会准时 一定准时 肯定准时 按时 会按时 愿意 确定 确定会 到时 到时候 到时候会 保证 绝对 应该能 准 照样 还是会 还是要 依然 也会 也要 也能 也可以 就会 就来 来 去 报名 争先',
)
const GO = list('来 去 克 到 参加 出席 过来 过去 到场 到会 来开会 去开会 参会 来参加 去参加 开会 到位')
/** 去开会 has the meeting in it; 来开会 too. */
const GO_NOT = [...GO, '来得', '去得']
const NOT = list(
  '不 莫法 懒得 不会 不能 不能够 没法 没办法 无法 不得 不可能 不打算 不准备 不想 冇办法 冇法 莫得办法 没得办法 没空 没时间 没得空 冇空 没有时间 没有空 不得空 不愿意 没工夫 冇得空 实在不能 实在没法',
)

const come = (verdict: 'yes' | 'no', weak = false): Word => ({ kind: 'pred', sense: 'come', verdict, ...(weak && { weak: true as const }) })
const free = (verdict: 'yes' | 'no'): Word => ({ kind: 'pred', sense: 'free', verdict })

const ASK_VERBS = list(
  '来 去 克 到 行 可以 可 能 会 要 得 同意 满意 参加 好 是 对 有 中 方便 合适 赞成 支持 成 想 愿意 该 反对 走 做 搞 晓得 知道 收到 够 在 记得 办 开 修',
)

/** Verb, not, and the same verb again: a question. */
function* questions(): Generator<[string, Word]> {
  const ask: Word = { kind: 'ask' }
  for (const verb of ASK_VERBS) {
    for (const not of ['不', '没', '冇', '没有']) {
      yield [`${verb}${not}${verb}`, ask]
      if (verb.length > 1) yield [`${verb[0]}${not}${verb}`, ask]
    }
    yield [`${verb}还是不${verb}`, ask]
  }
  for (const noun of [...TIME, '人', '意见', '问题', '事']) for (const not of ['没', '冇', '不']) yield [`有${not}有${noun}`, ask]
  for (const verb of [...GO, ...times(['来', '去', '到'], ['得了', '得成'])])
    for (const may of ['能不能', '可不可以', '要不要', '会不会', '来不来', '去不去']) yield [`${may}${verb}`, ask]
}

function sensed(verb: string): Sense {
  return /^[搞]/.test(verb) ? 'fit' : /^[走脱抽分离跑忙腾挤匀耽顾动]/.test(verb) ? 'free' : 'come'
}

const RECEIVED = times(['通知', '消息', '信息'], ['收到', '已收到', '看到了', '已阅', '已看'])
/** 上面说错了, 上条误写为: which message, and what was wrong with it. */
const WRONG = [
  ...times(['上面', '上条', '上一条', '前面', '刚才', '刚刚', '刚'], list('说 发 写 打 选 投 点 按 报 填'), ['错了', '错', '错哒']),
  ...times(['上条', '上一条', '前面', '刚才', ''], ['误写为', '误写成', '误报为', '误选了']),
  ...list('应为 实为'),
]

/** Every word that the rules make. */
export function* made(): Generator<[string, Word]> {
  yield* questions()
  for (const word of RECEIVED) yield [word, { kind: 'ack' }]
  for (const word of WRONG) yield [word, { kind: 'correct' }]
  for (const [verbs, complements] of CANNOT)
    for (const verb of list(verbs))
      for (const complement of list(complements)) {
        const word: Word = { kind: 'pred', sense: sensed(verb), verdict: 'no' }
        yield [`${verb}不${complement}`, word]
        yield [`${verb}冇${complement}`, word]
      }
  for (const [verbs, complements] of CAN)
    for (const verb of list(verbs))
      for (const complement of list(complements)) yield [`${verb}得${complement}`, { kind: 'pred', sense: sensed(verb), verdict: 'yes' }]
  for (const not of HAVE_NOT)
    for (const time of TIME) {
      yield [not + time, free('no')]
      for (const verb of GO) yield [not + time + verb, come('no')]
    }
  for (const have of HAVE)
    for (const time of TIME) {
      yield [have + time, free('yes')]
      for (const verb of GO) yield [have + time + verb, come('yes')]
    }
  for (const not of HAVE_NOT) for (const matter of MATTER) yield [not + matter, { kind: 'pred', sense: 'fit', verdict: 'yes', mood: 'yes' }]
  for (const not of NOT) for (const verb of GO_NOT) if (!/^不到/.test(not + verb)) yield [not + verb, come('no')]
  for (const will of WILL) for (const verb of GO) if (will + verb !== '来去' && will + verb !== '去来') yield [will + verb, come('yes')]
}
