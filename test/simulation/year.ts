/** Ten hamlets, a year, people at random: every step a fresh sitting from the database, as after a restart. */

import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { recountDeadlines } from '../../src/application/clock/recount.ts'
import { closeGap, openGap } from '../../src/application/connection/gap.ts'
import { type Sitting, sit } from '../../src/application/sitting.ts'
import type { Command } from '../../src/domain/base/commands.ts'
import type { Actor } from '../../src/domain/base/who.ts'
import type { IssueRow, Score } from '../../src/domain/issue/rows.ts'
import { addDays, DAY, dateOf, HOUR, type Instant, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { dueBy, nextDeadline } from '../../src/store/edges/deadlines.ts'
import { nextReportNo } from '../../src/store/offices.ts'
import { ACCOUNT, type Village } from '../support/village.ts'
import { CADRE, type Cheat, headOf, OFFICIAL, triesOf } from './cheats.ts'

const TEXTS = ['村口路灯坏了', '水渠堵了', '三组的路要硬化', '垃圾没人收', '低保怎么申请', '桥栏杆断了', '两家为地界吵架', '自来水浑得很']

const instants = (key: string, value: unknown): unknown =>
  typeof value === 'string' && /(?:At)$/.test(key) && value.endsWith('Z') ? Date.parse(value) : value

export class Year {
  readonly #v: Village
  readonly #random: () => number
  readonly #check: (issues: readonly IssueRow[]) => void
  readonly #villages: ReadonlyMap<string, string>
  readonly townDays = new Map<string, 'holiday' | 'workday'>()
  readonly hamlets: string[]
  steps = 0
  fired = 0
  early = 0
  /** Questions that were open over a lost connection. */
  madeUp = 0
  readonly cheats: Record<Cheat, number> = {
    inTheHamletsPlace: 0,
    beforeItsDay: 0,
    overOwnWord: 0,
    handlerAtTheDoor: 0,
    handlerConfirms: 0,
  }

  constructor(village: Village, villages: ReadonlyMap<string, string>, random: () => number, check: (issues: readonly IssueRow[]) => void) {
    this.#v = village
    this.#villages = villages
    this.hamlets = [...villages.keys()]
    this.#random = random
    this.#check = check
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }
  #chance(p: number): boolean {
    return this.#random() < p
  }

  /** Days until `to`: mostly everything at its time, now and then days of downtime, or of a lost connection. */
  async live(to: Instant): Promise<void> {
    while (this.#v.now < to) {
      const down = this.#chance(0.03)
      const next =
        instantAt(addDays(dateOf(this.#v.now), down ? 2 + Math.floor(this.#random() * 8) : 1), 7) +
        Math.floor(this.#random() * 14 * 60) * MINUTE
      if (down && this.#chance(0.5)) await this.#cutOff(next)
      else if (down) this.#v.clock.moveTo(next)
      await this.#meetDeadlines(next)
      this.#v.clock.moveTo(Math.max(next, this.#v.now))
      for (const hamletId of this.hamlets) if (this.#chance(0.17)) await this.#act(hamletId)
      for (const hamletId of this.hamlets) if (this.#chance(0.05)) await this.#cheat(hamletId)
      if (this.#chance(0.01)) await this.#changeCalendar()
    }
  }

  /** The connection is lost until `to`; it comes back while what has come due meanwhile is being met, in whichever order that happens. */
  async #cutOff(to: Instant): Promise<void> {
    const from = this.#v.now
    await openGap(this.#v.deps, ACCOUNT, from)
    this.#v.clock.moveTo(to)
    const due = await dueBy(this.#v.db, to, 100)
    const [asked] = await Promise.all([
      closeGap(this.#v.deps, ACCOUNT, from, to),
      ...due.map((deadline) => fireDeadline(this.#v.deps, deadline.id)),
    ])
    this.madeUp += asked
    for (const hamletId of this.hamlets) await this.#look(hamletId)
  }

  async #meetDeadlines(to: Instant): Promise<void> {
    for (;;) {
      const next = await nextDeadline(this.#v.db)
      if (!next || next.dueAt > to) return
      // A job that comes before its time, by a clock that is off, does nothing.
      if (next.dueAt > this.#v.now && this.#chance(0.2)) {
        if ((await fireDeadline(this.#v.deps, next.id)) !== 'notYet') throw new Error('a deadline fell before its time')
        this.early += 1
      }
      this.#v.clock.moveTo(Math.max(next.dueAt, this.#v.now))
      const due = await dueBy(this.#v.db, this.#v.now, 100)
      for (const deadline of due) await this.#fire(deadline.id, deadline.hamletId)
    }
  }

  /** Jobs are repeated and run side by side: the second one must find nothing to do. */
  async #fire(id: string, hamletId: string | null): Promise<void> {
    await (this.#chance(0.15)
      ? Promise.all([fireDeadline(this.#v.deps, id), fireDeadline(this.#v.deps, id)])
      : fireDeadline(this.#v.deps, id))
    this.fired += 1
    if (hamletId) await this.#look(hamletId)
  }

  /** As another process sees it. */
  async #look(hamletId: string): Promise<void> {
    const rows = await this.#v.db.issue.findMany({ where: { hamletId } })
    this.#check(rows.map((row) => JSON.parse(JSON.stringify(row, instants)) as IssueRow))
    await this.#everyQuestionEnds(hamletId)
  }

  /** No question is open without an open deadline at its closing time; one that has come may be held a while. */
  async #everyQuestionEnds(hamletId: string): Promise<void> {
    const where = { hamletId, status: 'open' as const }
    const open = [
      ...(await this.#v.db.survey.findMany({ where })).map((s) => ({ ...s, kind: 'surveyClose' })),
      ...(await this.#v.db.timePoll.findMany({ where })).map((p) => ({ ...p, kind: 'pollClose' })),
    ]
    for (const { id, kind, closesAt } of open) {
      const deadlines = await this.#v.db.deadline.findMany({ where: { kind, subject: id, doneAt: null } })
      const ends = deadlines.some(({ dueAt }) => dueAt.getTime() === closesAt.getTime() || closesAt.getTime() <= this.#v.now)
      if (!ends) throw new Error(`${kind} of ${id}, open until ${closesAt.toISOString()}, will never fall`)
    }
  }

  async #order(hamletId: string, make: (sitting: Sitting) => readonly Command[]): Promise<void> {
    this.steps += 1
    await sit(this.#v.deps, hamletId, `step/${this.steps}`, (sitting) => {
      for (const command of make(sitting)) sitting.order(command)
    })
    await this.#look(hamletId)
  }

  async #act(hamletId: string): Promise<void> {
    const reportNo = await nextReportNo(this.#v.db, this.#villages.get(hamletId) ?? '', this.#v.now)
    await this.#order(hamletId, ({ state }) => {
      if (this.#chance(0.05)) return [this.#poll(hamletId)]
      const open = state.issues.where((i) => i.status !== 'closed' && i.status !== 'withdrawn')
      if (open.length < 2 && this.#chance(open.length === 0 ? 0.8 : 0.2)) return [this.#raise(hamletId)]
      // What lies with the village is mostly seen to first.
      const pressing = open.filter((i) => i.status === 'inVillage')
      const issue = pressing.length > 0 && this.#chance(0.9) ? this.#pick(pressing) : open.length > 0 ? this.#pick(open) : undefined
      return issue ? this.#push(hamletId, issue, reportNo) : []
    })
  }

  #account(hamletId: string): Actor {
    return {
      kind: 'account',
      accountId: `account_${hamletId.replace('hamlet_', '')}_${this.#pick(['head', 'recorder', '3', '4', '5', '7', '8'])}`,
    }
  }
  /** An evening is asked for that nobody answers about: a question that is open for days. */
  #poll(hamletId: string): Command {
    const actor = headOf(hamletId)
    const { now } = this.#v
    const options = [now + 6 * DAY, now + 7 * DAY]
    return this.#pick<Command>([
      { type: 'openTimePoll', actor, options, closesAt: now + 3 * DAY + HOUR },
      { type: 'cancelPoll', actor },
    ])
  }
  #raise(hamletId: string): Command {
    const hidden = this.#chance(0.1) ? { confidential: true as const } : {}
    return { type: 'raiseIssue', actor: this.#account(hamletId), text: this.#pick(TEXTS), ...hidden }
  }

  /** Somebody does something about an issue: mostly what comes next, sometimes what makes no sense. */
  #push(hamletId: string, issue: IssueRow, reportNo: number): Command[] {
    const { no: issueNo, status } = issue
    const head = headOf(hamletId)
    if (this.#chance(0.08)) return [this.#nonsense(hamletId, issueNo, reportNo)]
    switch (status) {
      case 'raised':
      case 'inHamlet':
        return [
          this.#pick<Command>([
            { type: 'decideIssue', actor: head, issueNo, decision: 'toVillage' },
            { type: 'decideIssue', actor: head, issueNo, decision: 'toVillage' },
            { type: 'decideIssue', actor: head, issueNo, decision: 'onTheSpot', text: '当场办了' },
            { type: 'decideIssue', actor: head, issueNo, decision: 'agreed', dueOn: addDays(dateOf(this.#v.now), 5) },
            {
              type: 'decideIssue',
              actor: head,
              issueNo,
              decision: 'onTheSpot',
              text: '过几天清沟',
              dueOn: addDays(dateOf(this.#v.now), 6),
            },
            {
              type: 'decideIssue',
              actor: head,
              issueNo,
              decision: 'onTheSpot',
              text: '过几天清沟',
              dueOn: addDays(dateOf(this.#v.now), 9),
            },
            { type: 'handleIssue', actor: head, issueNo },
            { type: 'decideIssue', actor: head, issueNo, decision: 'merge', into: 1 + Math.floor(this.#random() * issueNo) },
            { type: 'withdrawIssue', actor: this.#account(hamletId), issueNo },
            { type: 'supportIssue', actor: this.#account(hamletId), issueNo },
          ]),
        ]
      case 'inVillage':
        return [
          this.#pick<Command>([
            ...(issue.acceptedAt === null && this.#chance(0.3) ? [{ type: 'acceptIssue', actor: CADRE, issueNo } as const] : []),
            { type: 'handleIssue', actor: CADRE, issueNo, text: '办了' },
            { type: 'reportToTown', actor: CADRE, issueNo, reportNo },
            ...(this.#chance(0.2) ? [{ type: 'takeUpIssue', actor: OFFICIAL, issueNo, reason: '太久了' } as const] : []),
          ]),
        ]
      case 'inTown':
      case 'assigned': {
        const assign: Command = {
          type: 'assignIssue',
          actor: OFFICIAL,
          issueNo,
          department: '交通办',
          person: '李主任',
          dueOn: addDays(dateOf(this.#v.now), 1 + Math.floor(this.#random() * 15)),
        }
        return [this.#pick<Command>([assign, { type: 'handleIssue', actor: OFFICIAL, issueNo }])]
      }
      default:
        return this.#rate(hamletId, issueNo)
    }
  }

  #rate(hamletId: string, issueNo: number): Command[] {
    const key = hamletId.replace('hamlet_', '')
    const score = (): Score => this.#pick(['satisfied', 'basic', 'dissatisfied', 'dissatisfied'])
    const own = ['head', 'recorder', '3', '4', '4b', '5', '7', '8']
      .filter(() => this.#chance(0.5))
      .map((who): Command => {
        const accountId = `account_${key}_${who}`
        return { type: 'rate', actor: { kind: 'account', accountId }, from: { accountId, via: 'chat' }, issueNo, score: score() }
      })
    const visited = this.#chance(0.3)
      ? [1, 2, 9, 11].map((n): Command => {
          const householdId = `household_${key}_${n}`
          return { type: 'rate', actor: headOf(hamletId), from: { householdId, via: 'byHand', by: 'x' }, issueNo, score: score() }
        })
      : []
    const confirmed: Command[] = this.#chance(0.5) ? [{ type: 'confirmVisits', actor: OFFICIAL, issueNo }] : []
    return [...own, ...visited, ...confirmed]
  }

  /**
   * A head and a cadre who would like it otherwise: over a household's own word, as handler at the door, as their own second person, in the
   * hamlet's place, before the day. Each try must be refused; how often each was tried is kept.
   */
  async #cheat(hamletId: string): Promise<void> {
    await sit(this.#v.deps, hamletId, `cheat/${++this.steps}`, (sitting) => {
      const { state } = sitting
      const tries = triesOf(state, hamletId, dateOf(this.#v.now))
      for (const [kind, command] of tries) {
        const decided = sitting.order(command)
        if (!('refusal' in decided)) throw new Error(`cheated: ${kind} ${JSON.stringify(command)}`)
        this.cheats[kind] += 1
      }
    })
  }

  #nonsense(hamletId: string, issueNo: number, reportNo: number): Command {
    return this.#pick<Command>([
      { type: 'reportToTown', actor: OFFICIAL, issueNo, reportNo },
      { type: 'handleIssue', actor: this.#account(hamletId), issueNo: issueNo + 1 },
      { type: 'handleIssue', actor: CADRE, issueNo: Math.max(1, issueNo - 1) },
      { type: 'decideIssue', actor: headOf(hamletId), issueNo: Math.max(1, issueNo - 1), decision: 'toVillage' },
      {
        type: 'setAtHome',
        actor: headOf(hamletId),
        householdId: `household_${hamletId.replace('hamlet_', '')}_9`,
        atHome: this.#chance(0.5),
      },
      { type: 'recountDeadlines', actor: { kind: 'clock' } },
    ])
  }

  /** The town enters a day off or a day that is worked, within the next two weeks. */
  async #changeCalendar(): Promise<void> {
    const date = addDays(dateOf(this.#v.now), 1 + Math.floor(this.#random() * 14))
    if (this.townDays.has(date)) return
    const kind = this.#chance(0.5) ? ('holiday' as const) : ('workday' as const)
    const townId = (await this.#v.db.town.findFirstOrThrow()).id
    await this.#v.db.calendarEntry.create({ data: { id: `day_${date}`, townId, date, kind, name: '', at: new Date(this.#v.now), by: 'x' } })
    this.townDays.set(date, kind)
    await recountDeadlines(this.#v.deps, townId)
    for (const hamletId of this.hamlets) await this.#look(hamletId)
  }
}
