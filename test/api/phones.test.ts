/** A villager's whole phone number is on no page, in no list, export or document, for nobody; one click shows one of them, and is noted. */
import { beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../src/api/app.ts'
import { openConsole } from '../../src/console/pages.ts'
import { atDoor } from '../../src/door/deps.ts'
import { partsOf } from '../documents/opened.ts'
import { PEOPLE, type Person, TestDesk, tokenOf } from './support/desk.ts'
import { cookieOf, Pages, plain } from './support/pages.ts'
import { type Places, places, sample } from './support/samples.ts'

const WHOLE = '13900001111'
const MASKED = '139****1111'
const OF = '/hamlets/hamlet_huaishu'
let desk: TestDesk
let pages: Pages
let ids: Places
beforeAll(async () => {
  desk = await TestDesk.open()
  ids = await places(desk)
  pages = await Pages.open(desk)
})

/** What a person could read of an answer: of a document or workbook all that is packed in it. */
async function readable(person: Person, path: string, headers: Record<string, string>): Promise<string> {
  const response = await desk.app.request(`http://desk.test${path}`, { headers })
  const bytes = Buffer.from(await response.arrayBuffer())
  return bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? [...partsOf(bytes).values()].join('\n') : `${person} ${bytes.toString()}`
}

test('no GET of the API, for any role', async () => {
  for (const route of openApi(atDoor(desk.village.deps, desk.wall)).declared)
    for (const person of route.method === 'get' ? PEOPLE : []) {
      const { path } = sample(route, ids)
      const answer = await readable(person, `/api/v1${path}`, { authorization: `Bearer ${tokenOf(person)}` })
      expect(answer, `${person} ${path}`).not.toContain(WHOLE)
    }
  expect(JSON.stringify((await desk.get('cadre', `${OF}/households?limit=100`)).body)).toContain(MASKED)
})

test('no page or file of the console, for any role', async () => {
  for (const route of openConsole(atDoor(desk.village.deps, desk.wall), () => ({})).declared)
    for (const person of route.method === 'get' ? PEOPLE : []) {
      const { path } = sample({ ...route, path: route.path.replace(/:(\w+)/g, '{$1}') }, ids)
      expect(await readable(person, path, { cookie: `desk=${cookieOf(person)}` }), `${person} ${path}`).not.toContain(WHOLE)
    }
  expect(plain(await pages.look('cadre', `${OF}/people`))).toContain(MASKED)
})

describe('one click', () => {
  const one = `${OF}/people/villager_huaishu_7_a/phone`
  test.each<[Person, number]>([
    ['townAdmin', 200],
    ['official', 200],
    ['cadre', 200],
    ['otherCadre', 404],
    ['department', 403],
    ['viewer', 403],
  ])('by %s: %i, and the log has it when it was shown', async (person, status) => {
    const count = () => desk.village.db.auditEntry.count({ where: { action: 'showPhone' } })
    const before = await count()
    const answer = await desk.post(person, one)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body).includes(WHOLE)).toBe(status === 200)
    expect(await count()).toBe(before + (status === 200 ? 1 : 0))
    const page = await pages.post(person, one, {})
    expect(page.text.includes(WHOLE)).toBe(status === 200)
    const log = await desk.village.db.auditEntry.findMany({ where: { action: 'showPhone' } })
    expect(log).toHaveLength(before + (status === 200 ? 2 : 0))
    // Who, whose, when; never the number.
    expect(JSON.stringify(log.map(({ subject, before, after }) => ({ subject, before, after })))).not.toContain(WHOLE)
  })
})

test('a file with another number does not bring the old one out', async () => {
  const file = Buffer.from('组,户号,姓名,与户主关系,电话\n1,7,傅玉凤,户主,13655556666\n').toString('base64')
  const looked = await desk.post('cadre', '/roster', { file, fileName: '新.csv', hamletId: 'hamlet_huaishu' })
  const told = JSON.stringify(looked.body)
  expect(told).toContain('电话')
  expect(told).not.toContain(WHOLE)
  expect(told).toContain(MASKED)
})
