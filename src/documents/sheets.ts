/** Papers for a meeting held by hand: a sign-in sheet and a ballot sheet, to print and fill in with a pen. */
import { type Instant, wallTime } from '../kernel/time.ts'
import { type Piece, paragraph, SIZE, table, title } from './paper.ts'
import { print } from './print.ts'
import { officialDate, officialMoment } from './wording.ts'

interface SheetHousehold {
  groupNo: number
  number: number
  /** The head of the household. */
  name: string
  atHome: boolean
}

export interface SheetInput {
  hamlet: string
  /** Left blank for the pen when it is not known yet. */
  startsAt?: Instant
  venue?: string
  households: readonly SheetHousehold[]
  /** Empty rows at the end for whoever is not on the list. */
  blankRows?: number
  issuedAt: Instant
}

export interface BallotSheetInput extends SheetInput {
  motions: readonly { no: number; text: string }[]
  /** Share of the people present that a motion needs. */
  motionPercent: number
}

const line = { size: SIZE.four, indent: 0, pitch: 26 } as const
const ROW_MM = 9

const place = (h: SheetHousehold): string => `${h.groupNo}组${h.number}户`
const byPlace = (a: SheetHousehold, b: SheetHousehold): number => a.groupNo - b.groupNo || a.number - b.number

function occasion(input: SheetInput) {
  const when = input.startsAt === undefined ? '＿＿＿＿年＿＿月＿＿日＿＿时' : officialMoment(input.startsAt)
  return paragraph(`时间：${when}      地点：${input.venue ?? '＿＿＿＿＿＿＿＿'}`, line)
}

/** At-home households first, because quorum counts only them; then the others, who may sign too. */
function inOrder(households: readonly SheetHousehold[]): SheetHousehold[] {
  return [...households].sort((a, b) => Number(b.atHome) - Number(a.atHome) || byPlace(a, b))
}

const blanks = (count: number, cells: number): string[][] => Array.from({ length: count }, () => Array.from({ length: cells }, () => ''))

/** 签到表 (.docx): every household with room for the number of people and a signature or fingerprint. */
export function signInSheet(input: SheetInput): Promise<Buffer> {
  const name = `${input.hamlet}议事恳谈会签到表`
  const atHome = input.households.filter((h) => h.atHome).length
  const rows = inOrder(input.households).map((h, i) => [String(i + 1), place(h), h.name, h.atHome ? '在家' : '外出', '', '', ''])
  return print(
    [
      title(name),
      occasion(input),
      paragraph(`长期在家${atHome}户，其他${input.households.length - atHome}户。不会写字的可按手印，代签的请在备注里写代谁签。`, {
        ...line,
        after: 6,
      }),
      table({
        columns: [8, 18, 15, 9, 9, 26, 15].map((percent) => ({ percent, align: 'center' })),
        head: ['序号', '组户', '户主', '在家', '几人', '签名（手印）', '备注'],
        rows: [...rows, ...blanks(input.blankRows ?? 3, 7)],
        rowHeightMm: ROW_MM,
      }),
      paragraph('合计到会：＿＿＿户＿＿＿人        记录人（签名）：＿＿＿＿＿＿', { ...line, before: 14 }),
    ],
    { title: name, creator: input.hamlet, at: input.issuedAt, form: true },
  )
}

function ballotPage(input: BallotSheetInput, motion: { no: number; text: string }, first: boolean) {
  const rows: (Piece | readonly Piece[])[][] = inOrder(input.households).map((h, i) => [String(i + 1), place(h), h.name, '', '', '', ''])
  return [
    title(`${input.hamlet}表决登记表`, { pageBreakBefore: !first }),
    occasion(input),
    paragraph([{ text: `第${motion.no}项：`, font: 'heading' }, motion.text], line),
    paragraph(
      `按人头计：各栏填这一户同意、反对、弃权的人数。同意人数达到到会人数的${input.motionPercent}%才算通过，弃权和不表态不算同意。`,
      {
        ...line,
        font: 'kai',
        after: 6,
      },
    ),
    table({
      columns: [8, 18, 15, 11, 11, 11, 26].map((percent) => ({ percent, align: 'center' })),
      head: ['序号', '组户', '户主', '同意', '反对', '弃权', '签名（手印）'],
      rows: [...rows, ...blanks(input.blankRows ?? 3, 7), ['合计', '', '', '', '', '', '']],
      rowHeightMm: ROW_MM,
    }),
    paragraph('举手计数：到会＿＿人，同意＿＿人，反对＿＿人，弃权＿＿人', { ...line, before: 14, keepNext: true }),
    paragraph('主持人：＿＿＿＿＿＿  记录人：＿＿＿＿＿＿  见证人：＿＿＿＿＿＿', { ...line, before: 10 }),
  ]
}

/** 表决登记表 (.docx): one page or more for each motion. Throws RangeError without a motion. */
export function ballotSheet(input: BallotSheetInput): Promise<Buffer> {
  if (input.motions.length === 0) throw new RangeError('a ballot sheet needs a motion')
  const name = `${input.hamlet}表决登记表（${officialDate(wallTime(input.startsAt ?? input.issuedAt).date)}）`
  return print(
    input.motions.flatMap((motion, i) => ballotPage(input, motion, i === 0)),
    { title: name, creator: input.hamlet, at: input.issuedAt, form: true },
  )
}
