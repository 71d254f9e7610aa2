/** 户码: a household answers with its printed code, by the same rules as in the chat; and what is the matter is said in plain words. */
import { beforeAll, describe, expect, test } from 'vitest'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { tokensOf } from '../../src/store/cards.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

const HUAISHU = 'hamlet_huaishu'
const AT = `/cards/${HUAISHU}`
let desk: TestDesk
let pages: Pages

const cardOf = async (n: number): Promise<string> => `/c/${(await tokensOf(desk.village.db, HUAISHU, `household_huaishu_${n}`))[0]?.token}`
const seen = async (path: string): Promise<string> => plain((await pages.ask(undefined, 'get', path)).text).replace(/\s+/g, ' ')

let count = 0
/** Presses a button of the card, as a browser without a script does; what is said then, and the status of the answer. */
async function press(card: string, form: Record<string, string>): Promise<string> {
  const { status, text, headers } = await pages.ask(undefined, 'post', card, { tap: `tap${++count}`, ...form })
  if (status !== 303) return `${status} ${/role="alert">(.*?)<\/p>/s.exec(text)?.[1] ?? ''}`
  const { text: then } = await pages.ask(undefined, 'get', headers.get('location') ?? '')
  return plain(/role="(?:status|alert)">(.*?)<\/p>/s.exec(then)?.[1] ?? '')
}
/** The question of that kind that stands on the card. */
async function about(card: string, what: string): Promise<string> {
  const { text } = await pages.ask(undefined, 'get', card)
  return new RegExp(`name="what" value="${what}"/><input type="hidden" name="about" value="([^"]+)"`).exec(text)?.[1] ?? ''
}
const answer = async (card: string, what: string, value: string, more = {}): Promise<string> =>
  press(card, { what, value, about: await about(card, what), ...more })

beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
})

describe('at the desk', () => {
  test('each household gets one; whoever may not, or has another village, gets nothing', async () => {
    expect((await pages.post('otherCadre', `${AT}/make`, {})).status).toBe(404)
    expect((await pages.ask('viewer', 'get', AT)).status).toBe(403)
    expect((await pages.post('cadre', `${AT}/make`, {})).status).toBe(303)
    const { db } = desk.village
    expect(await db.householdCard.count()).toBe(36)
    // What a code says is not in the database in the clear, nor in the log.
    const [{ token = '' } = {}] = await tokensOf(db, HUAISHU, 'household_huaishu_12')
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(await db.householdCard.count({ where: { token } })).toBe(0)
    const noted = await db.auditEntry.findMany({ where: { action: 'makeCard' } })
    expect([noted.length, JSON.stringify(noted, (_, v) => (typeof v === 'bigint' ? Number(v) : v)).includes(token)]).toEqual([36, false])
    expect((await pages.ask('cadre', 'get', `${AT}/print.docx`)).headers.get('content-disposition')).toContain('docx')
    // Made once more, nothing is made.
    await pages.post('cadre', `${AT}/make`, {})
    expect(await db.householdCard.count()).toBe(36)
  })
})

