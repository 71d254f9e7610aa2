/** A hamlet's busy evening: what its people say, one after another, and what each word must have become. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MINUTE, SECOND, wallTime } from '../../src/kernel/time.ts'
import type { Chance } from '../simulation/town/given.ts'
import type { Message, Phone } from './phone.ts'

/** A word that counts, as the row must have it. */
export interface Word {
  messageId: string
  account: string
  table: 'TimeAnswer' | 'Attendance' | 'Ballot' | 'Issue'
  /** What it was said to: the topic of a poll, meeting or motion; of an issue its own text. */
  topic: string
  content: string
}

export interface Neighbours {
  key: string
  /** Chat ids of bound accounts; the first household that is at home and bound never answers, so that nothing ends by everybody having spoken. */
  people: readonly string[]
  silent: string
}

/** What the evening asks of the database, patiently: it may be away. */
export type Look = (sql: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>

const TIMES = [
  ['1', '1//'],
  ['2', '2//'],
  ['13', '1,3//'],
  ['都行', '1,2,3//'],
  ['都不行', '//1,2,3'],
  ['2勉强', '/2/'],
] as const
const VOTES = [
  ['同意', 'approve 1 false'],
  ['同意 2票', 'approve 2 true'],
  ['反对', 'reject 1 false'],
  ['弃权', 'abstain 1 false'],
] as const
const ARRIVALS = [
  ['到', '1 false'],
  ['到 2人', '2 true'],
  ['到 3人', '3 true'],
] as const

/** A poll of one and a half minutes, with all that may break meanwhile. */
const PATIENCE_MS = 5 * MINUTE

export class Evening {
  readonly words: Word[] = []
  readonly topics: { polls: string[]; meetings: string[]; motions: string[] } = { polls: [], meetings: [], motions: [] }
  readonly #hamlet: Neighbours
  readonly #phone: Phone
  readonly #look: Look
  readonly #chance: Chance
  readonly #now: () => number
  readonly #count: () => number
  #round = 0

  constructor(given: { hamlet: Neighbours; phone: Phone; look: Look; chance: Chance; now: () => number; count: () => number }) {
    this.#hamlet = given.hamlet
    this.#phone = given.phone
    this.#look = given.look
    this.#chance = given.chance
    this.#now = given.now
    this.#count = given.count
  }

  #message(senderId: string, text: string): Message {
    const n = this.#count()
    // No two words of one moment: the same words of one person at one moment are one message, whatever its id.
    return { messageId: `c${n}`, roomId: `${this.#hamlet.key}@chatroom`, senderId, text, at: Math.floor(this.#now()) + (n % 97) }
  }
  #head = (text: string): Promise<void> => this.#phone.hand([this.#message(`wxid_${this.#hamlet.key}_head`, text)])

  /** So many words of one kind, handed over in parts. */
  async #talk(how: {
    table: Word['table']
    topic: string
    forms: readonly (readonly [string, string])[]
    count: number
    until?: number
  }): Promise<void> {
    for (let left = how.count; left > 0 && this.#now() < (how.until ?? Number.POSITIVE_INFINITY); ) {
      const part = Array.from({ length: Math.min(left, this.#chance.int(5, 60)) }, () => this.#word(how))
      await this.#phone.hand(part)
      left -= part.length
      await sleep(this.#chance.int(10, 120))
    }
  }
  #word({ table, topic, forms }: { table: Word['table']; topic: string; forms: readonly (readonly [string, string])[] }): Message {
    const account = this.#chance.pick(this.#hamlet.people)
    if (this.#chance.is(0.01)) {
      const text = `${topic}旁边第${this.#count()}盏路灯坏了`
      const message = this.#message(account, `反映 ${text}`)
      this.words.push({ messageId: message.messageId, account, table: 'Issue', topic: text, content: text })
      return message
    }
    const [text, content] = this.#chance.pick(forms)
    const message = this.#message(account, text)
    this.words.push({ messageId: message.messageId, account, table, topic, content })
    return message
  }

  /** What must come of what was said, within minutes, whatever breaks. */
  async #until(sql: string, values: readonly unknown[]): Promise<void> {
    const giveUp = performance.now() + PATIENCE_MS
    while ((await this.#look(sql, values)).length === 0) {
      if (performance.now() > giveUp) throw new Error(`${this.#hamlet.key} waits in vain: ${sql} ${JSON.stringify(values)}`)
      await sleep(150)
    }
  }

  /** An evening is asked for, answered `count` times, and closes by its deadline; `hurry` moves the clock to it. */
  async poll(count: number, hurry?: () => void): Promise<void> {
    const topic = `修路${this.#hamlet.key}第${++this.#round}次`
    this.topics.polls.push(topic)
    const closes = Math.floor((this.#now() + (hurry ? 1 : 1.5) * MINUTE + 59 * SECOND) / MINUTE) * MINUTE
    const { hour, minute } = wallTime(closes)
    await this.#head(`约时间 ${topic} 周五晚7点半/周六晚7点半/周日晚8点 今晚${hour}点${minute}分截止`)
    await this.#until(`SELECT 1 FROM "TimePoll" WHERE topic = $1`, [topic])
    await this.#talk({ table: 'TimeAnswer', topic, forms: TIMES, count, until: closes - 2 * SECOND })
    await this.#until(`SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM "Inbox" WHERE status = 'received' AND "externalRoomId" = $1)`, [
      `${this.#hamlet.key}@chatroom`,
    ])
    hurry?.()
    await this.#until(`SELECT 1 FROM "TimePoll" WHERE topic = $1 AND status <> 'open'`, [topic])
    await this.#head('取消会议')
    await this.#until(`SELECT 1 FROM "Meeting" m JOIN "TimePoll" p ON p."meetingId" = m.id WHERE p.topic = $1 AND m.status = 'cancelled'`, [
      topic,
    ])
  }

  /** People come, vote twice, and go home. */
  async meeting(count: number): Promise<void> {
    const topic = `修渠${this.#hamlet.key}第${++this.#round}次`
    this.topics.meetings.push(topic)
    const { hour, minute } = wallTime(this.#now() + 12 * MINUTE)
    await this.#head(`开会 今晚${hour}点${minute}分 祠堂 议题:${topic}`)
    await this.#until(`SELECT 1 FROM "Meeting" WHERE $1 = ANY (topics) AND status = 'open'`, [topic])
    const first = this.#message(this.#hamlet.silent, '到 2人')
    this.words.push({ messageId: first.messageId, account: this.#hamlet.silent, table: 'Attendance', topic, content: '2 true' })
    await this.#phone.hand([first])
    await this.#talk({ table: 'Attendance', topic, forms: ARRIVALS, count: Math.ceil(count / 3) })
    for (const no of [1, 2]) {
      const motion = `${topic}第${no}项`
      this.topics.motions.push(motion)
      await this.#head(`表决 ${motion}`)
      await this.#until(`SELECT 1 FROM "Motion" WHERE text = $1`, [motion])
      await this.#talk({ table: 'Ballot', topic: motion, forms: VOTES, count: Math.ceil(count / 3) })
      await this.#head('表决结束')
      await this.#until(`SELECT 1 FROM "Motion" WHERE text = $1 AND status = 'closed'`, [motion])
    }
    await this.#head('散会')
    await this.#until(`SELECT 1 FROM "Meeting" WHERE $1 = ANY (topics) AND status = 'ended'`, [topic])
  }
}
