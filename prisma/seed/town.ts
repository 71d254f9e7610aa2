/**
 * The demo town 青山镇, and larger made-up ones: deterministic, so that scripts can rely on ids and names. Pure: rows in, nothing written.
 * 槐树屋场: 36 households, 30 at home; 26 of these have a bound account, 3 of them two; four at home have none.
 */
import type { SeedRows } from '../../src/store/reset.ts'
import { personName, relativeName } from './names.ts'

export interface SeedOptions {
  /** How many hamlets; the first three are the named ones. Default 3. */
  hamlets?: number
  /** Households of every hamlet; the named ones are never smaller than they are by default (36, 34, 34). Default of the others: 36. */
  households?: number
  /** The moment of the seed. */
  now: Date
  /** Key of the bot's account whose groups these are. */
  account: string
  /** Makes an address that nobody can guess: every hamlet then has its public board. Without it the town has none. */
  address?: () => string
}

const TOWN = 'town_qingshan'
const VILLAGES = [
  { id: 'village_hekou', key: 'hekou', name: '河口村' },
  { id: 'village_liulin', key: 'liulin', name: '柳林村' },
] as const
const DEPARTMENTS = ['党政办', '农业农村办', '交通办', '水利站', '派出所', '司法所', '民政办', '自然资源所', '卫生院', '供电所']
const HAMLETS = [
  { key: 'huaishu', alias: '槐树', village: 0, venue: '文化广场', households: 36 },
  { key: 'tangwan', alias: '塘湾', village: 0, venue: '塘湾祠堂', households: 34 },
  { key: 'liuyin', alias: '柳荫', village: 1, venue: '柳荫凉亭', households: 34 },
]
const HOUSEHOLDS = 36
/** Names for generated hamlets: 3 600 before a number is needed. */
const PLACES = [
  '松',
  '竹',
  '梅',
  '桃',
  '李',
  '杏',
  '枫',
  '樟',
  '桂',
  '茶',
  '棠',
  '榆',
  '桐',
  '柏',
  '石',
  '泉',
  '溪',
  '岭',
  '坪',
  '冲',
  '湾',
  '塘',
  '桥',
  '井',
  '垅',
  '坳',
  '洲',
  '滩',
  '坡',
  '堰',
]

interface Plan {
  key: string
  alias: string
  village: number
  venue: string
  households: number
}

function plans(count: number, households: number | undefined): Plan[] {
  return Array.from({ length: count }, (_, i): Plan => {
    const named = HAMLETS[i]
    // Scripts rely on the people of the named hamlets: those are kept, and more are added.
    if (named) return { ...named, households: Math.max(named.households, households ?? 0) }
    const place = `${PLACES[i % 30]}${PLACES[(Math.floor(i / 30) * 7 + i + 11) % 30]}`
    const round = Math.floor(i / 900)
    return {
      key: `h${i + 1}`,
      alias: `${place}${round ? round + 1 : ''}`,
      village: i % 2,
      venue: `${place}坪`,
      households: households ?? HOUSEHOLDS,
    }
  })
}

export function seedTown(options: SeedOptions): SeedRows {
  const { account } = options
  const rows: SeedRows = {
    town: [{ id: TOWN, name: '青山镇', createdAt: options.now, ...(options.address ? { policy: { publicBoards: true } } : {}) }],
    department: DEPARTMENTS.map((name, i) => ({ id: `department_${i + 1}`, townId: TOWN, name })),
    busyPeriod: [
      { id: 'busy_1', townId: TOWN, name: '双抢', from: '2026-07-10', to: '2026-08-05' },
      { id: 'busy_2', townId: TOWN, name: '秋收', from: '2026-10-17', to: '2026-11-05' },
    ],
    village: VILLAGES.map(({ id, name }) => ({ id, name, townId: TOWN })),
    hamlet: [],
    household: [],
    villager: [],
    official: [],
    room: [{ id: 'room_qingshan', kind: 'town', townId: TOWN, name: '青山镇屋场工作群', account, externalId: 'qingshan@chatroom' }],
    chatAccount: [],
    board: [],
  }
  for (const { id, key, name } of VILLAGES)
    rows.room.push({
      id: `room_${key}`,
      kind: 'village',
      townId: TOWN,
      villageId: id,
      name: `${name}干部群`,
      account,
      externalId: `${key}@chatroom`,
    })
  addOfficials(rows, account)
  const list = plans(Math.max(1, options.hamlets ?? 3), options.households)
  const taken = new Set<string>()
  for (const [i, plan] of list.entries()) {
    let alias = plan.alias
    for (let n = 2; taken.has(alias); n++) alias = `${plan.alias}${n}`
    taken.add(alias)
    addHamlet(rows, { ...plan, alias }, i, options)
  }
  return rows
}

