/** 导出我的信息: everything that is kept of one person, told to that person. */
import type { Instant } from '../kernel/time.ts'
import { writeTime } from './time.ts'

interface Line {
  kind: string
  at: Instant
  said: string
}

export interface Told {
  roster: {
    name: string
    groupNo: number
    number: number
    isHouseholdHead: boolean
    gender: string | null
    birthDate: string | null
    phone: string | null
    partyMember: boolean
  } | null
  accounts: readonly { nickname: string; boundAt: Instant | null; informedAt: Instant | null }[]
  lines: readonly Line[]
}

const KIND: Readonly<Record<string, string>> = {
  time: '约时间',
  rsvp: '开会报名',
  attendance: '签到',
  ballot: '表决',
  rating: '评议',
  issue: '反映的问题',
  support: '附议',
  receipt: '收到通知',
  claim: '说自己是谁',
  record: '会议记录',
  message: '发给小助手的话',
}

/** Codes that stand in the rows, as people say them. */
const SAID: readonly [RegExp, string][] = [
  [/\bapprove\b/g, '同意'],
  [/\breject\b/g, '反对'],
  [/\babstain\b/g, '弃权'],
  [/\bdissatisfied\b/g, '不满意'],
  [/\bsatisfied\b/g, '满意'],
  [/\bbasic\b/g, '基本满意'],
  [/[{}]/g, ''],
]
const words = (line: Line): string =>
  ['ballot', 'rating', 'time'].includes(line.kind) ? SAID.reduce((text, [code, said]) => text.replace(code, said), line.said) : line.said

export function ownData({ roster, accounts, lines }: Told, now: Instant): string {
  const of = roster
    ? [
        `名册：${roster.name}，${roster.groupNo}组${roster.number}户${roster.isHouseholdHead ? '，户主' : ''}`,
        ...[
          ['性别', roster.gender],
          ['出生日期', roster.birthDate],
          ['电话', roster.phone],
          ['党员', roster.partyMember ? '是' : null],
        ].flatMap(([what, value]) => (value ? [`${what}：${value}`] : [])),
      ]
    : ['名册：没有对上您是哪一位']
  const numbers = accounts.map(
    (a) =>
      `微信：${a.nickname}${a.boundAt === null ? '，还没认是谁家的' : `，${writeTime(a.boundAt, now)}认的`}${a.informedAt === null ? '' : `，${writeTime(a.informedAt, now)}告诉过怎么用您的信息`}`,
  )
  const told = lines.map((line) => `${writeTime(line.at, now)} ${KIND[line.kind] ?? line.kind}：${words(line)}`)
  return [
    '您在屋场通里的信息：',
    ...of,
    ...numbers,
    `一共${lines.length}条：`,
    ...told,
    '不想留的，找村里或镇里说一声，两位管理员同意就删。会议记录和报告已经交出去的，改不了。',
  ].join('\n')
}

/** As much as one message holds, at line ends; the rest is for the desk to print. */
const CHARACTERS = 1_500

export function ownDataInTalk(told: Told, now: Instant): string {
  const all = ownData(told, now)
  if (all.length <= CHARACTERS) return all
  const lines = all.split('\n')
  const last = lines.pop() ?? ''
  const shown: string[] = []
  const more = '（太长了，只发到这里；全部的请到村里或镇里打印。）'
  for (const line of lines) {
    if ([...shown, line, more, last].join('\n').length > CHARACTERS) break
    shown.push(line)
  }
  return [...shown, more, last].join('\n')
}
