/** The empty roster that people fill in, with what to write in each column. */
import { ROSTER_COLUMNS } from './roster-head.ts'
import { laid, workbook } from './workbook.ts'

const EXAMPLE: Readonly<Record<string, string>> = {
  村: '河口村',
  屋场: '槐树屋场',
  组: '3',
  户号: '5',
  姓名: '王德福',
  与户主关系: '户主',
  性别: '男',
  出生日期: '1965-03-02',
  电话: '13900000000',
  长期在家: '是',
  党员: '否',
}

/** 花名册模板 (.xlsx): the first sheet is filled in and sent back; the second explains it, so that no example row is ever imported. */
export function rosterTemplate(): Promise<Buffer> {
  const columns = Object.values(ROSTER_COLUMNS).filter((c) => !c.elsewhere)
  return workbook([
    laid({
      name: '花名册',
      caption: '每人一行，同一户写同一个组和户号；带*的必填。',
      columns: columns.map((c) => ({ head: c.needed || c.head === '与户主关系' ? `${c.head}*` : c.head, width: 8, value: () => null })),
      rows: [],
    }),
    laid({
      name: '填写说明',
      caption: '各列怎么填',
      columns: [
        { head: '列', width: 8, value: (c: (typeof columns)[number]) => c.head },
        { head: '怎么填', width: 30, value: (c) => c.hint },
        { head: '例子', width: 10, value: (c) => EXAMPLE[c.head] ?? '' },
      ],
      rows: columns,
    }),
  ])
}
