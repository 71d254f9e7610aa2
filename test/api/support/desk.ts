/** A town with somebody of every role at its desk, each with a token. */
import type { Hono } from 'hono'
import { hashSecret } from '../../../src/application/orders/passwords.ts'
import { type DeskRole, ROLES } from '../../../src/domain/rights/desk.ts'
import { townApp } from '../../../src/house/town-app.ts'
import { ManualClock } from '../../../src/kernel/clock.ts'
import { Village } from '../../support/village.ts'

export const TOWN = 'town_qingshan'
export const HEKOU = 'village_hekou'
const LIULIN = 'village_liulin'
/** A cadre of each village: the same route, one inside the reach and one outside. */
export type Person = DeskRole | 'otherCadre'
export const PEOPLE: readonly Person[] = [...ROLES, 'otherCadre']

const SCOPES: Partial<Record<Person, object>> = {
  cadre: { villageId: HEKOU, officialId: 'official_hekou_cadre1' },
  otherCadre: { villageId: LIULIN, officialId: 'official_liulin_cadre1' },
  department: { departmentId: 'department_3' },
  official: { officialId: 'official_town_official1' },
}

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever JSON came back
  body: any
  headers: Headers
}

export class TestDesk {
  readonly village: Village
  readonly wall: ManualClock
  readonly app: Hono

  private constructor(village: Village, wall: ManualClock) {
    this.village = village
    this.wall = wall
    this.app = townApp({ deps: village.deps, wall })
  }

  static async open(options: Parameters<typeof Village.open>[0] = {}): Promise<TestDesk> {
    const desk = new TestDesk(await Village.open(options), new ManualClock(Date.UTC(2026, 8, 7, 1)))
    await desk.people()
    return desk
  }

  /** The people at the desk, each with a token `token-<person>-…`. */
  async people(): Promise<void> {
    const at = new Date(this.wall.now())
    for (const person of PEOPLE) {
      const role = person === 'otherCadre' ? 'cadre' : person
      const id = `user_${person}`
      await this.village.db.user.create({
        data: { id, townId: TOWN, role, name: `${person}甲`, login: person.toLowerCase(), createdAt: at, ...SCOPES[person] },
      })
      await this.village.db.apiToken.create({
        data: { id: `token_${person}`, userId: id, name: '测试', hash: hashSecret(tokenOf(person)), readOnly: false, createdAt: at },
      })
    }
  }

  async call(
    person: Person | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await this.app.request(`http://desk.test/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(person ? { authorization: `Bearer ${tokenOf(person)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      body: json ? await response.json() : new Uint8Array(await response.arrayBuffer()),
      headers: response.headers,
    }
  }

  get(person: Person | undefined, path: string): Promise<Reply> {
    return this.call(person, 'get', path)
  }

  post(person: Person, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> {
    return this.call(person, 'post', path, body, headers)
  }
}

export const tokenOf = (person: Person): string => `token-${person}-0123456789abcdef`
