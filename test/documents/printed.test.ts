/**
 * What the papers look like on paper: each opened with LibreOffice, all in one run of it, printed to a PDF and that drawn. To look at them oneself:
 * `WUCHANG_PAPERS=folder npx vitest run test/documents/printed.test.ts` leaves them in the folder, each page as a PNG beside its PDF.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessmentBook } from '../../src/documents/assessment-book.ts'
import { cardsDocument } from '../../src/documents/cards.ts'
import { issueLedger } from '../../src/documents/ledger.ts'
import { type MinutesInput, minutesDocument } from '../../src/documents/minutes.ts'
import { posterDocument } from '../../src/documents/poster.ts'
import { reportDocument } from '../../src/documents/report.ts'
import { ballotSheet, signInSheet } from '../../src/documents/sheets.ts'
import { NOTHING } from '../../src/domain/assessment/assessment.ts'
import { calendarOf } from '../../src/domain/calendar/calendar.ts'
import { workingDaysAfter } from '../../src/domain/calendar/workdays.ts'
import { HOUR, instantAt } from '../../src/kernel/time.ts'
import { findProgram, missing } from '../support/optional-part.ts'

/** What it prints. */
const run = (program: string, args: readonly string[], timeout = 30_000): Promise<Buffer> =>
  new Promise((done, fail) => {
    execFile(program, args, { encoding: 'buffer', maxBuffer: 64 << 20, timeout }, (error, stdout) => (error ? fail(error) : done(stdout)))
  })
const programs = ['soffice', 'pdftotext', 'pdftoppm', 'pdfinfo']
const lacking = programs.filter((name) => findProgram(name) === undefined)
if (lacking.length > 0) missing('office', `${lacking.join(', ')} not found`)

const issuedAt = instantAt('2026-10-09', 10)
const place = { village: '河口村', hamlet: '槐树屋场' }
const scope = { of: '青山镇', period: '河口村，逾期的', issuedAt, by: '李明' }
const request = '请交通办立项更换'
const report = {
  registerNo: '河口报〔2026〕1号',
  from: '中共青山镇河口村支部委员会',
  to: '中共青山镇委员会',
  ...{ approvedBy: '王大山', hamlet: '槐树屋场', issueNo: 12, issueText: '村口路灯坏了两个月', raisedOn: '2026-09-29' },
  meeting: { on: '2026-09-29', present: 26, atHome: 30, passed: 'undecided' as const },
  done: [{ on: '2026-09-30', text: '电工检修，换灯泡后仍不亮。' }],
  countedFrom: { on: '2026-09-29', reason: 'meeting' as const },
  reckoning: workingDaysAfter(calendarOf(), '2026-09-29', 5),
  signedAt: issuedAt,
}
const issue = {
  ...place,
  ...{ text: '村口到学校的路灯坏了两个月，晚上孩子放学看不见路', category: '设施管护', raisedAt: issuedAt, raisedBy: '王德福' },
  ...{ status: '待评议', reportDueOn: '2026-10-12', department: '交通运输办公室', person: '李主任', round: 1 },
}
const households = Array.from({ length: 40 }, (_, i) => ({ groupNo: i < 20 ? 1 : 12, number: 90 + i, name: '欧阳德福', atHome: i % 5 > 0 }))
const codes = households.slice(0, 11).map((h, i) => ({ ...h, address: `https://example.cn/c/AAAAAAAAAAAAAAAAAAAA${10 + i}` }))
const sheet = { hamlet: '槐树屋场', startsAt: issuedAt, venue: '文化广场', households, issuedAt }

const minutes: MinutesInput = {
  ...{ hamlet: '槐树屋场', village: '河口村', startsAt: issuedAt, openedAt: issuedAt, endedAt: issuedAt + HOUR, venue: '文化广场' },
  ...{ chair: '王桂成', recorder: '李大强', atHomeBase: 40, atHomePresent: 30, quorumPercent: 80, motionPercent: 80 },
  present: households.slice(0, 30).map((h) => ({ label: `${h.groupNo}组${h.number}户 ${h.name}`, persons: 2 })),
  absent: households.slice(30).map((h) => ({ label: `${h.groupNo}组${h.number}户 ${h.name}` })),
  ...{ hosts: [], topics: ['修路灯'], record: [{ at: issuedAt, speaker: '王德福', kind: 'said', text: '路灯坏了两个月，'.repeat(60) }] },
  motions: [
    { no: 1, text: '每户出50元修路灯', approve: 50, reject: 5, abstain: 1, present: 60, carried: true, binding: true, counted: 'ballots' },
  ],
  issues: [{ no: 3, text: '桥栏杆松了', raisedBy: '欧阳德福', raisedOn: '2026-09-02', decision: '约定2026年10月30日前办好：焊牢' }],
  issuedAt,
}

