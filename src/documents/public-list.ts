/** 问题清单 for the wall (.docx): the public issues of a hamlet, where each is and until when. */
import { type Instant, wallTime } from '../kernel/time.ts'
import { paragraph, SIZE, table, title } from './paper.ts'
import { print } from './print.ts'
import { officialDate } from './wording.ts'

export interface PublicList {
  hamlet: string
  issuedAt: Instant
  open: readonly { no: number; text: string; where: string }[]
  closed: readonly { no: number; text: string; where: string }[]
}

const columns = [{ percent: 13, align: 'center' as const }, { percent: 46 }, { percent: 41 }]
const rowsOf = (list: PublicList['open']): string[][] => list.map((i) => [`${i.no}号`, i.text, i.where])

export function publicListDocument({ hamlet, issuedAt, open, closed }: PublicList): Promise<Buffer> {
  const on = officialDate(wallTime(issuedAt).date)
  const name = `${hamlet}问题清单`
  return print(
    [
      title(name),
      paragraph(`截至${on}。办得好不好，大家评；有新的事，在群里回“反映 …”。`, { size: SIZE.four, indent: 0, pitch: 26 }),
      paragraph(`在办的${open.length}件`, { font: 'heading', indent: 0, before: 10 }),
      open.length === 0 ? paragraph('现在没有在办的问题。') : table({ columns, head: ['编号', '问题', '办到哪一步'], rows: rowsOf(open) }),
      paragraph(`近两个月办结销号的${closed.length}件`, { font: 'heading', indent: 0, before: 14 }),
      closed.length === 0 ? paragraph('没有。') : table({ columns, head: ['编号', '问题', '结果'], rows: rowsOf(closed) }),
      paragraph(on, { align: 'right', indent: 0, right: 2, before: 20 }),
    ],
    { title: `${name}（${on}）`, creator: hamlet, at: issuedAt },
  )
}