describe('an evening', () => {
  test('the times: one tap each, the household’s latest word counts whichever way it came', async () => {
    const [twelve, room] = [await cardOf(12), desk.village.room('huaishu')]
    expect(await seen(twelve)).toContain('1组12户')
    expect(await seen(twelve)).toContain('现在没有要回的')
    await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半 明天中午截止')
    expect(await answer(twelve, 'timePoll', '1')).toBe('记下了。')
    expect(await seen(twelve)).toContain('您家现在回的：9月9日周三晚7点半能来。')
    await room.says('12', '2')
    expect(await seen(twelve)).toContain('您家现在回的：9月10日周四晚7点半能来。')
    expect(await answer(twelve, 'timePoll', '1,2')).toBe('记下了。')
    const said = await desk.village.db.timeAnswer.findMany({ orderBy: { seq: 'asc' } })
    expect(said.map(({ via, yes }) => [via, yes])).toEqual([
      ['card', [1]],
      ['chat', [2]],
      ['card', [1, 2]],
    ])
    const entries = await desk.village.db.ledgerEntry.findMany({
      where: { hamletId: HUAISHU, what: 'timeAnswered' },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ data }) => (data as { via?: string }).via)).toEqual(['card', undefined, 'card'])
  })

  test('a form that is sent again is one word; of a question that is over it is none', async () => {
    const seven = await cardOf(7)
    const poll = await about(seven, 'timePoll')
    const form = { what: 'timePoll', value: '1', about: poll, tap: 'same' }
    expect(await press(seven, form)).toBe('记下了。')
    expect(await press(seven, form)).toBe('记下了。')
    expect(await desk.village.db.timeAnswer.count()).toBe(4)
    await desk.village.room('huaishu').says('head', '定2')
    expect(await press(seven, { ...form, tap: 'later' })).toMatch(/已经结束|没有算/)
    expect(await press(seven, { what: 'timePoll', value: 'DROP', about: poll })).toContain('400 这一页旧了，请再扫一次码')
    expect(await answer(seven, 'rsvp', 'yes')).toBe('记下了。')
    expect(await seen(seven)).toContain('您家现在回的：参加。')
  })

  test('a vote only while the household is signed in, and never beside raised hands', async () => {
    const { village } = desk
    const room = village.room('huaishu')
    await village.until(instantAt('2026-09-10', 19, 25))
    await room.says('head', '签到')
    await room.all(['3', '4', '5'].map((who) => [who, '到'] as const))
    await room.says('head', '表决 每户出50元')
    const [seven, nine] = [await cardOf(7), await cardOf(9)]
    const motion = (await village.db.motion.findFirstOrThrow()).id
    expect(await seen(seven)).toContain('您家还没有签到，签了到才能投')
    const vote = { what: 'motion', value: 'approve', about: motion }
    expect(await press(seven, vote)).toContain('扫户码投的票要签了到才算')
    expect(await village.db.ballot.count()).toBe(0)
    expect(await answer(seven, 'attendance', '2')).toMatch(/记下了|按/)
    expect(await press(seven, vote)).toBe('记下了。')
    expect(await seen(seven)).toContain('您家现在回的：同意。')
    await room.says('head', '举手 同意4 反对0 弃权0')
    expect(await seen(seven)).toContain('这一件正在举手，请举手，户码上不投')
    await answer(nine, 'attendance', '1')
    expect(await press(nine, vote)).toContain('这一件正在举手')
    expect((await village.db.ballot.findMany()).map((b) => b.via)).toEqual(['card'])
    await room.says('head', '散会')
    await village.after(30 * MINUTE)
    const { id } = await village.db.meeting.findFirstOrThrow()
    expect(plain(await pages.look('cadre', `/meetings/${id}`))).toMatch(/1组7户.{0,40}户码/s)
  })
})