const PAPERS: Record<string, () => Promise<Buffer>> = {
  'cards.docx': () => cardsDocument({ hamlet: '槐树屋场', cards: codes, issuedAt }),
  'poster.docx': () => posterDocument({ town: '青山镇', ...place, address: 'https://example.cn/b/AAAAAAAAAAAAAAAAAAAAAA', issuedAt }),
  'request.docx': () => reportDocument({ ...report, request, copiedTo: ['青山镇人民政府'] }),
  'report.docx': () => reportDocument(report),
  'sign-in.docx': () => signInSheet(sheet),
  'ballots.docx': () => ballotSheet({ ...sheet, motions: [{ no: 1, text: '每户出50元修路灯' }], motionPercent: 80 }),
  'minutes.docx': () => minutesDocument(minutes),
  'issues.xlsx': () =>
    issueLedger(
      Array.from({ length: 30 }, (_, i) => ({ ...issue, no: i + 1 })),
      scope,
    ),
  'assessment.xlsx': () =>
    assessmentBook([{ ...NOTHING, ...place, meetings: 1, quorate: 1, householdsPresent: 26, householdsAtHome: 30 }], scope),
}

let folder: string
const pdf = (paper: string): string => join(folder, paper.replace(/\.\w+$/, '.pdf'))
/** A page's words as they stand in lines, without the spaces between. */
const pages = async (paper: string): Promise<string[][]> => {
  const text = (await run('pdftotext', ['-layout', pdf(paper), '-'])).toString()
  const lines = (page: string): string[] => page.split('\n').map((line) => line.replace(/\s+/g, ''))
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => lines(page).filter((line) => line !== ''))
}
const sizeOf = async (paper: string): Promise<string | undefined> =>
  /Page size:\s+(.*)/.exec((await run('pdfinfo', [pdf(paper)])).toString())?.[1]

