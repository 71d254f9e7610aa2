import type { Reckoning } from '../domain/calendar/workdays.ts'
import { type DateString, type Instant, wallTime } from '../kernel/time.ts'
import { percent } from '../text/figures.ts'
import { heading, type Piece, paragraph, SIZE, TEXT_WIDTH, table, title } from './paper.ts'
import { print } from './print.ts'
import { officialDate, officialDay } from './wording.ts'

/** The written report of one issue to the town's party committee (issue-loop: Five working days). */
export interface ReportInput {
  /** 河口报〔2026〕1号, from `registerNumber`; absent on a draft, which gets its number when it is filed. */
  registerNo?: string
  /** Who signs: 中共青山镇河口村支部委员会. */
  from: string
  /** 主送机关: 中共青山镇委员会. */
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
  /** How many households joined in (附议). */
  supporters?: number
  /** The meeting at which it was raised or discussed. */
  meeting?: { on: DateString; present: number; atHome: number }
  /** The day on which it was handed to the village, when no meeting brought it. */
  handedOn?: DateString
  /** The day of the last 村里研究 that is on record; without one the report says nothing of it. */
  studiedOn?: DateString
  /** Further facts, a paragraph each. */
  facts?: readonly string[]
  /** What the village has done, in order. */
  done: readonly { on: DateString; text: string }[]
  /** What it asks of the town. */
  requests: readonly string[]
  /** The day it counts from and the reckoning of its deadline. */
  countedFrom: { on: DateString; reason: 'meeting' | 'handedOver' }
  reckoning: Reckoning
  /** Working days after the deadline on which it is reported; absent when in time. */
  lateBy?: number
  /** 成文日期 and the file's own date. */
  signedAt: Instant
  contact?: { name: string; phone?: string }
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

/** The issuing body in red, number and signer, and the red line below. */
function letterhead(input: ReportInput) {
  const left = input.registerNo ?? '（草稿，未编号）'
  const right = input.approvedBy ? `签发人：${input.approvedBy}` : ''
  const line: Piece[] = right === '' ? [left] : [`${left}\t`, { text: right, font: 'kai' }]
  // 26 points while the name fits on one line, smaller when it is longer.
  const size = Math.min(52, Math.floor((2 * (TEXT_WIDTH / 20)) / [...input.from].length))
  return [
    paragraph(input.from, { font: 'title', size, color: RED, align: 'center', indent: 0, pitch: 44, after: 24 }),
    paragraph(line, { indent: 0, align: right === '' ? 'center' : 'left', rightTab: true, ruled: RED, after: 20 }),
  ]
}

function opening(input: ReportInput): string {
  const { meeting } = input
  const where = meeting
    ? `${officialDate(meeting.on)}，${input.hamlet}召开议事恳谈会，到会${meeting.present}户，长期在家${meeting.atHome}户，占${percent(meeting.present, meeting.atHome)}。`
    : ''
  const who = input.raisedBy ?? '村民'
  const when = meeting?.on === input.raisedOn ? '会上' : officialDate(input.raisedOn)
  const handed = input.handedOn ? `${officialDate(input.handedOn)}交到村里。` : ''
  const studied = input.studiedOn ? `${officialDate(input.studiedOn)}经村级研究，需要镇里解决。` : ''
  return `${where}${when}，${who}反映“${input.issueText.trim()}”（${input.hamlet}${input.issueNo}号问题${input.category ? `，${input.category}` : ''}）。${handed}${studied}现将有关情况报告如下。`
}

const HEADINGS = ['一', '二', '三', '四']

function deadlineText({ countedFrom, reckoning, lateBy, signedAt }: ReportInput): string {
  const n = reckoning.days.filter((day) => day.counted).length
  const from = countedFrom.reason === 'meeting' ? '会议' : '交到村里'
  const provisional = reckoning.provisional ? '其中有的年份放假安排尚未公布，暂按周末推算。' : ''
  const late = lateBy === undefined ? '' : `本报告于${officialDate(wallTime(signedAt).date)}上报，已超过期限${lateBy}个工作日。`
  return `按规定，村级不能解决的问题，应在${from}之后${n}个工作日内书面上报。自${officialDate(countedFrom.on)}起算（当天不计），期限为${officialDate(reckoning.deadline)}24时，逐日计算见附件。${provisional}${late}`
}

function annex(input: ReportInput) {
  const { reckoning, countedFrom } = input
  let n = 0
  return [
    paragraph('附件', { font: 'heading', indent: 0, pageBreakBefore: true }),
    title('上报期限逐日计算表', { before: 10 }),
    table({
      columns: [{ percent: 46 }, { percent: 22, align: 'center' }, { percent: 32, align: 'center' }],
      head: ['日期', '第几个工作日', '说明'],
      rows: reckoning.days.map((day) => [officialDay(day.date), day.counted ? String(++n) : '不计', day.why]),
    }),
    paragraph(
      `${countedFrom.reason === 'meeting' ? '会议' : '交到村里'}当天不计，${officialDate(reckoning.deadline)}24时截止。${reckoning.provisional ? '标“暂定”的日子，当年放假安排尚未公布，公布后重新计算。' : ''}`,
      { size: SIZE.four, pitch: 26, before: 8 },
    ),
  ]
}

/** 书面报告 (.docx). Without a register number it is a draft and says so. */
export function reportDocument(input: ReportInput): Promise<Buffer> {
  const name = `关于${input.hamlet}${input.issueNo}号问题（${brief(input.issueText)}）的报告`
  const facts = [...(input.supporters ? [`附议的农户有${input.supporters}户。`] : []), ...(input.facts ?? []).map(full)]
  const sections: [string, string[]][] = [
    ['基本情况', facts.length === 0 ? [full(input.issueText)] : facts],
    ['村级已做的工作', input.done.length === 0 ? ['没有办理记录。'] : input.done.map((d) => full(`${officialDate(d.on)}，${d.text}`))],
    [
      '请求事项',
      input.requests.length === 0
        ? ['恳请镇党委研究，明确责任部门、责任人和办结期限。']
        : input.requests.map((r, i) => full(input.requests.length > 1 ? `${i + 1}. ${r}` : r)),
    ],
    ['上报期限', [deadlineText(input)]],
  ]
  const signedOn = wallTime(input.signedAt).date
  return print(
    [
      ...letterhead(input),
      title(name),
      paragraph(`${input.to}：`, { indent: 0 }),
      paragraph(opening(input)),
      ...sections.flatMap(([text, paragraphs], i) => [heading(`${HEADINGS[i]}、${text}`), ...paragraphs.map((p) => paragraph(p))]),
      paragraph('特此报告。'),
      paragraph('附件：上报期限逐日计算表', { before: 14, keepNext: true }),
      paragraph(input.from, { align: 'right', indent: 0, right: 2, before: 30, keepNext: true }),
      paragraph(officialDate(signedOn), { align: 'right', indent: 0, right: 4, keepNext: input.contact !== undefined }),
      ...(input.contact
        ? [paragraph(`（联系人：${input.contact.name}${input.contact.phone ? `，电话：${input.contact.phone}` : ''}）`, { before: 10 })]
        : []),
      ...annex(input),
    ],
    { title: input.registerNo ? `${input.registerNo} ${name}` : `${name}（草稿）`, creator: input.from, at: input.signedAt },
  )
}
