/**
 * A year of ten hamlets, seeded. After each step: nobody is chased early, nobody is forgotten, what is closed stays as it was, every
 * deadline is what another calendar says, no question is open without a deadline that ends it; at the end every figure follows from the ledger alone. A failure prints the seed.
 */
import { describe, expect, test } from 'vitest'
import { digestNow } from '../../src/application/saying/digest-now.ts'
import type { IssueRow } from '../../src/domain/issue/rows.ts'
import { randomOf } from '../../src/kernel/random.ts'
import { dateOf, type Instant, instantAt } from '../../src/kernel/time.ts'
import { townSettings } from '../../src/store/digest.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { verifyRows } from '../../src/store/reading/rows-verify.ts'
import { Village } from '../support/village.ts'
import { nthWorkday, villageChases, worked } from './oracle.ts'
import { type Entry, Replay } from './replay.ts'
import { Year } from './year.ts'

const SEED = Number(process.env.SIMULATION_SEED ?? 20_260_907)

/** What must hold after every step, remembered from step to step. */
class Watch {
  readonly #ended = new Map<string, string>()
  year: Year | undefined

  step = (issues: readonly IssueRow[]): void => {
    for (const issue of issues) {
      this.#closedStaysClosed(issue)
      if (issue.status === 'inVillage') this.#deadlineIsRight(issue)
      this.#statusMakesSense(issue)
    }
  }

  #closedStaysClosed(issue: IssueRow): void {
    if (issue.status !== 'closed' && issue.status !== 'withdrawn') {
      expect(this.#ended.has(issue.id), `issue ${issue.id} was over and is open again`).toBe(false)
      return
    }
    // A category may still be corrected; nothing else may.
    const frozen = JSON.stringify({ ...issue, category: null })
    expect(this.#ended.get(issue.id) ?? frozen).toBe(frozen)
    this.#ended.set(issue.id, frozen)
  }

  #deadlineIsRight(issue: IssueRow): void {
    const day0 = issue.reportDays?.[0]?.date ?? ''
    expect(issue.reportDueOn).toBe(nthWorkday(day0, 5, this.year?.townDays ?? new Map()))
  }

  #statusMakesSense(issue: IssueRow): void {
    if (issue.status === 'inTown' || issue.status === 'assigned') expect(issue.reportNo ?? issue.takenUpAt).not.toBeNull()
    if (issue.status === 'assigned') expect(issue.assignDueOn).not.toBeNull()
    if (issue.status === 'inReview') expect(issue.round).toBeGreaterThanOrEqual(1)
  }
}

async function entriesOf(v: Village, hamletId: string): Promise<Entry[]> {
  const rows = await v.db.ledgerEntry.findMany({ where: { hamletId }, orderBy: { seq: 'asc' } })
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }))
}

interface Stay {
  issueId: string
  day0: string
  from: Instant
  to: Instant
}

/** The times an issue lay with the village, from the ledger. */
function stays(entries: readonly Entry[], end: Instant): Stay[] {
  const open = new Map<string, Stay>()
  const done: Stay[] = []
  for (const { what, subject, data, at } of entries) {
    const stay = open.get(subject)
    if (what === 'issueHandedOver') open.set(subject, { issueId: subject, day0: data.countedFrom as string, from: at.getTime(), to: end })
    else if (stay && (what === 'issueReported' || what === 'issueHandled' || what === 'issueTakenUp')) {
      done.push({ ...stay, to: at.getTime() })
      open.delete(subject)
    }
  }
  return [...done, ...open.values()]
}

