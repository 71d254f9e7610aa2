/** A month of a hamlet with forty households as people answer: one by one, over days; and what the bot says in its group each day. */

import { randomOf } from '../../src/kernel/random.ts'
import { DAY, dateOf, HOUR, type Instant, instantAt, MINUTE, SECOND } from '../../src/kernel/time.ts'
import type { Room, Village } from '../support/village.ts'

const HOUSEHOLDS = 40
/** Between one answer and the next, by day; at night nobody answers. */
const SLOW = 35 * MINUTE

export class Month {
  readonly #v: Village
  readonly #room: Room
  readonly #random: () => number
  readonly #people: string[]

  constructor(v: Village, seed: number) {
    this.#v = v
    this.#room = v.room('huaishu')
    this.#random = randomOf(seed)
    const homes = Array.from({ length: HOUSEHOLDS }, (_, i) => i + 1).filter((n) => n % 6 !== 0)
    this.#people = homes.slice(0, 30).map((n) => (n === 1 ? 'head' : n === 2 ? 'recorder' : `${n}`))
  }

  #pick = <T>(from: readonly T[]): T => from[Math.floor(this.#random() * from.length)] as T

  /** One after another, each about `gap` after the one before. */
  async #trickle(gap: number, count: number, words: () => string): Promise<void> {
    const order = [...this.#people].sort(() => this.#random() - 0.5).slice(0, count)
    for (const who of order) {
      await this.#v.after(Math.round(gap * (0.5 + this.#random())))
      const hour = new Date(this.#v.now + 8 * HOUR).getUTCHours()
      if (gap === SLOW && (hour >= 21 || hour < 7)) await this.#v.until(instantAt(dateOf(this.#v.now + (hour >= 21 ? DAY : 0)), 7, 20))
      await this.#room.says(who, words())
    }
  }

  async live(): Promise<void> {
    const { says } = { says: (who: string, text: string) => this.#room.says(who, text) }
    await says('head', '约时间 修路集资 周五晚7点半/周六晚7点半/周日晚8点 周四晚8点截止')
    await this.#trickle(SLOW, 28, () => this.#pick(['1', '2', '2', '12', '都行', '3', '23', '都不行']))
    await this.#v.until(instantAt('2026-09-10', 21))
    await this.#trickle(SLOW, 20, () => this.#pick(['参加', '参加 2人', '参加', '请假 在外打工']))
    const meeting = await this.#v.db.meeting.findFirstOrThrow()
    const start = meeting.startsAt.getTime()
    await this.#v.until(start - 25 * MINUTE)
    await this.#trickle(70 * SECOND, 29, () => this.#pick(['到', '到 2人', '来了']))
    for (const motion of ['每户出50元修路灯', '清沟每户出一个工']) {
      await says('head', `表决 ${motion}`)
      await this.#trickle(15 * SECOND, 27, () => this.#pick(['同意', '同意', '同意', '同意 2票', '反对', '弃权']))
      await says('head', '表决结束')
    }
    for (const [who, issue] of [
      ['9', '村口路灯坏了'],
      ['10', '三组水沟堵了'],
      ['13', '垃圾桶不够'],
    ] as const)
      await says(who, `反映 ${issue}`)
    await says('head', '2 约定 9月20日前 清沟')
    await says('head', '散会')
    await this.#v.after(HOUR)
    await this.#v.until(instantAt(dateOf(this.#v.now + DAY), 8))
    await this.#trickle(SLOW, 8, () => '附议 1')
    await this.#v.until(instantAt('2026-09-18', 9))
    await says('head', '2 办好了 沟清了')
    await this.#trickle(SLOW, 22, () => `2号${this.#pick(['满意', '满意', '基本满意', '不满意'])}`)
    await this.#village('槐树1 办好了 换了新灯', '2026-09-21')
    await this.#trickle(SLOW, 22, () => `1号${this.#pick(['满意', '满意', '基本满意', '不满意'])}`)
    await this.#village('槐树3 办好了 加了两个桶', '2026-09-28')
    await this.#trickle(SLOW, 20, () => `3号${this.#pick(['满意', '满意', '基本满意', '不满意'])}`)
    await this.#v.until(instantAt('2026-10-07', 9))
  }

  async #village(words: string, on: string): Promise<void> {
    await this.#v.until(Math.max(this.#v.now, instantAt(on, 9)))
    await this.#v.room('hekou').says('wxid_hekou_cadre1', words)
  }

  /** Messages of the bot in the hamlet's group on each of the thirty days, most first. */
  perDay(from: Instant): number[] {
    const days = Array.from({ length: 30 }, (_, i) => dateOf(from + i * DAY))
    const said = this.#v.said.filter((s) => s.room === this.#room.id).map((s) => dateOf(s.at))
    return days.map((day) => said.filter((d) => d === day).length).sort((a, b) => b - a)
  }
}

export const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0
