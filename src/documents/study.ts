/** 会议纪要 of the town's meeting about issues (.docx): when, who, and of each issue what was decided. */
import type { DateString, Instant } from '../kernel/time.ts'
import { wallTime } from '../kernel/time.ts'
import { heading, paragraph, table, title } from './paper.ts'
import { print } from './print.ts'
import { officialDate } from './wording.ts'

export interface StudyDocument {
  /** 中共青山镇委员会. */
  from: string
  heldOn: DateString
  present: string
  issuedAt: Instant
  items: readonly {
    village: string
    hamlet: string
    no: number
    /** Left out of one that is confidential. */
    text: string
    decision: { department: string; person: string; dueOn: DateString } | { backBecause: string }
  }[]
}

const what = (d: StudyDocument['items'][number]['decision']): string =>
  'backBecause' in d ? `退回村里办理：${d.backBecause}` : `由${d.department}办理，责任人${d.person}，${officialDate(d.dueOn)}前办结`

export function studyDocument(study: StudyDocument): Promise<Buffer> {
  const name = `研究屋场上报问题会议纪要`
  return print(
    [
      title(study.from),
      title(name, { before: 6 }),
      paragraph(`会议时间：${officialDate(study.heldOn)}`),
      paragraph(`参加人员：${study.present}`),
      paragraph(`会议研究了${study.items.length}件屋场上报的问题，议定如下：`),
      heading('议定事项'),
      table({
        columns: [{ percent: 8, align: 'center' }, { percent: 22 }, { percent: 34 }, { percent: 36 }],
        head: ['序号', '屋场', '问题', '议定意见'],
        rows: study.items.map((i, n) => [String(n + 1), `${i.village}${i.hamlet}${i.no}号`, i.text, what(i.decision)]),
      }),
      paragraph(study.from, { align: 'right', indent: 0, right: 2, before: 30, keepNext: true }),
      paragraph(officialDate(wallTime(study.issuedAt).date), { align: 'right', indent: 0, right: 4 }),
    ],
    { title: `${name}（${officialDate(study.heldOn)}）`, creator: study.from, at: study.issuedAt },
  )
}