describe('a year', () => {
  test(`of ten hamlets (seed ${SEED})`, { timeout: 240_000 }, async () => {
    const v = await Village.open({ now: instantAt('2026-01-05', 9), hamlets: 10, households: 12 })
    const villages = new Map((await v.db.hamlet.findMany({ orderBy: { id: 'asc' } })).map((h) => [h.id, h.villageId]))
    const watch = new Watch()
    const year = new Year(v, villages, randomOf(SEED), watch.step)
    watch.year = year
    await year.live(instantAt('2026-12-20', 9))

    const figures = { issues: 0, closed: 0, sentBack: 0, chases: 0, late: 0, stays: 0 }
    for (const hamletId of year.hamlets) {
      const entries = await entriesOf(v, hamletId)
      const replay = new Replay(entries)
      const rows = await v.db.issue.findMany({ where: { hamletId } })
      figures.issues += rows.length
      // Rows are what the ledger says.
      for (const row of rows) {
        const told = replay.issues.get(row.id)
        expect({ no: row.no, status: row.status, level: row.level, round: row.round }).toEqual({
          no: told?.no,
          status: told?.status,
          level: told?.level,
          round: told?.round,
        })
        expect(row.closedAt?.getTime() ?? null).toBe(told?.closedAt ?? null)
        expect(row.reportDueOn).toBe(told?.dueOn ?? null)
      }
      // Every round's figures follow from the ratings in the ledger, and decide as the rule says.
      for (const survey of await v.db.survey.findMany({ where: { hamletId, status: { in: ['passed', 'failed'] } } })) {
        expect(replay.rounds.get(survey.id)?.figures).toEqual({ raters: survey.raters, satisfied: survey.satisfied })
        expect(survey.status).toBe(100 * (survey.satisfied ?? 0) >= 60 * (survey.raters ?? 0) ? 'passed' : 'failed')
        figures[survey.status === 'passed' ? 'closed' : 'sentBack'] += 1
      }
      const held = chasesOf(entries, v.now, year)
      figures.late += held.late
      figures.stays += held.stays
      figures.chases += entries.filter((e) => e.what === 'issuesChased').length
    }

    for await (const { findings } of verifyLedgers(v.db)) expect(findings).toEqual([])
    for await (const { findings } of verifyRows(v.db)) expect(findings).toEqual([])
    const reports = await v.db.issue.findMany({ where: { reportNo: { not: null } }, select: { reportNo: true, hamletId: true } })
    const numbers = reports.map((r) => `${villages.get(r.hamletId)} ${r.reportNo}`)
    expect(new Set(numbers).size).toBe(numbers.length)
    await digestAgrees(v)

    // The year was worth living: every part of the loop was seen, and so were jobs too early and too often.
    expect(figures.issues).toBeGreaterThan(30)
    expect(figures.closed).toBeGreaterThan(10)
    expect(figures.sentBack).toBeGreaterThan(10)
    expect(figures.chases).toBeGreaterThan(50)
    expect(figures.late).toBeGreaterThan(5)
    expect(figures.stays).toBeGreaterThan(20)
    expect(year.early).toBeGreaterThan(20)
    expect(year.madeUp).toBeGreaterThan(2)
    // Whoever tried to cheat was refused, and each way was tried.
    for (const [kind, tried] of Object.entries(year.cheats)) expect(tried, kind).toBeGreaterThan(0)
    if (process.env.SIMULATION_SHOW)
      console.log({ seed: SEED, ...figures, steps: year.steps, fired: year.fired, early: year.early, madeUp: year.madeUp, ...year.cheats })
  })
})

/**
 * Holds the village's chases of one hamlet to the other calendar: each was due, none is missing. Where the town changed its days while
 * the issue lay with the village, only the order is held, since what was due then is no longer what is due now. Returns how many were late, and how many stays were held.
 */
function chasesOf(entries: readonly Entry[], end: Instant, year: Year): { late: number; stays: number } {
  const moved = new Set(entries.filter((e) => e.what === 'deadlineMoved').map((e) => e.subject))
  const chased = new Map<string, { at: Instant; late: boolean }[]>()
  for (const { what, data, at } of entries) {
    if (what !== 'issuesChased' || data.kind !== 'village') continue
    for (const item of data.items as { issueId: string; dueOn: string; late?: number }[]) {
      expect(item.late !== undefined, 'overdue is said after the day, and only then').toBe(dateOf(at.getTime()) > item.dueOn)
      chased.set(item.issueId, [...(chased.get(item.issueId) ?? []), { at: at.getTime(), late: item.late !== undefined }])
    }
  }
  let late = 0
  let held = 0
  for (const stay of stays(entries, end)) {
    const said = (chased.get(stay.issueId) ?? []).filter((c) => c.at >= stay.from && c.at <= stay.to)
    late += said.filter((c) => c.late).length
    if (moved.has(stay.issueId) || touched(stay, year)) continue
    const due = villageChases(stay.day0, stay.to, year.townDays).filter((at) => at > stay.from)
    // Every message answers to a moment that had come since the one before; and no moment is left without a message after it.
    let before = stay.from
    for (const { at } of said) {
      expect(
        due.some((d) => d > before && d <= at),
        `early: ${stay.issueId} at ${dateOf(at)}`,
      ).toBe(true)
      before = at
    }
    const open = due.filter((d) => d > before && d < stay.to)
    expect(open, `forgotten: ${stay.issueId}, from ${stay.day0}`).toEqual([])
    held += 1
  }
  return { late, stays: held }
}

/** The town entered a day into this stay, after it had begun: what was skipped or counted before it cannot be told from the year's end. */
function touched(stay: Stay, year: Year): boolean {
  for (const date of year.townDays.keys()) if (date >= stay.day0 && date <= dateOf(stay.to)) return true
  return false
}

/** The town's list counts what the rows say is late. */
async function digestAgrees(v: Village): Promise<void> {
  const [town] = await townSettings(v.db, 'all')
  if (!town) throw new Error('no town')
  const items = await digestNow(v.db, town, { townId: town.id, villageId: null }, v.now)
  const today = dateOf(v.now)
  const rows = await v.db.issue.findMany()
  const count = (kind: string): number => items.filter((i) => i.kind === kind).length
  expect(count('overdueReport')).toBe(rows.filter((r) => r.status === 'inVillage' && (r.reportDueOn ?? '') < today).length)
  expect(count('overdueAssignment')).toBe(rows.filter((r) => r.status === 'assigned' && (r.assignDueOn ?? '') < today).length)
  expect(count('reviewShort')).toBe(await v.db.survey.count({ where: { status: 'waiting' } }))
}

test('the other calendar is another one, and agrees about a made-up week', () => {
  expect(worked('2026-10-10', new Map())).toBe(true)
  expect(worked('2026-10-10', new Map([['2026-10-10', 'holiday']]))).toBe(false)
  expect(nthWorkday('2026-09-29', 5, new Map())).toBe('2026-10-12')
})