function addOfficials(rows: SeedRows, account: string): void {
  const people = [
    { id: 'hekou_cadre1', name: '周建国', office: 'cadre' as const, villageId: VILLAGES[0].id },
    { id: 'hekou_cadre2', name: '何春梅', office: 'cadre' as const, villageId: VILLAGES[0].id },
    { id: 'liulin_cadre1', name: '罗志强', office: 'cadre' as const, villageId: VILLAGES[1].id },
    { id: 'liulin_cadre2', name: '唐秀珍', office: 'cadre' as const, villageId: VILLAGES[1].id },
    { id: 'town_official1', name: '郑文', office: 'official' as const, villageId: null },
    { id: 'town_official2', name: '许明霞', office: 'official' as const, villageId: null },
  ]
  for (const p of people) {
    const { id, name, office, villageId } = p
    rows.official.push({ id: `official_${id}`, townId: TOWN, villageId, name, office })
    rows.chatAccount.push({ id: `account_${id}`, account, externalId: `wxid_${id}`, nickname: name, officialId: `official_${id}` })
  }
}

function addHamlet(rows: SeedRows, plan: Plan, index: number, { account, now, address }: SeedOptions): void {
  const { key } = plan
  const id = `hamlet_${key}`
  const villager = (n: number, who: string) => `villager_${key}_${n}_${who}`
  rows.hamlet.push({
    id,
    townId: TOWN,
    villageId: VILLAGES[plan.village]!.id,
    name: `${plan.alias}屋场`,
    alias: plan.alias,
    venue: plan.venue,
    venueReady: index === 0,
    stage: index === 0 ? 'deepened' : index < 3 ? 'spread' : 'pilot',
    filing: 'filed',
    partyGroup: index === 0,
    headId: villager(1, 'a'),
    recorderId: villager(2, 'a'),
  })
  if (address) rows.board.push({ hamletId: id, token: address(), madeAt: now, madeBy: 'seed' })
  rows.room.push({
    id: `room_${key}`,
    kind: 'hamlet',
    townId: TOWN,
    villageId: VILLAGES[plan.village]!.id,
    hamletId: id,
    name: `${plan.alias}屋场`,
    account,
    externalId: `${key}@chatroom`,
  })
  // Every sixth household is away; of those at home the last four have no account that is bound.
  const home = Array.from({ length: plan.households }, (_, i) => i + 1).filter((n) => n % 6 !== 0)
  const unreached = new Set(home.slice(-4))
  const twice = new Set(home.slice(3, 6))
  const fresh = neverTwice()
  for (let n = 1; n <= plan.households; n++) {
    const household = `household_${key}_${n}`
    const atHome = n % 6 !== 0
    rows.household.push({ id: household, hamletId: id, groupNo: Math.ceil(n / 12), number: ((n - 1) % 12) + 1, atHome })
    const head = fresh(personName, index * 60 + n)
    const people = [
      head,
      ...Array.from({ length: 1 + (n % 4) }, (_, k) => fresh((m) => relativeName(head[0]!, m), index * 200 + n * 5 + k)),
    ]
    const account_ = (who: string, suffix: string, nickname: string, bound: boolean) =>
      rows.chatAccount.push({
        id: `account_${key}_${suffix}`,
        account,
        externalId: `wxid_${key}_${suffix}`,
        nickname,
        hamletId: id,
        ...(bound ? { villagerId: villager(n, who), householdId: household, boundAt: now, boundBy: 'seed' } : {}),
      })
    for (const [k, name] of people.entries()) {
      rows.villager.push({
        id: villager(n, 'abcdef'[k]!),
        hamletId: id,
        householdId: household,
        name,
        isHouseholdHead: k === 0,
        gender: (n + k) % 2 ? '男' : '女',
        // Household heads are 45–74, the next adult about as old, then grown children and, fourth, a child.
        birthDate: birthDate(k < 2 ? 45 + ((n * 7) % 30) - k : k < 4 ? 20 + ((n * 3) % 10) : 8 + (n % 9), n),
        partyMember: n === 1 || (k === 0 && n % 11 === 0),
      })
    }
    if (n === 1) account_('a', 'head', head, true)
    else if (n === 2) account_('a', 'recorder', head, true)
    else if (!unreached.has(n) && (atHome || n % 12 === 0))
      account_('a', `${n}`, n % 5 === 0 ? NICKNAMES[n % NICKNAMES.length]! : head, true)
    if (twice.has(n)) account_('b', `${n}b`, people[1]!, true)
    if (unreached.has(n) && n % 2 === 0) account_('a', `new${n}`, NICKNAMES[(n + 3) % NICKNAMES.length]!, false)
  }
  rows.chatAccount.push({ id: `account_${key}_guest`, account, externalId: `wxid_${key}_guest`, nickname: '收山货的老陈', hamletId: id })
}

/** Makes names from a number on until there is one that it has not given yet. */
function neverTwice(): (make: (n: number) => string, from: number) => string {
  const given = new Set<string>()
  return (make, from) => {
    for (let n = from; ; n++) {
      const name = make(n)
      if (given.has(name)) continue
      given.add(name)
      return name
    }
  }
}

const NICKNAMES = ['平安是福', '幸福一家人', '春暖花开', '老槐树下', '知足常乐', '好运来', '青山绿水']

function birthDate(age: number, n: number): string {
  const two = (x: number) => String(x).padStart(2, '0')
  return `${2026 - age}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`
}
