/** The table for people: what is kept of whom, why and how long, in Chinese. Made of the list that every column of the schema stands in. */
import { type Keeping, keepDays } from '../../domain/base/keeping.ts'
import { DEFAULT_POLICY } from '../../domain/base/policy.ts'
import { KEPT } from './columns.ts'
import { SEALED } from './sealed.ts'

const HOW_LONG: Readonly<Record<Keeping, string>> = {
  register: '在名册上、在任上多久就留多久；本人要求删就删',
  record: '和会议、问题的档案一起留；本人要求删，名字和原话就删，数字不变',
  ledger: '一直留，只有编号和数字；里面的话本人要求删就删',
  chat: '群在用就留',
  chatText: '闲话处理完马上删原话；答复和命令的原话',
  media: '会议和问题用到的跟着档案；没用上的',
  said: '说过以后',
  talk: '过了以后',
  logIn: '到期或不用以后',
  upload: '传上来以后',
  imports: '导入以后',
  audit: '记下以后',
}

function howLong(keeping: Keeping): string {
  const days = keepDays(keeping, DEFAULT_POLICY)
  return days === undefined ? HOW_LONG[keeping] : `${HOW_LONG[keeping]}${days}天（镇里可改）`
}

const HEAD = `# 屋场通记了谁的什么

这张表由程序的数据表自动生成（\`npm run personal-data:reference\`），数据表里每一列都在里面，多一列少一列测试都通不过。没有列出来的表里没有个人信息。
编号是程序自己起的，离开程序就不知道是谁。标“加密”的在硬盘上是密文，钥匙不在数据库里。

怎么看自己的：私聊小助手，回“导出我的信息”。怎么删：找村里或镇里，由一位管理员提、另一位管理员同意，就删。
`

export function personalDataReference(): string {
  const rows = Object.entries(KEPT).flatMap(([table, kept]) => {
    if (kept.personal === undefined || kept.keep === undefined) return []
    const sealed = SEALED[table] ?? []
    const what = Object.entries(kept.personal).map(
      ([column, words]) => `${words} \`${column}\`${sealed.includes(column) ? '（加密）' : ''}`,
    )
    return [`| ${kept.of} | ${what.join('、')} | ${kept.why} | ${howLong(kept.keep)} | \`${table}\` |`]
  })
  const none = Object.entries(KEPT).flatMap(([table, { personal }]) => (personal === undefined ? [`\`${table}\``] : []))
  return [
    HEAD,
    '| 谁的 | 记了什么 | 为什么记 | 留多久 | 在哪张表 |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    `没有个人信息的表：${none.join('、')}。`,
    '',
  ].join('\n')
}

/** Every rule of keeping is some table's. */
export const keepingsUsed = (): Set<string> => new Set(Object.values(KEPT).flatMap(({ keep }) => (keep === undefined ? [] : [keep])))
