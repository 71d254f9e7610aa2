import type { Reckoning } from '../domain/calendar/workdays.ts'
import { type DateString, type Instant, wallTime } from '../kernel/time.ts'
import { sayLate } from '../text/due.ts'
import { percent } from '../text/figures.ts'
import { paperKind } from '../text/issue.ts'
import { imprint } from './imprint.ts'
import { heading, type Piece, paragraph, SIZE, TEXT_WIDTH, table, title } from './paper.ts'
import { print } from './print.ts'
import { officialDate, officialDay } from './wording.ts'

/**
 * The village's paper about one issue, to the town's party committee (issue-loop: Five working days). What asks for a decision is a 请示, with
 * one matter and nothing else in it; what only tells is a 报告, and asks nothing (党政机关公文处理工作条例, 第八条第十、十一项: 报告适用于汇报工作、
 * 反映情况, 请示适用于请求指示、批准; 第十五条第四项: 请示应当一文一事, 不得在报告等非请示性公文中夹带请示事项). Laid out as GB/T 9704-2012 has a paper that goes
 * up (上行文).
 */
export interface ReportInput {
  /** 河口报〔2026〕1号, from `registerNumber`; absent on a draft, which gets its number when it is filed. */
  registerNo?: string
  /** Who signs: 中共青山镇河口村支部委员会. */
  from: string
  /** 主送机关: 中共青山镇委员会. One only (条例第十五条第一项). */
  to: string
  /** 签发人, the village's party secretary. */
  approvedBy?: string
  hamlet: string
  issueNo: number
  issueText: string
  category?: string
  raisedOn: DateString
  /** Left out for a confidential issue. */
  raisedBy?: string
  /** How many households stand behind it: its reporter's and those that joined in (附议). */
  supporters?: number
  /** The meeting that the days count from, or else that at which it was raised; `passed`: how it went from there to the village. */
  meeting?: { on: DateString; present: number; atHome: number; passed?: 'undecided' | 'byHead' }
  /** The day on which it was handed to the village, when no meeting brought it; `back`: by the town's meeting, or by a review that failed. */
  handed?: { on: DateString; back: 'town' | 'review' | null }
  /** The day of the last 村里研究 that is on record; without one the report says nothing of it. */
  studiedOn?: DateString
  /** Further facts, a paragraph each. */
  facts?: readonly string[]
  /** What the village has done, in order. */
  done: readonly { on: DateString; text: string }[]
  /** What it asks of the town: with it the paper is a 请示. A draft has none yet. */
  request?: string
  /** The day it counts from and the reckoning of its deadline. */
  countedFrom: { on: DateString; reason: 'meeting' | 'handedOver' }
  reckoning: Reckoning
  /** Working days after the deadline on which it is reported; absent when in time. */
  lateBy?: number
  /** 成文日期 and the file's own date. */
  signedAt: Instant
  /** 附注 of a 请示: whom the town asks back. A phone that nobody has put on record is left to the pen. */
  contact?: { name: string; phone?: string }
  /** 抄送机关. */
  copiedTo?: readonly string[]
}

const RED = 'C00000'

/** 河口报〔2026〕1号: numbered per village and year. */
export function registerNumber(village: string, year: number, no: number): string {
  return `${village.replace(/(村|社区)$/, '')}报〔${year}〕${no}号`
}

const BRIEF_CHARACTERS = 16

/** Enough of the issue to know it again in the title: its first clause, cut when that is long. */
function brief(text: string): string {
  const clause = [...(text.trim().split(/[\s，。；！？,;!?]/)[0] ?? '')]
  return clause.length > BRIEF_CHARACTERS ? `${clause.slice(0, BRIEF_CHARACTERS - 1).join('')}…` : clause.join('')
}

