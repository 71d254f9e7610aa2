import { neededOf, reaches } from '../domain/base/policy.ts'
import { type DateString, type Instant, wallTime } from '../kernel/time.ts'
import { percent } from '../text/figures.ts'
import { heading, type Piece, paragraph, SIZE, table, title } from './paper.ts'
import { print } from './print.ts'
import { clockText, officialDate, officialMoment } from './wording.ts'

interface PresentHousehold {
  /** 1组3户 王德福. */
  label: string
  persons: number
  /** 代签, 王小明代 …; shown in brackets. */
  note?: string
}

interface AbsentHousehold {
  label: string
  /** Reason given with 请假. */
  reason?: string
}

/** One line of the record. Words are printed as they were said; a later correction stands below them and never replaces them. */
export interface RecordedLine {
  at: Instant
  speaker: string
  kind: 'said' | 'noted' | 'voice' | 'image'
  text: string
  /** For a note: who wrote it down. */
  by?: string
  corrections?: readonly { at: Instant; by: string; text: string }[]
}

export interface RecordedMotion {
  no: number
  text: string
  approve: number
  reject: number
  abstain: number
  /** People present when it closed: the base. */
  present: number
  carried: boolean
  /** False when the meeting had no quorum: recorded, not binding. */
  binding: boolean
  counted: 'ballots' | 'hands'
  /** Those who said 属实 to a hand count. */
  witnesses?: readonly string[]
  /** Votes that were not given in the group: who entered them from a sheet, and what it says of each household. */
  byHand?: readonly { by: string; votes: readonly string[] }[]
}

interface RecordedIssue {
  no: number
  text: string
  category?: string
  raisedBy: string
  /** The day on which it was raised, where that was not this meeting. */
  raisedOn?: DateString
  /** What came of it there, in words and with its dates: 当场解决：换了灯泡 / 约定2026年10月30日前办好 / 交到村里. */
  decision: string
}

/** Everything in the minutes of one 议事恳谈会. Confidential issues are left out by whoever fills it in. */
export interface MinutesInput {
  hamlet: string
  village: string
  startsAt: Instant
  openedAt: Instant
  endedAt: Instant
  venue: string
  /** 屋场长 in the chair, 记录员. */
  chair: string
  recorder: string
  /** Households at home when attendance opened (frozen): the base of quorum. */
  atHomeBase: number
  /** How many of those were present. */
  atHomePresent: number
  quorumPercent: number
  motionPercent: number
  /** Where the town asks for less than the plan: why. */
  below?: { quorum: string; motion: string }
  present: readonly PresentHousehold[]
  /** At-home households that did not come. */
  absent: readonly AbsentHousehold[]
  /** At-home households of head and recorder, who ran the evening and never signed in. */
  hosts: readonly string[]
  topics: readonly string[]
  record: readonly RecordedLine[]
  motions: readonly RecordedMotion[]
  issues: readonly RecordedIssue[]
  /** When nothing could be recorded because the assistant was offline. */
  gaps?: readonly { from: Instant; to: Instant }[]
  issuedAt: Instant
}

const body = { size: SIZE.four, pitch: 24 } as const

/** 26户到会，长期在家30户，86.6%，达到80%. Rounded down, with both numbers and what is lacking. */
export function quorumText(present: number, base: number, need: number): string {
  const figures = `到会${present}户，长期在家${base}户，${percent(present, base)}`
  return reaches(present, need, base)
    ? `${figures}，达到${need}%`
    : `${figures}，未达到${need}%，还差${Math.max(0, neededOf(need, base) - present)}户`
}

/** 通过 / 未通过 with the share of those present that it rests on. */
export function verdictText(motion: RecordedMotion, need: number): string {
  const figures = `同意${motion.approve}/${motion.present}人，${percent(motion.approve, motion.present)}`
  if (!motion.carried) return `未通过（${figures}，需达到${need}%）`
  return motion.binding ? `通过（${figures}）` : `同意达到${need}%（${figures}），但到会户数不足，只作记录，不生效`
}

function facts(input: MinutesInput) {
  const persons = input.present.reduce((sum, h) => sum + h.persons, 0)
  const sameDay = wallTime(input.startsAt).date === wallTime(input.endedAt).date
  const rows: [string, string][] = [
    ['时间', `${officialMoment(input.startsAt)}—${sameDay ? clockText(input.endedAt) : officialMoment(input.endedAt)}`],
    ['地点', input.venue],
    ['主持', `${input.chair}（屋场长）`],
    ['记录', `${input.recorder}（记录员）`],
    ['到会', `${quorumText(input.atHomePresent, input.atHomeBase, input.quorumPercent)}${input.below?.quorum ?? ''}；共${persons}人`],
  ]
  return table({ columns: [{ percent: 14, align: 'center' }, { percent: 86 }], rows, labels: [0] })
}

/** Three households a line, so that no name is torn in two. */
function grid(cells: readonly string[]) {
  const rows: string[][] = []
  for (let i = 0; i < cells.length; i += 3) rows.push([0, 1, 2].map((k) => cells[i + k] ?? ''))
  return table({ columns: [{ percent: 33 }, { percent: 33 }, { percent: 34 }], rows, size: SIZE.five })
}

