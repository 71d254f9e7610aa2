/** A count of raised hands that waits for witnesses: what people say instead of 有异议 when they have been asked whether it is right. */
import { blockIn, type Clause, isNoise } from '../clauses.ts'
import { doubted, intent, isOpen } from '../context.ts'
import type { Lexed, Question } from './reading.ts'

const WHO = '(?:我(?:家|们)?(?:看|觉得|说)?|这个?|那个?|你们?|好像|怕是?)*'
const WHAT = '(?:人数|票数|数字|数目|数|举手|结果|同意的?|反对的?|弃权的?)*'
const WRONG = [
  '不属实|不是(?:事实|真的)|不实|不真实',
  '(?:数?[得的])?(?:不对|不准|对不上|有误|错)(?:头|的|确)?',
  '不是(?:这个|那个)数',
  '(?:有|还有)(?:点|些)?(?:问题|疑问|出入|误)',
  '(?:没有?|没得|冇得|不止|不到)(?:这么|那么|咁|咁么)?多',
  '不止(?:这个数|这些)?',
  '(?:多|少|漏|错|重)数|数[得的]?(?:多|少|漏|错|重)',
].join('|')
const DISPUTE = new RegExp(`^${WHO}${WHAT}(?:${WRONG})[了吧啊呀嘛呢!哦的]*$`)

/** dispute := [me] [人数] (不属实 | 不对 | 有问题 | 没这么多 | 数漏了 …)   At any other time it is talk; with more said beside it, asked. */
export const hands: Question = (lexed, ctx) => {
  if (!isOpen(ctx, 'hands')) return undefined
  const by = new Set(lexed.clauses.filter((clause) => DISPUTE.test(wordsOf(clause, lexed))))
  const beside = lexed.clauses.filter((clause) => !by.has(clause) && !isNoise(clause))
  if (by.size === 0 || beside.some((clause) => blockIn(clause) !== undefined)) return undefined
  const answer = intent('witness', { holds: false })
  return { answer: beside.length > 0 ? doubted(answer) : answer, by, frame: 'hands' }
}

const wordsOf = ({ tokens }: Clause, { text }: Lexed): string => text.slice(tokens[0]!.from, tokens.at(-1)!.to)