/** The first page, a byte a pixel. */
async function grey(paper: string): Promise<{ data: Uint8Array; width: number; height: number }> {
  const stdout = await run('pdftoppm', ['-gray', '-r', '100', '-l', '1', pdf(paper)])
  const [head = '', width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(stdout.subarray(0, 40).toString('latin1')) ?? []
  return { data: stdout.subarray(head.length), width: Number(width), height: Number(height) }
}

/** The part of a page's width and height that is printed on, in tenths, of every page. */
async function inked(paper: string): Promise<{ left: number; right: number; top: number; bottom: number }[]> {
  const stdout = await run('pdftoppm', ['-gray', '-r', '30', pdf(paper)])
  const found = []
  for (let at = 0; at < stdout.length; ) {
    const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(stdout.subarray(at, at + 40).toString('latin1'))
    if (!head) throw new Error('no picture')
    const [width, height] = [Number(head[1]), Number(head[2])]
    const start = at + head[0].length
    const dark = Array.from({ length: width * height }, (_, i) => i).filter((i) => (stdout[start + i] ?? 255) < 160)
    const [xs, ys] = [dark.map((i) => (i % width) / width), dark.map((i) => Math.floor(i / width) / height)]
    const least = (all: number[]): number => all.reduce((a, b) => Math.min(a, b), 1)
    const most = (all: number[]): number => all.reduce((a, b) => Math.max(a, b), 0)
    found.push({ left: least(xs), right: most(xs), top: least(ys), bottom: most(ys) })
    at = start + width * height
  }
  return found
}

describe.skipIf(lacking.length > 0)('printed', () => {
  beforeAll(async () => {
    folder = process.env.WUCHANG_PAPERS ?? (await mkdtemp(join(tmpdir(), 'wuchang-papers-')))
    await mkdir(folder, { recursive: true })
    const names = Object.keys(PAPERS)
    for (const name of names) await writeFile(join(folder, name), (await PAPERS[name]?.()) ?? '')
    // A profile of its own: a LibreOffice that somebody else has open answers nobody.
    const own = ['--headless', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--convert-to', 'pdf', '--outdir', folder]
    await run('soffice', [...own, ...names.map((name) => join(folder, name))], 100_000)
    if (process.env.WUCHANG_PAPERS) for (const name of names) await run('pdftoppm', ['-png', '-r', '80', pdf(name), pdf(name).slice(0, -4)])
  }, 120_000)
  afterAll(async () => {
    await rm(join(folder, 'profile'), { recursive: true, force: true })
    if (!process.env.WUCHANG_PAPERS) await rm(folder, { recursive: true })
  })

  test('nothing is cut at an edge, and no page is empty', async () => {
    for (const paper of Object.keys(PAPERS)) {
      const all = await inked(paper)
      expect([paper, all.length]).toEqual([paper, (await pages(paper)).length])
      for (const { left, right, top, bottom } of all) {
        expect([paper, left > 0.04, right < 0.96, top > 0.03, bottom < 0.97, right > left]).toEqual([paper, true, true, true, true, true])
      }
    }
  }, 60_000)

  test('a 请示 ends with its request, and its 版记 is the last line of its last page', async () => {
    const [first, second, last] = await pages('request.docx')
    expect(first?.slice(0, 2)).toEqual(['中共青山镇河口村支部委员会', '河口报〔2026〕1号签发人：王大山'])
    expect(second).toEqual(expect.arrayContaining(['请交通办立项更换。', '妥否，请批示。', '—2—']))
    expect(last?.slice(-3)).toEqual(['抄送：青山镇人民政府。', '中共青山镇河口村支部委员会2026年10月9日印发', '—3—'])
    // As near to the foot of the page as the number is.
    expect((await inked('request.docx'))[2]?.bottom).toBeGreaterThan(0.88)
    const report = (await pages('report.docx')).flat().join('\n')
    expect(report).toContain('特此报告。')
    expect(report).not.toMatch(/请示|批示/)
  })

  test('the foot’s number stands at the outer side', async () => {
    const stdout = (await run('pdftotext', ['-bbox', pdf('request.docx'), '-'])).toString()
    const left = [...stdout.matchAll(/<word xMin="([\d.]+)" yMin="(\d+)[^>]*>(?:—|—\d—)</g)]
      .filter(([, , y]) => Number(y) > 740)
      .map(([, x]) => Number(x))
    const [one, two, three] = [left[0], left.length > 3 ? left[2] : left[1], left.length > 3 ? left[4] : left[2]] as number[]
    expect([(one ?? 0) > 400, (two ?? 999) < 200, (three ?? 0) > 400]).toEqual([true, true, true])
  })

  test('household codes are eight on a sheet, the poster is one, and a phone reads what is printed', async () => {
    const sheets = await pages('cards.docx')
    const places = (lines: string[] | undefined): number => (lines?.join('').match(/\d组\d+户/g) ?? []).length
    expect([sheets.length, places(sheets[0]), places(sheets[1])]).toEqual([2, 8, 3])
    const poster = await pages('poster.docx')
    expect([poster.length, poster[0]?.slice(0, 2)]).toEqual([1, ['青山镇河口村', '槐树屋场']])
    const { data, width, height } = await grey('poster.docx')
    const rgba = new Uint8ClampedArray(width * height * 4)
    for (let i = 0; i < width * height; i++) rgba.fill(data[i] ?? 255, 4 * i, 4 * i + 3)
    expect(jsQR(rgba, width, height)?.data).toBe('https://example.cn/b/AAAAAAAAAAAAAAAAAAAAAA')
  })

  test('sheets for the pen keep a household’s place on one line', async () => {
    for (const paper of ['sign-in.docx', 'ballots.docx']) {
      const lines = (await pages(paper)).flat()
      for (const { groupNo, number } of households)
        expect(
          lines.filter((line) => line.includes(`${groupNo}组${number}户欧阳德福`)),
          `${paper} ${groupNo}组${number}户`,
        ).toHaveLength(1)
    }
  })

  test('问题台账 lies on A4, two sheets wide as the paper, with title and heads on each page', async () => {
    expect(await sizeOf('issues.xlsx')).toMatch(/^84[12](\.\d+)? x 595/)
    const all = await pages('issues.xlsx')
    const titles = all.map(([title]) => title)
    expect([...new Set(titles)]).toEqual(['青山镇屋场问题台账', '青山镇屋场问题台账（办理经过）'])
    expect(titles.lastIndexOf('青山镇屋场问题台账')).toBeLessThan(titles.indexOf('青山镇屋场问题台账（办理经过）'))
    for (const page of all) expect(page[1]).toBe('范围：河口村，逾期的填表人：李明填报日期：2026年10月9日10:00共30件')
    expect(all[0]?.at(-1)).toBe(`第1页，共${all.length}页`)
    // Ninety per cent and more of the width: printed small it could not be read.
    for (const { left, right } of await inked('issues.xlsx')) expect(right - left).toBeGreaterThan(0.85)
  })

  test('考核表 lies on A4 with its sums', async () => {
    expect(await sizeOf('assessment.xlsx')).toMatch(/^84[12](\.\d+)? x 595/)
    const all = await pages('assessment.xlsx')
    expect(all.map(([title]) => title)).toEqual(['青山镇督查考核表（各屋场）', '青山镇督查考核表（各村）'])
    for (const page of all) expect(page.filter((line) => line.startsWith('合计'))).toHaveLength(1)
  })
})
