/** What each page costs: the session, and at most three times that a page has to wait for an answer before it can ask on. */
import { beforeAll, expect, test } from 'vitest'
import { openConsole } from '../../src/console/pages.ts'
import { atDoor } from '../../src/door/deps.ts'
import { DAY } from '../../src/kernel/time.ts'
import { measured } from '../../src/kernel/wide.ts'
import { PEOPLE, type Person, TestDesk } from './support/desk.ts'
import { Pages } from './support/pages.ts'
import { places } from './support/samples.ts'

const AT_MOST = 4

const OF_A_HAMLET = ['households/household_huaishu_7', 'accounts/account_huaishu_guest']

let desk: TestDesk
let pages: Pages
let paths: string[]

beforeAll(async () => {
  desk = await TestDesk.open()
  const ids = await places(desk)
  pages = await Pages.open(desk)
  await rounds()
  const declared = openConsole(atDoor(desk.village.deps, desk.wall), () => ({})).declared
  const walked = declared
    .filter(({ method }) => method === 'get')
    .map(({ path }) => path.replace(':id', ids[path.split('/')[1] ?? ''] ?? 'none'))
  paths = [
    ...walked,
    ...[
      '/issues/in_review',
      '/issues?meeting=meeting_1',
      '/issues?sort=-raised',
      '/hamlets?lacks=1',
      '/surveys?status=counted',
      '/officials?ended=1',
    ],
    ...['/search?q=槐树', '/search?q=1组7户', '/assessment?sort=-raised', ...OF_A_HAMLET.map((path) => `/hamlets/hamlet_huaishu/${path}`)],
  ]
})

/** Three rounds of an issue that is being rated: what an issue's page can be about at most. */
async function rounds(): Promise<void> {
  const { db, now } = desk.village
  const of = { hamletId: 'hamlet_huaishu', issueId: 'in_review' }
  const at = new Date(now)
  const raised = { hamletId: of.hamletId, no: 9, text: '桥栏杆松了', raisedAt: at, raisedBy: 'clock' }
  await db.issue.create({ data: { ...raised, id: of.issueId, status: 'inReview', level: 'village', round: 3, handledAt: at } })
  for (const round of [1, 2, 3])
    await db.survey.create({
      data: { ...of, id: `in_review_${round}`, round, status: round < 3 ? 'failed' : 'open', openedAt: at, closesAt: new Date(now + DAY) },
    })
}

async function costOf(person: Person, path: string): Promise<{ status: number; isPage: boolean; statements: number }> {
  let statements = 0
  const { status, headers } = await measured(
    () => pages.ask(person, 'get', path),
    (cost) => {
      statements = cost.statements
    },
  )
  return { status, isPage: headers.get('content-type')?.startsWith('text/html') === true, statements }
}

test.each(PEOPLE)('every page of %s is at most four statements', async (person) => {
  const dear: string[] = []
  let seen = 0
  for (const path of paths) {
    const { status, isPage, statements } = await costOf(person, path)
    if (status !== 200 || !isPage) continue
    seen += 1
    if (statements > AT_MOST) dear.push(`${path}: ${statements}`)
  }
  expect(dear).toEqual([])
  expect(seen).toBeGreaterThan(10)
})

test('the count is of all that a page asks: one that asks nothing costs the session and the town’s name', async () => {
  expect((await costOf('townAdmin', '/settings')).statements).toBe(2)
  expect((await costOf('townAdmin', '/issues/in_review')).statements).toBe(AT_MOST)
})