function households(caption: string, cells: readonly string[]) {
  return [
    paragraph([{ text: caption, font: 'heading' }, cells.length === 0 ? '无。' : ''], { ...body, keepNext: cells.length > 0 }),
    ...(cells.length === 0 ? [] : [grid(cells)]),
  ]
}

function attendance(input: MinutesInput) {
  const present = input.present.map((h) => `${h.label}，${h.persons}人${h.note ? `（${h.note}）` : ''}`)
  const absent = input.absent.map((h) => `${h.label}${h.reason ? `（请假：${h.reason}）` : ''}`)
  const away = present.length - input.atHomePresent
  const caption = away > 0 ? `到会${present.length}户（其中平时不在家的${away}户，不计入到会比例）：` : `到会${present.length}户：`
  return [
    ...households(caption, present),
    ...(input.hosts.length === 0 ? [] : households(`主持、记录会议而没有签到${input.hosts.length}户：`, input.hosts)),
    ...households(`长期在家而未到${absent.length}户：`, absent),
  ]
}

const KIND = { said: '', noted: '', voice: '（语音）', image: '（图片）' } as const

function speech(line: RecordedLine) {
  const noted: Piece[] = line.kind === 'noted' && line.by ? [{ text: `（${line.by}记）`, font: 'kai' }] : []
  const said = paragraph(
    [{ text: `${clockText(line.at)} ` }, { text: `${line.speaker}：`, font: 'heading' }, `${KIND[line.kind]}${line.text}`, ...noted],
    body,
  )
  const corrections = (line.corrections ?? []).map((c) =>
    paragraph([{ text: `〔更正，${clockText(c.at)}由${c.by}补记，原话保留〕${c.text}`, font: 'kai' }], { ...body, left: 2, indent: 0 }),
  )
  return [said, ...corrections]
}

function motions(input: MinutesInput) {
  if (input.motions.length === 0) return [paragraph('本次没有表决事项。', body)]
  const rows = input.motions.map((m) => [
    String(m.no),
    m.text,
    String(m.approve),
    String(m.reject),
    String(m.abstain),
    String(Math.max(0, m.present - m.approve - m.reject - m.abstain)),
    `${verdictText(m, input.motionPercent)}${input.below?.motion ?? ''}${m.counted === 'hands' ? `；举手计数${m.witnesses?.length ? `，${m.witnesses.join('、')}证实` : ''}` : ''}`,
  ])
  const narrow = { percent: 8, align: 'center' } as const
  return [
    table({
      columns: [{ percent: 7, align: 'center' }, { percent: 28 }, narrow, narrow, narrow, { percent: 9, align: 'center' }, { percent: 32 }],
      head: ['序号', '表决事项', '同意', '反对', '弃权', '未表态', '结果'],
      rows,
      size: SIZE.five,
    }),
    ...input.motions.flatMap((m) =>
      (m.byHand ?? []).map(({ by, votes }) => paragraph({ text: `第${m.no}项由${by}补录：${votes.join('；')}。`, font: 'kai' }, body)),
    ),
  ]
}

function issues(input: MinutesInput) {
  if (input.issues.length === 0) return [paragraph('本次没有提出问题，也没有议定以前的问题。', body)]
  return [
    table({
      columns: [
        { percent: 9, align: 'center' },
        { percent: 30 },
        { percent: 13, align: 'center' },
        { percent: 16, align: 'center' },
        { percent: 32 },
      ],
      head: ['编号', '问题', '类别', '提出人', '决定'],
      rows: input.issues.map((i) => [
        `${i.no}号`,
        i.text,
        i.category ?? '—',
        i.raisedOn ? `${i.raisedBy}（${officialDate(i.raisedOn)}提出）` : i.raisedBy,
        i.decision,
      ]),
      size: SIZE.five,
    }),
  ]
}

/** 会议记录 (.docx). Pure but for the packing; throws nothing that a villager's text could cause. */
export function minutesDocument(input: MinutesInput): Promise<Buffer> {
  const name = `${input.hamlet}议事恳谈会会议记录`
  const h = (text: string) => heading(text, { size: SIZE.four, pitch: 26, before: 6 })
  return print(
    [
      title(name),
      facts(input),
      h('一、到会情况'),
      ...attendance(input),
      h('二、议题'),
      ...(input.topics.length === 0
        ? [paragraph('未事先商定议题。', body)]
        : input.topics.map((topic, i) => paragraph(`${i + 1}. ${topic}`, body))),
      h('三、发言记录（原话）'),
      ...(input.record.length === 0 ? [paragraph('没有记下发言。', body)] : input.record.flatMap(speech)),
      ...(input.gaps ?? []).map((gap) =>
        paragraph(
          { text: `说明：${clockText(gap.from)}至${clockText(gap.to)}小助手断线，这段时间群里的发言没有记下。`, font: 'kai' },
          body,
        ),
      ),
      h('四、表决'),
      ...motions(input),
      h('五、问题与决定'),
      ...issues(input),
      paragraph('主持人（签名）：              记录人（签名）：', { ...body, before: 30, indent: 0, keepNext: true }),
      paragraph(`${input.village}${input.hamlet}  ${officialDate(wallTime(input.issuedAt).date)}`, {
        ...body,
        align: 'right',
        indent: 0,
        before: 6,
      }),
    ],
    { title: name, creator: `${input.village}${input.hamlet}`, at: input.issuedAt },
  )
}
