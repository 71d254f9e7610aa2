/** 公示板: off until the town turns it on; then what is public of a hamlet for anybody who has its address, and nothing else of it. */
import { createRequire } from 'node:module'
import jsQR from 'jsqr'
import { beforeAll, describe, expect, test } from 'vitest'
import { qrPng } from '../../src/documents/qr.ts'
import { sha256 } from '../../src/kernel/hash.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

const SECRET = '老二喝酒打老婆'
const AT = '/boards/hamlet_huaishu'
let desk: TestDesk
let pages: Pages
/** The board's path. */
let board = ''

const neighbour = () => desk.village.db.villager.findFirstOrThrow({ where: { householdId: 'household_huaishu_8', isHouseholdHead: true } })

const words = async (path: string): Promise<string> => plain((await pages.ask(undefined, 'get', path)).text).replace(/\s+/g, ' ')

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  const { village } = desk
  const room = village.room('huaishu')
  await room.says('head', '开会 今晚7点半 文化广场 议题：修路集资')
  await room.says('5', `悄悄反映 ${SECRET}`)
  await village.until(instantAt('2026-09-07', 19, 25))
  await room.says('head', '签到')
  await room.all(Array.from({ length: 24 }, (_, i) => [`${i + 3}`, '到'] as const))
})

describe('before it is turned on', () => {
  test('nobody makes an address, and the desk says who can', async () => {
    expect(await words(AT)).not.toContain('公示板')
    expect(plain(await pages.look('cadre', AT))).toContain('镇里没有打开公示板。要打开，请找镇里的管理员。')
    const refused = await pages.post('cadre', `${AT}/make`, {})
    expect([refused.status, await desk.village.db.board.count()]).toEqual([409, 0])
    const { status, text } = await pages.ask(undefined, 'get', '/b/AAAAAAAAAAAAAAAAAAAAAA')
    expect([status, plain(text)]).toEqual([404, expect.stringContaining('这个二维码可能换过了。请扫墙上新贴的那一张')])
  })
})

describe('on', () => {
  beforeAll(async () => {
    await desk.call('townAdmin', 'patch', '/policy', { publicBoards: true })
    await pages.post('cadre', `${AT}/make`, {})
    board = `/b/${(await desk.village.db.board.findFirstOrThrow()).token}`
  })

  test('a cadre of another village cannot make, see or print it; a viewer may not', async () => {
    expect((await pages.ask('otherCadre', 'get', AT)).status).toBe(404)
    expect((await pages.post('otherCadre', `${AT}/make`, {})).status).toBe(404)
    expect((await pages.ask('viewer', 'get', `${AT}/poster.docx`)).status).toBe(403)
    expect((await pages.ask('cadre', 'get', `${AT}/poster.docx`)).headers.get('content-disposition')).toContain('docx')
  })

  test('while a meeting is on: the quorum with its base, the vote, by itself', async () => {
    const room = desk.village.room('huaishu')
    await room.says('head', `表决 ${(await neighbour()).name}家门口每户出50元修路`)
    await room.all([
      ['3', '同意'],
      ['4', '反对'],
    ])
    for (const path of [board, `${board}/live`]) {
      const said = await words(path)
      expect(said, path).toContain('21/30户 到会（70%），要24户，还差3户')
      expect(said, path).toContain('同意1人（到会23人的4.3%，要19人，还差18人） 反对1人')
    }
  })

  test('then its results, and each issue with its steps, days and rounds', async () => {
    const { village } = desk
    const room = village.room('huaishu')
    await room.says('7', '反映 桥头路灯坏了，找13812345678')
    await room.says('9', '反映 下面那段路下雨积水')
    await room.says('head', '散会')
    await village.until(instantAt('2026-09-08', 9))
    await desk.post('cadre', `/issues/${await issueId(2)}/accept`)
    await desk.post('cadre', `/issues/${await issueId(2)}/handled`, { text: '已换新灯' })
    await room.all([
      ['10', '2号满意'],
      ['11', '2号满意'],
      ['13', '2号不满意'],
    ])
    await village.until(instantAt('2026-09-15', 9))
    const said = await words(board)
    for (const line of [
      '9月7日 周一 19:30的会文化广场，议题：修路集资21/30户 到会（70%）',
      '每户出50元修路 没通过（到会不够，不算数）同意1人（到会23人的4.3%，要19人） 反对1人',
      '村民9月7日周一反映',
      '9月7日周一交到村里，9月8日周二受理',
      '村里的期限是怎么数的：5个工作日，到9月14日 周一',
      '9月12日 周六不算：周末',
      '第1轮评议：评议户不够，等走访',
    ])
      expect(said).toContain(line)
    expect(said).toContain('3号 下面那段路下雨积水')
    expect(said).toContain('逾期1个工作日')
  })
})

const issueId = async (no: number): Promise<string> =>
  (await desk.village.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no } })).id

/** Everything that can be had at a board's address. */
async function everything(): Promise<string> {
  const parts = [board, `${board}/live`, `${board}/chain`, `${board}?seq=1&kept=${'0'.repeat(16)}`]
  const texts = await Promise.all(parts.map(async (path) => (await pages.ask(undefined, 'get', path)).text))
  const stream = await desk.app.request(`http://desk.test${board}/now`)
  const reader = stream.body!.getReader()
  const told = new TextDecoder().decode((await reader.read()).value)
  await reader.cancel()
  expect(told).toMatch(/^event: picture\ndata: /)
  return [...texts, told].join('\n')
}

