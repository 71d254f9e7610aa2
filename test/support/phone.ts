/** A page of ours on somebody's phone, in a village of a test: `await phone.taps('openAttendance')`. */
import { openPage } from '../../src/application/pages/admit.ts'
import { type Became, hearTaps } from '../../src/application/pages/hear-taps.ts'
import type { Door } from '../../src/domain/base/rows.ts'
import type { Instant } from '../../src/kernel/time.ts'
import type { IntentArgs, IntentName } from '../../src/understand/outcome.ts'
import type { Village } from './village.ts'

const DESK = { kind: 'official', id: 'official_hekou_cadre1', name: '村干部', office: 'cadre' } as const

interface How {
  id?: string
  at?: Instant
  about?: string
  sure?: true
}

export class Phone {
  readonly #village: Village
  readonly #door: Door
  readonly externalId: string
  #count = 0

  private constructor(village: Village, door: Door, externalId: string) {
    this.#village = village
    this.#door = door
    this.externalId = externalId
  }

  /** Of a villager (head, recorder), or behind the code of a household. */
  static async open(village: Village, hamletId: string, whose: { villagerId: string } | { householdId: string }): Promise<Phone> {
    const externalId = `phone_${Object.values(whose)[0]}`
    const door = 'villagerId' in whose ? 'page' : 'card'
    await openPage(village.deps, hamletId, { actor: DESK, door, externalId, nickname: '手机', ...whose })
    return new Phone(village, door, externalId)
  }

  async taps<K extends IntentName>(intent: K, args: IntentArgs[K], how: How = {}): Promise<Became> {
    const { id = `tap${++this.#count}`, at = this.#village.now, ...more } = how
    const tapper = { door: this.#door, externalId: this.externalId, externalRoomId: this.externalId }
    const [became] = await hearTaps(this.#village.deps, tapper, [{ id, at, tap: { intent, args, ...more } as never }])
    return became as Became
  }
}

/** What is to be carried into the hamlet's group. */
export const toCarry = async (village: Village, hamletId: string): Promise<string[]> =>
  (
    await village.db.outbox.findMany({
      where: {
        account: 'page',
        status: 'onPage',
        roomId: { in: (await village.db.room.findMany({ where: { hamletId, kind: 'hamlet' } })).map((r) => r.id) },
      },
      orderBy: { seq: 'asc' },
    })
  ).map((row) => row.text)