const full = (text: string): string => (/[。！？…]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`)

/** A millimetre, and an empty line, in points. */
const MM_POINTS = 72 / 25.4
const LINE_POINTS = 28.95

/** The issuing body in red, number and signer, and the red line below (GB/T 9704-2012, 7.2.4–7.2.7). */
function letterhead(input: ReportInput) {
  const left = input.registerNo ?? '（草稿，未编号）'
  // 上行文应当标注签发人姓名 (条例第九条第六项): what nobody has said is left to the pen.
  const signer: Piece = input.approvedBy ? { text: input.approvedBy, font: 'kai' } : '＿＿＿＿'
  // 26 points while the name fits on one line, smaller when it is longer.
  const size = Math.min(52, Math.floor((2 * (TEXT_WIDTH / 20)) / [...input.from].length))
  return [
    // 35 mm below the upper edge of the printed area; two empty lines, then number and signer one character in; 4 mm, the line.
    paragraph(input.from, { font: 'title', size, color: RED, align: 'center', indent: 0, pitch: 44, before: Math.round(35 * MM_POINTS) }),
    // The line is as wide as the printed area: the spaces are in the words.
    paragraph([`　${left}\t签发人：`, signer, '　'], {
      ...{ indent: 0, before: 2 * LINE_POINTS, align: 'left', rightTab: true },
      ...{ ruled: RED, ruledBelow: Math.round(4 * MM_POINTS) },
    }),
  ]
}

function opening(input: ReportInput, kind: '请示' | '报告'): string {
  const { meeting } = input
  const there = meeting?.on === input.raisedOn
  const raised = `${there ? '会上' : officialDate(input.raisedOn)}，${input.raisedBy ?? '村民'}反映“${input.issueText.trim()}”（${input.hamlet}${input.issueNo}号问题${input.category ? `，${input.category}` : ''}）。`
  const met = meeting
    ? `${officialDate(meeting.on)}，${input.hamlet}召开议事恳谈会，到会${meeting.present}户，长期在家${meeting.atHome}户，占${percent(meeting.present, meeting.atHome)}。`
    : ''
  const passed = meeting?.passed
    ? { undecided: '会上没有议定，会后交到村里办理。', byHead: '会上由屋场长交到村里办理。' }[meeting.passed]
    : ''
  const handed = input.handed ? `${officialDate(input.handed.on)}${howHanded(input)}。` : ''
  const studied = input.studiedOn ? `${officialDate(input.studiedOn)}经村级研究，需要镇里解决。` : ''
  // What was raised before the meeting is told before it.
  const story = meeting && meeting.on > input.raisedOn ? [raised, met] : [met, raised]
  return `${story.join('')}${passed}${handed}${studied}${kind === '请示' ? '现就有关事项请示如下。' : '现将有关情况报告如下。'}`
}

/** How it came to the village, where no meeting passed it on. */
const howHanded = ({ handed }: Pick<ReportInput, 'handed'>): string =>
  handed?.back === 'town' ? '镇里研究退回村里' : handed?.back === 'review' ? '评议没有通过，退回村里' : '交到村里'

const HEADINGS = ['一', '二', '三', '四']

function deadlineText(input: ReportInput): string {
  const { countedFrom, reckoning, lateBy, signedAt } = input
  const n = reckoning.days.filter((day) => day.counted).length
  const [from, day0] = countedFrom.reason === 'meeting' ? ['会议', '召开议事恳谈会'] : [howHanded(input), howHanded(input)]
  const provisional = reckoning.provisional ? '其中有的年份放假安排尚未公布，暂按周末推算。' : ''
  const late = lateBy === undefined ? '' : `本件于${officialDate(wallTime(signedAt).date)}上报，${sayLate(lateBy)}。`
  return `按规定，村级不能解决的问题，应在${from}之后${n}个工作日内书面上报。自${officialDate(countedFrom.on)}${day0}之日起算（当天不计），期限为${officialDate(reckoning.deadline)}24时，逐日计算见附件。${provisional}${late}`
}

function annex(input: ReportInput) {
  const { reckoning, countedFrom } = input
  let n = 0
  return [
    // 另面编排, at the upper left; its title on the third line (7.3.7).
    paragraph('附件', { font: 'heading', indent: 0 }),
    title('上报期限逐日计算表', { before: LINE_POINTS }),
    table({
      columns: [{ percent: 46 }, { percent: 22, align: 'center' }, { percent: 32, align: 'center' }],
      head: ['日期', '第几个工作日', '说明'],
      rows: reckoning.days.map((day) => [officialDay(day.date), day.counted ? String(++n) : '不计', day.why]),
    }),
    paragraph(
      `${countedFrom.reason === 'meeting' ? '会议' : howHanded(input)}当天不计，${officialDate(reckoning.deadline)}24时截止。${reckoning.provisional ? '标“暂定”的日子，当年放假安排尚未公布，公布后重新计算。' : ''}`,
      { size: SIZE.four, pitch: 26, before: 8 },
    ),
  ]
}

/** The matter of the paper, without a word of its kind: 槐树屋场12号问题（村口路灯坏了）. */
const matter = (input: ReportInput): string => `${input.hamlet}${input.issueNo}号问题（${brief(input.issueText)}）`

/** 请示事项 of a draft: nobody has said yet what the town is to do, and the paper asks nothing that the village has not said. */
const NOT_SAID_YET = '（要镇里做什么，上报时写在这里，成文是请示；不写的，成文是报告，不带请示事项。）'

function sections(input: ReportInput): [string, (string | Piece)[]][] {
  const facts = [...((input.supporters ?? 0) > 1 ? [`同样情况的农户有${input.supporters}户。`] : []), ...(input.facts ?? []).map(full)]
  const asked = input.request?.trim() ? full(input.request) : undefined
  return [
    ['基本情况', facts.length === 0 ? [full(input.issueText)] : facts],
    ['村级已做的工作', input.done.length === 0 ? ['没有办理记录。'] : input.done.map((d) => full(`${officialDate(d.on)}，${d.text}`))],
    ['上报期限', [deadlineText(input)]],
    // What is asked for stands last, right before 妥否，请批示.
    ...(asked !== undefined || input.registerNo === undefined
      ? [['请示事项', [asked ?? { text: NOT_SAID_YET, font: 'kai' }]] satisfies [string, Piece[]]]
      : []),
  ]
}

/** 请示 or 报告 (.docx). Without a register number it is a draft and says so. */
export function reportDocument(input: ReportInput): Promise<Buffer> {
  // A draft is that of a 请示: what the village could do without the town it does not report.
  const kind = input.registerNo === undefined ? '请示' : paperKind(input.request)
  const name = kind === '请示' ? `关于解决${matter(input)}的请示` : `关于${matter(input)}的报告`
  const signedOn = wallTime(input.signedAt).date
  return print(
    [
      ...letterhead(input),
      // Two empty lines below the red line, one above the addressee (7.3.1, 7.3.2).
      title(name, { before: 2 * LINE_POINTS - 4 * MM_POINTS, after: LINE_POINTS }),
      paragraph(`${input.to}：`, { indent: 0 }),
      paragraph(opening(input, kind)),
      ...sections(input).flatMap(([text, paragraphs], i) => [heading(`${HEADINGS[i]}、${text}`), ...paragraphs.map((p) => paragraph(p))]),
      paragraph(kind === '请示' ? '妥否，请批示。' : '特此报告。'),
      // One empty line above; no mark behind the name (7.3.4).
      paragraph('附件：上报期限逐日计算表', { before: LINE_POINTS, keepNext: true }),
      // The date four characters from the right, room for the seal above it (7.3.5.1).
      paragraph(input.from, { align: 'right', indent: 0, right: 2, before: 2 * LINE_POINTS, keepNext: true }),
      paragraph(officialDate(signedOn), { align: 'right', indent: 0, right: 4, keepNext: input.contact !== undefined }),
      // 附注: two characters in, in brackets, on the line below the date (7.3.6; 条例第九条第十四项).
      ...(input.contact ? [paragraph(`（联系人：${input.contact.name}，电话：${input.contact.phone ?? '＿＿＿＿＿＿'}）`)] : []),
    ],
    { title: input.registerNo ? `${input.registerNo} ${name}` : `${name}（草稿）`, creator: input.from, at: input.signedAt },
    { children: annex(input), foot: () => imprint({ copiedTo: input.copiedTo ?? [], printedBy: input.from, printedOn: signedOn }) },
  )
}
