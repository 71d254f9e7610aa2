/**
 * What came of an evening, against a model of its own: every word that was acknowledged is one row and no more, every figure is what the words
 * amount to (test/simulation/town/count.ts), nothing was said twice but what is marked as unknown, every deadline fell once.
 */
import { dateOf } from '../../src/kernel/time.ts'
import { bestOf, eveningsOf, type HomeOf, presentOf, votesOf } from '../simulation/town/count.ts'
import type { Look, Word } from './evening.ts'
import type { Phone } from './phone.ts'

type Row = Record<string, unknown>
const numbers = (list: unknown): string => (list as number[]).join(',')

/** By whom, to what, and what: in the order in which they were handled. */
const ROWS: Readonly<Record<Word['table'], { sql: string; content: (row: Row) => string }>> = {
  TimeAnswer: {
    sql: `SELECT c."externalId" AS who, p.topic, t.yes, t.maybe, t.no, t.at, t.seq FROM "TimeAnswer" t JOIN "TimePoll" p ON p.id = t."pollId" JOIN "ChatAccount" c ON c.id = t."accountId" ORDER BY t.seq`,
    content: (r) => `${numbers(r.yes)}/${numbers(r.maybe)}/${numbers(r.no)}`,
  },
  Attendance: {
    sql: `SELECT c."externalId" AS who, m.topics[1] AS topic, a.persons, a.stated, a.at, a.seq FROM "Attendance" a JOIN "Meeting" m ON m.id = a."meetingId" JOIN "ChatAccount" c ON c.id = a."accountId" ORDER BY a.seq`,
    content: (r) => `${r.persons} ${r.stated}`,
  },
  Ballot: {
    sql: `SELECT c."externalId" AS who, m.text AS topic, b.choice, b.votes, b.stated, b.at, b.seq FROM "Ballot" b JOIN "Motion" m ON m.id = b."motionId" JOIN "ChatAccount" c ON c.id = b."accountId" ORDER BY b.seq`,
    content: (r) => `${r.choice} ${r.votes} ${r.stated}`,
  },
  Issue: {
    sql: `SELECT c."externalId" AS who, i.text AS topic, i.text, i."raisedAt" AS at, i.no AS seq FROM "Issue" i JOIN "ChatAccount" c ON c.id = i."reporterAccountId" ORDER BY i.no`,
    content: (r) => String(r.text),
  },
}