describe('nothing leaks', () => {
  test('no name, no number, nothing confidential, nobody’s id, in any page, in the chain and in the stream', async () => {
    const { db } = desk.village
    const person = await neighbour()
    const room = desk.village.room('huaishu')
    await room.says('head', `约时间 ${person.name}家的路 周四晚7点半/周五晚7点半 明天中午截止`)
    await room.says('12', `反映 ${person.name}占了路，找13812345678`)
    const all = await everything()
    const villagers = await db.villager.findMany({ where: { hamletId: 'hamlet_huaishu' } })
    const accounts = await db.chatAccount.findMany({ where: { hamletId: 'hamlet_huaishu' } })
    const households = await db.household.findMany({ where: { hamletId: 'hamlet_huaishu' } })
    const hidden = await db.issue.findMany({ where: { confidential: true } })
    expect([hidden.length, villagers.length > 60, accounts.length > 20]).toEqual([1, true, true])
    // Head and recorder hold a public office: their acts are in the chain under our own number for them.
    const offices = new Set(['account_huaishu_head', 'account_huaishu_recorder'])
    const secrets = [
      SECRET,
      '13812345678',
      ...villagers.map((v) => v.name),
      ...accounts.map((a) => a.nickname).filter((name) => name.length > 1),
      ...accounts.flatMap((a) => (offices.has(a.id) ? [] : [a.id])).concat(accounts.map((a) => a.externalId)),
      ...households.map((h) => `${h.id}"`),
      ...hidden.flatMap((i) => [i.id, i.text]),
    ]
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([])
    expect(plain(all)).toContain('某甲家的路')
    expect(plain(all)).toContain('某甲占了路，找号码')
  })

  test('what is public of the chain can be worked out again by anybody, and what was changed does not fit', async () => {
    const part = JSON.parse((await pages.ask(undefined, 'get', `${board}/chain`)).text) as Part
    const { db } = desk.village
    const hamlet = await db.hamlet.findUniqueOrThrow({ where: { id: 'hamlet_huaishu' } })
    expect(part.entries.map((e) => e.seq)).toEqual(Array.from({ length: hamlet.ledgerSeq }, (_, i) => i + 1))
    expect(part.entries.at(-1)?.hash).toBe(hamlet.ledgerHash)
    const open = part.entries.filter((e) => e.what !== undefined)
    expect(open.map((e) => e.what)).toEqual(
      expect.arrayContaining(['attendanceOpened', 'motionClosed', 'meetingEnded', 'issueHandedOver', 'issueHandled']),
    )
    const fits = ({ hash, ...entry }: Entry, as = entry): boolean =>
      sha256(sorted({ form: 2, hamletId: 'hamlet_huaishu', ...as, prevHash: part.entries[entry.seq - 2]?.hash ?? '' })) === hash
    expect(open.filter((e) => !fits(e))).toEqual([])
    const closed = open.find((e) => e.what === 'motionClosed')!
    expect(fits(closed, { ...closed, data: { ...closed.data, carried: true } })).toBe(false)
    // A fingerprint that somebody has kept, also without a script.
    const kept = open.at(-1)!
    const compare = (seq: number, text: string) => words(`${board}?seq=${seq}&kept=${encodeURIComponent(text)}`)
    expect(await compare(kept.seq, `${kept.hash.slice(0, 4)} ${kept.hash.slice(4, 16)}`)).toContain('一样：到那一条为止')
    expect(await compare(kept.seq - 1, kept.hash)).toContain('不一样：先看看条数和指纹有没有抄错')
    expect(await compare(99_999, kept.hash)).toContain('台账里没有这么多条')
    expect(await compare(kept.seq, 'abc')).toContain('指纹太短了')
  })
})

interface Entry {
  seq: number
  hash: string
  what?: string
  data?: Record<string, unknown>
}
interface Part {
  entries: Entry[]
}

/** Written apart from the program's own. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, v) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )

describe('another address, and none', () => {
  test('the old one leads nowhere at once, also where it is open; the log says that it was made and not what it is', async () => {
    const stream = await desk.app.request(`http://desk.test${board}/now`)
    expect(stream.status).toBe(200)
    await stream.body!.cancel()
    await pages.post('cadre', `${AT}/make`, {})
    expect((await pages.ask(undefined, 'get', board)).status).toBe(404)
    const { token } = await desk.village.db.board.findFirstOrThrow()
    expect((await pages.ask(undefined, 'get', `/b/${token}`)).status).toBe(200)
    await desk.call('townAdmin', 'patch', '/policy', { publicBoards: false })
    expect(await words(`/b/${token}`)).toContain('镇里现在没有打开公示板')
    expect((await pages.ask(undefined, 'get', `/b/${token}/now`)).status).toBe(404)
    expect((await pages.ask(undefined, 'get', `/b/${token}/chain`)).status).toBe(404)
    await pages.post('cadre', `${AT}/end`, {})
    expect(await desk.village.db.board.count()).toBe(0)
    const noted = await desk.village.db.auditEntry.findMany({ where: { subject: 'hamlet:hamlet_huaishu' }, orderBy: { seq: 'asc' } })
    expect(noted.map((entry) => entry.action)).toEqual(['makeBoard', 'makeBoard', 'endBoard'])
    expect(JSON.stringify(noted.map(({ before, after }) => [before, after]))).not.toContain(token)
  })

  test('the QR of a poster says its address', async () => {
    const address = 'https://wuchang.example.cn/b/AAAAAAAAAAAAAAAAAAAAAA'
    // What writes the picture reads it, too: a package of that package's.
    const png = 'pngjs'
    const { PNG } = createRequire(createRequire(import.meta.url).resolve('qrcode'))(png)
    const { data, width, height } = PNG.sync.read(await qrPng(address))
    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(address)
  })
})