describe('an issue', () => {
  test('reported, seen on the card of its household alone, handled, rated', async () => {
    const [seven, nine] = [await cardOf(7), await cardOf(9)]
    expect(await press(seven, { what: 'report', text: '桥头路灯坏了' })).toContain('记下了')
    expect(await seen(seven)).toContain('1号 桥头路灯坏了')
    expect(await seen(nine)).not.toContain('桥头路灯坏了')
    const room = desk.village.room('huaishu')
    await room.says('head', '1号当场解决 换了灯泡')
    expect(await seen(nine)).toContain('说是办好了：换了灯泡。您家满意不满意？')
    expect(await answer(nine, 'survey', 'dissatisfied', { no: '1' })).toBe('记下了。')
    expect(await seen(nine)).toContain('您家现在回的：不满意。')
    expect(await desk.village.db.rating.findFirstOrThrow()).toMatchObject({ via: 'card', score: 'dissatisfied' })
  })

  test('quietly: in no group, on no card, not even that of its household; and five a day are enough', async () => {
    const seven = await cardOf(7)
    const before = desk.village.said.length
    expect(await press(seven, { what: 'report', text: '老二喝酒打老婆', quietly: '1' })).toContain('悄悄收到了。这件事不公开')
    expect(await press(seven, { what: 'report', text: '屋场长占了公家的地', past: 'head' })).toContain('悄悄收到了')
    expect(await seen(seven)).not.toMatch(/打老婆|占了公家|2号|3号/)
    const issues = await desk.village.db.issue.findMany({ where: { hamletId: HUAISHU }, orderBy: { no: 'asc' } })
    expect(issues.map(({ confidential, passesOver }) => [confidential, passesOver])).toEqual([
      [false, null],
      [true, null],
      [true, 'head'],
    ])
    await desk.village.send()
    expect(desk.village.said.slice(before).filter(({ room }) => room === 'huaishu@chatroom')).toEqual([])
    expect(await press(seven, { what: 'report', text: '' })).toContain('409 没有交上：还没有写是什么事')
    for (const n of [4, 5]) await press(seven, { what: 'report', text: `路坏了${n}处` })
    expect(await press(seven, { what: 'report', text: '路坏了6处' })).toContain('今天已经反映了5件')
  })
})

describe('a card that is none any more', () => {
  test('renewed, voided, of a household that has left, none at all: each says what to do', async () => {
    const [seven, eight, nine] = [await cardOf(7), await cardOf(8), await cardOf(9)]
    await pages.post('cadre', `${AT}/household_huaishu_7/renew`, {})
    await pages.post('cadre', `${AT}/household_huaishu_8/void`, {})
    await desk.village.db.household.update({ where: { id: 'household_huaishu_9' }, data: { removedAt: new Date(desk.village.now) } })
    expect(await seen(seven)).toContain('这张户码换过新的了请用新发的那一张')
    expect(await seen(eight)).toContain('这张户码作废了它不能再用了。还想用户码，请找屋场长做一张新的')
    expect(await seen(nine)).toContain('这一户已经不在屋场的名册上')
    expect(await seen('/c/AAAAAAAAAAAAAAAAAAAAAA')).toContain('没有这张户码可能没有扫清楚，请再扫一次')
    const inbox = await desk.village.db.inbox.count()
    for (const old of [seven, eight, nine])
      expect((await pages.ask(undefined, 'post', old, { what: 'report', text: '路坏了', tap: 'x' })).status).toBe(410)
    expect(await desk.village.db.inbox.count()).toBe(inbox)
    // What was answered by it still counts, and the new one goes on.
    expect(await seen(await cardOf(7))).toMatch(/您家反映的事.*1号 桥头路灯坏了/)
    expect(await desk.village.db.ballot.findFirstOrThrow()).toMatchObject({ via: 'card', householdId: 'household_huaishu_7' })
    expect((await pages.post('otherCadre', `${AT}/household_huaishu_7/void`, {})).status).toBe(404)
    // A code is no chat account that waits for somebody to say whose it is, and nobody is reached by paper: of 26 households with a bound account one has left.
    const waiting = await desk.get('cadre', '/accounts?bound=false')
    expect(JSON.stringify(waiting.body)).not.toContain('户码')
    expect((await desk.get('cadre', `/hamlets/${HUAISHU}`)).body).toMatchObject({ reached: 25 })
  })

  test('whoever taps without end is told to wait, and nothing is lost', async () => {
    const ten = await cardOf(10)
    for (let i = 0; i < 40; i++) await pages.ask(undefined, 'post', ten, { what: 'nothing' })
    expect(await press(ten, { what: 'receipt', value: 'yes', about: 'x' })).toContain('429 点得太快了，歇几分钟再点')
    expect(await seen(ten)).toContain('1组10户')
  })
})