export class Verdict {
  readonly faults: string[] = []
  readonly counted: Record<string, number> = {}
  readonly #look: Look
  constructor(look: Look) {
    this.#look = look
  }
  #hold(is: boolean, what: string): void {
    if (!is) this.faults.push(what)
  }

  /** Everything that was acknowledged lies there once, and was handled. */
  async inbox(ids: readonly string[]): Promise<void> {
    const found = await this.#look(
      `SELECT i."messageId" AS id, count(*)::int AS n, bool_and(i.status = 'done') AS done FROM "Inbox" i WHERE i."messageId" = ANY ($1) GROUP BY 1`,
      [ids],
    )
    this.#hold(found.length === ids.length, `${ids.length - found.length} of ${ids.length} acknowledged messages are lost`)
    for (const { id, n, done } of found) this.#hold(n === 1 && done === true, `message ${id} lies there ${n} times, handled: ${done}`)
    this.counted.acknowledged = ids.length
  }

  /** Each person's words to each question are its rows, the same and in the same order; one that came after the end is kept as such. */
  async words(words: readonly Word[]): Promise<void> {
    const late = new Map<string, number>()
    for (const r of await this.#look(
      `SELECT c."externalId" AS who, p.topic, count(*)::int AS n FROM "LateReply" l JOIN "TimePoll" p ON p.id = l.subject JOIN "ChatAccount" c ON c.id = l."accountId" GROUP BY 1, 2`,
      [],
    ))
      late.set(`TimeAnswer ${r.who} ${r.topic}`, Number(r.n))
    const lists = (all: Iterable<readonly [string, string]>): Map<string, string[]> => {
      const map = new Map<string, string[]>()
      for (const [key, content] of all) map.set(key, [...(map.get(key) ?? []), content])
      return map
    }
    const said = lists(words.map((w) => [`${w.table} ${w.account} ${w.topic}`, w.content] as const))
    const rows: [string, string][] = []
    for (const table of Object.keys(ROWS) as Word['table'][]) {
      const found = await this.#look(ROWS[table].sql, [])
      this.counted[table] = found.length
      for (const row of found) rows.push([`${table} ${row.who} ${row.topic}`, ROWS[table].content(row)])
    }
    const are = lists(rows)
    for (const key of new Set([...said.keys(), ...are.keys()])) {
      const should = said.get(key) ?? []
      const is = are.get(key) ?? []
      const missing = should.length - is.length
      // Words are heard in order, so what came too late is what was said last.
      const same = JSON.stringify(should.slice(0, is.length)) === JSON.stringify(is)
      this.#hold(
        same && missing === (late.get(key) ?? 0),
        `${key}: said ${should.length}, rows ${is.length}, late ${late.get(key) ?? 0}${same ? '' : ', and others'}`,
      )
    }
  }

  /** The evening that was chosen, and the votes, from the rows of words alone. */
  async figures(): Promise<void> {
    const home: HomeOf = (word) => ('household' in word.who ? word.who.household : undefined)
    const words = (rows: readonly Row[], of: string) =>
      rows
        .filter((r) => r.of === of)
        .map((r) => ({ row: r, who: { household: String(r.household) }, at: Number(r.at), order: Number(r.seq) }))
    const answer = `SELECT x.*, c."householdId" AS household, extract(epoch FROM x.at) * 1000 AS at`
    const times = await this.#look(`${answer}, x."pollId" AS of FROM "TimeAnswer" x JOIN "ChatAccount" c ON c.id = x."accountId"`, [])
    const homes = await this.#look(`SELECT id, "hamletId" FROM "Household" WHERE "atHome" AND "removedAt" IS NULL`, [])
    for (const p of await this.#look(
      `SELECT *, extract(epoch FROM "closedAt") * 1000 AS ended FROM "TimePoll" WHERE status = 'decided'`,
      [],
    )) {
      const options = (p.options as Date[]).map((d) => d.getTime())
      const atHome = new Set(homes.filter((h) => h.hamletId === p.hamletId).map((h) => String(h.id)))
      const given = words(times, String(p.id)).map(({ row, ...w }) => ({
        ...w,
        reply: { yes: row.yes as number[], maybe: row.maybe as number[], no: row.no as number[] },
      }))
      const best = bestOf(eveningsOf(given, home, options.length, atHome).evenings, options, Number(p.ended))
      this.#hold(p.chosen === best, `${p.topic}: evening ${p.chosen} was chosen, counted again ${best}`)
      this.counted.decided = (this.counted.decided ?? 0) + 1
    }
    await this.#votes(words, home, answer)
  }

  async #votes(
    words: (rows: readonly Row[], of: string) => { row: Row; who: { household: string }; at: number; order: number }[],
    home: HomeOf,
    answer: string,
  ): Promise<void> {
    const came = await this.#look(`${answer}, x."meetingId" AS of FROM "Attendance" x JOIN "ChatAccount" c ON c.id = x."accountId"`, [])
    const cast = await this.#look(
      `${answer}, x."motionId" AS of, x."accountId" AS voter FROM "Ballot" x JOIN "ChatAccount" c ON c.id = x."accountId"`,
      [],
    )
    const people = await this.#look(`SELECT "householdId" AS household, "birthDate" AS born FROM "Villager" WHERE "removedAt" IS NULL`, [])
    for (const m of await this.#look(
      `SELECT m.*, g."startsAt" FROM "Motion" m JOIN "Meeting" g ON g.id = m."meetingId" WHERE m.status = 'closed'`,
      [],
    )) {
      const date = dateOf((m.startsAt as Date).getTime())
      const grown = `${Number(date.slice(0, 4)) - 18}${date.slice(4)}`
      const adults = (h: string): number =>
        Math.max(1, people.filter((p) => p.household === h && (p.born === null || String(p.born) <= grown)).length)
      const arrivals = words(came, String(m.meetingId)).map(({ row, ...w }) => ({
        ...w,
        persons: row.stated === true ? Number(row.persons) : undefined,
        confirmed: false,
      }))
      const present = presentOf(arrivals, home, adults)
      const persons = [...present.values()].reduce((a, b) => a + b, 0)
      // A household's accounts are voters of their own: the household is read from the account.
      const accounts = new Map<string, string>()
      const ballots = words(cast, String(m.id)).map(({ row, who, ...w }) => {
        accounts.set(String(row.voter), who.household)
        return {
          ...w,
          who: { account: String(row.voter) },
          choice: row.choice as 'approve' | 'reject' | 'abstain',
          votes: row.stated === true ? Number(row.votes) : undefined,
          family: row.family === true,
        }
      })
      const { approve, reject, abstain } = votesOf(ballots, (w) => ('account' in w.who ? accounts.get(w.who.account) : undefined), present)
      const told = `${m.present}: ${m.approve}/${m.reject}/${m.abstain} ${m.carried}`
      const counted = `${persons}: ${approve}/${reject}/${abstain} ${persons > 0 && 100 * approve >= 80 * persons}`
      this.#hold(told === counted, `${m.text}: ${told}, counted again ${counted}`)
      this.counted.motions = (this.counted.motions ?? 0) + 1
    }
  }

  /** Each poll closed once, each deadline fell once, and none is left lying whose time has come. */
  async deadlines(now: number): Promise<void> {
    const closed = await this.#look(
      `SELECT p.topic, (SELECT count(*)::int FROM "LedgerEntry" e WHERE e.subject = p.id AND e.what IN ('timePollDecided', 'timePollUndecided')) AS n FROM "TimePoll" p WHERE p.status <> 'open'`,
      [],
    )
    for (const { topic, n } of closed) this.#hold(n === 1, `${topic} ended ${n} times`)
    for (const { kind, n } of await this.#look(
      `SELECT kind, count(*)::int AS n FROM "Deadline" WHERE "doneAt" IS NULL AND "dueAt" < $1 GROUP BY kind`,
      [new Date(now - 10_000)],
    ))
      this.#hold(false, `${n} deadlines ${kind} lie there although their time has come`)
    const [fell] = await this.#look(`SELECT count(*)::int AS n FROM "Deadline" WHERE outcome = 'fired'`, [])
    this.counted.deadlines = Number(fell?.n)
  }

  /** What people's phones have got is what is marked as sent; more only of what is marked as unknown. */
  async said(phone: Phone): Promise<void> {
    const rows = await this.#look(
      `SELECT r."externalId" AS room, o.text, count(*) FILTER (WHERE o.status = 'sent')::int AS sent, count(*) FILTER (WHERE o.status = 'unknown')::int AS unknown,
         count(*) FILTER (WHERE o.status NOT IN ('sent', 'unknown', 'cancelled'))::int AS other, min(o.status::text) AS status FROM "Outbox" o JOIN "Room" r ON r.id = o."roomId" GROUP BY 1, 2`,
      [],
    )
    const known = new Map(rows.map((r) => [`${r.room}\n${r.text}`, r]))
    let unknown = 0
    for (const [key, row] of known) {
      const got = phone.delivered.get(key) ?? 0
      const [sent, perhaps] = [Number(row.sent), Number(row.unknown)]
      unknown += perhaps
      this.#hold(got >= sent && got <= sent + perhaps, `said ${got} times, ${sent} sent, ${perhaps} unknown: ${key.slice(0, 120)}`)
      this.#hold(row.other === 0, `${row.other} messages are ${row.status}: ${key.slice(0, 120)}`)
    }
    for (const key of phone.delivered.keys()) this.#hold(known.has(key), `said and nowhere written: ${key.slice(0, 120)}`)
    this.counted.delivered = [...phone.delivered.values()].reduce((a, b) => a + b, 0)
    this.counted.unknown = unknown
  }
}
