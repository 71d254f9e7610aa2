/**
 * Words for several days at once: 国庆两天, 国庆第一天, 中秋前, 节后, 9月的, 下周那两个, 工作日. Which of a poll's times they mean is read against its
 * options (questions/option-groups.ts). One sticky pattern each; none of them searches.
 */
import { numberOf } from '../numerals.ts'
import type { Group, Token } from './token.ts'

/** With what a group of days begins. */
export const GROUP_STARTS = new Set([...'国元五劳教妇三儿六建八中端清春重过节放假这本下工平上0123456789一二四七九十'])

const NAMED = '(国庆|元旦|五一|劳动|教师|妇女|三八|儿童|六一|建军|八一|中秋|端午|清明|春节|重阳)节?'
const FREE = '(?:小长假|长假|黄金周|假期|假)'
const THOSE = '(?:的?那(?:([两二三四2-4])|几|一)?[个天场次晚]|的?([两二三四2-4])个|的(?!第)|里(?!面)|几天)'
const WEEK = '(?:周|星期|礼拜)'

const stick = (source: string): RegExp => new RegExp(source, 'y')
const counted = (...said: (string | undefined)[]): { count?: number } => {
  const n = said.find((word) => word !== undefined)
  return n === undefined ? {} : { count: numberOf(n) ?? 0 }
}
/** 这个月, 下周 without 的 or 那两天. */
const bare = (word: string, ends: string): { bare?: true } => (ends.includes(word.at(-1)!) ? { bare: true } : {})
/** 这 0, 下 +1, 下下 +2. */
const ahead = (word: string): number => [...word].filter((c) => c === '下').length

const READERS: readonly [RegExp, (found: RegExpExecArray) => Group][] = [
  [stick(`${NAMED}${FREE}?的?(?:第([一二三四五六七1-7])天)`), (f) => ({ of: 'feast', name: f[1]!, nth: numberOf(f[2]!) ?? 0 })],
  [
    stick(
      `${NAMED}${FREE}?的?(?:(?:最前|最后|前|后|末)(?:面|头|尾)?(?:的|那|一|那一|几|那几|两|那两)[个天]|头一?[个天]|后[一两二三几2-9]天|前[两二三几2-9]天)`,
    ),
    (f) => (/前一天$/.test(f[0]) ? { of: 'eve', name: f[1]! } : { of: 'either' }),
  ],
  [
    stick(`(?:${NAMED}${FREE}?|过?节日?|放?假期?)(?:过后|(?:之|以|过)?(?:后|前))(?!面|头|来|[的]?第|的?头|上班|首)${THOSE}?`),
    (f) => ({ of: 'side', side: /后/.test(f[0]) ? 'after' : 'before', ...(f[1] !== undefined && { name: f[1] }), ...counted(f[2], f[3]) }),
  ],
  [stick(`${NAMED}(${FREE}(?:期间|里)?|期间)`), (f) => ({ of: 'feast', name: f[1]!, free: true })],
  [stick('(国庆|元旦)节?|(劳动|教师|妇女|儿童|建军)节'), (f) => ({ of: 'feast', name: f[1] ?? f[2]! })],
  [
    stick(`(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?${THOSE}`),
    (f) => ({ of: 'month', month: numberOf(f[1]!) ?? 0, ...counted(f[2], f[3]) }),
  ],
  [
    stick(`(这个?|本|下{1,2}个?)月(?![初中底末\\d一二三四五六七八九十廿])${THOSE}?`),
    (f) => ({ of: 'month', offset: ahead(f[1]!), ...bare(f[0], '月'), ...counted(f[2], f[3]) }),
  ],
  [
    stick(`(这一?个?|本|下下?一?个?)${WEEK}(?![一二三四五六日天末1-7之以内前后])${THOSE}?`),
    (f) => ({ of: 'week', offset: ahead(f[1]!), ...bare(f[0], '周期拜'), ...counted(f[2], f[3]) }),
  ],
  [stick(`工作日(?![之以内后])${THOSE}?`), (f) => ({ of: 'workdays', bare: true, ...counted(f[1], f[2]) })],
  [stick('平[时常](?!间)'), () => ({ of: 'workdays', bare: true })],
]

export function readGroup(text: string, at: number): Token | undefined {
  if (!GROUP_STARTS.has(text[at]!)) return undefined
  for (const [pattern, group] of READERS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { kind: 'relative', end: 'group', group: group(found), from: at, to: pattern.lastIndex }
  }
  return undefined
}
