/** What an official does in a week, in a real browser, on a desk and on a phone. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api/support/desk.ts'
import { CHROMIUM, chromiumIsThere, openChromium } from '../support/chromium.ts'
import { missing } from '../support/optional-part.ts'
import { type ConsoleTown, openConsoleTown, PASSWORD } from './support/console-town.ts'

/** A folder for pictures to look at; none are taken without it. */
const SHOTS = process.env.CONSOLE_SHOTS

const there = chromiumIsThere()
if (!there) missing('browser', `no ${CHROMIUM}`)

let browser: Browser
let town: ConsoleTown
let context: BrowserContext
let page: Page
let complaints: string[] = []
let axeSource: string

async function logInAs(login: Person, width = 1280): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(town.origin) && !request.url().startsWith('data:')) complaints.push(`a request to ${request.url()}`)
  })
  await page.goto(`${town.origin}/login`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

const open = async (path: string): Promise<void> => {
  const response = await page.goto(`${town.origin}${path}`)
  expect(response?.status(), path).toBe(200)
}

/** All that axe finds, or what it finds by some of its rules. It is put in past the page's policy, which forbids scripts. */
async function violations(...rules: string[]): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const found = await axe.run(only.length > 0 ? { runOnly: only } : {})
    return found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)
  }, rules)
}

/** The height of a phone that is held upright. */
const SCREEN = 780

const PAGES = [
  '/',
  '/digest',
  '/hamlets',
  '/hamlets/hamlet_huaishu',
  '/hamlets/hamlet_huaishu/people',
  '/meetings',
  '/issues',
  '/surveys',
  '/assessment?month=2026-08',
  '/assessment/deadlines?month=2026-08',
  '/assessment/motions?month=2026-09',
  '/announcements',
  '/calendar',
  '/import',
  '/rooms',
  '/outbox',
  '/inbox',
  '/missed',
  '/deadlines',
  '/queues',
  '/status',
  '/personal',
  '/officials',
  '/studies',
  '/tonight',
  '/search?q=槐树',
  '/hamlets/hamlet_huaishu/households/household_huaishu_7',
  '/hamlets/hamlet_huaishu/accounts/account_huaishu_guest',
  '/settings',
  '/settings/rules',
  '/settings/places',
  '/settings/users',
  '/settings/tokens',
  '/settings/audit',
  '/settings/backups',
  '/me',
  '/api',
]

describe.skipIf(!there)('the town’s console', () => {
  beforeAll(async () => {
    axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
    browser = await openChromium()
    town = await openConsoleTown()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    town?.server.close()
  })
  afterEach(async () => {
    expect(complaints).toEqual([])
    await context.close()
  })

  const shoot = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  }

  test.each([1440, 360])(
    'every page at %i pixels: nothing sticks out, axe finds nothing, in the light and in the dark',
    async (width) => {
      await logInAs('townAdmin', width)
      const meeting = await town.desk.village.db.meeting.findFirstOrThrow({
        where: { hamletId: 'hamlet_huaishu', topics: { has: '路灯' } },
      })
      const issue = await town.desk.village.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no: 1 } })
      for (const path of [...PAGES, `/meetings/${meeting.id}`, `/issues/${issue.id}`]) {
        await open(path)
        const { wide, room } = await page.evaluate(() => {
          const root = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document
            .documentElement
          return { wide: root.scrollWidth, room: root.clientWidth }
        })
        await shoot(`${width}${path.replace(/[/?=]/g, '_')}`)
        expect(wide, `${path} is wider than the screen`).toBeLessThanOrEqual(room)
        expect(await violations(), path).toEqual([])
        await page.emulateMedia({ colorScheme: 'dark' })
        await shoot(`${width}${path.replace(/[/?=]/g, '_')}_dark`)
        expect(await violations('color-contrast'), `${path} in the dark`).toEqual([])
        await page.emulateMedia({ colorScheme: 'light' })
      }
    },
    240_000,
  )

  test('on a phone a box to tick stands beside its words, and what was typed in a folded form is there again', async () => {
    await logInAs('townAdmin', 360)
    await open('/hamlets')
    const box = await page.getByLabel('只看登记待补的').boundingBox()
    const words = await page.locator('label.check').boundingBox()
    expect(box?.width).toBeLessThan(30)
    expect((box?.x ?? 99) - (words?.x ?? 0)).toBeLessThan(10)
    expect(words?.height).toBeLessThan(60)
    await open('/announcements')
    if (!(await page.getByLabel('内容').isVisible())) await page.getByText('写一条新的').click()
    await page.getByLabel('内容').fill('请看 https://a.cn 上的通知')
    await page.getByLabel(/柳林村/).check()
    await page.getByRole('button', { name: '先看看发给多少户' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('群里不发链接')
    expect(await page.getByLabel('内容').inputValue()).toBe('请看 https://a.cn 上的通知')
    expect(await page.getByLabel(/柳林村/).isChecked()).toBe(true)
    expect(await violations()).toEqual([])
    // The browser itself notes that the answer was a refusal.
    complaints = complaints.filter((line) => !line.includes('409'))
  }, 60_000)

  test('on a phone the villages of 考核 are one screen, and the story of an issue that lived long is two', async () => {
    await logInAs('townAdmin', 360)
    await open('/assessment?month=2026-08')
    const ranking = await page.getByRole('table', { name: '各村' }).boundingBox()
    expect((ranking?.y ?? 9_999) + (ranking?.height ?? 0)).toBeLessThan(SCREEN)
    const { db, now } = town.desk.village
    const { id } = await db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no: 3 } })
    const entry = { hamletId: 'hamlet_huaishu', who: 'clock', subject: id, prevHash: '' }
    const step = (n: number, what: string, data: object) => ({
      ...{
        ...entry,
        seq: 5_000_000 + n,
        at: new Date(now + n * 60_000),
        what,
        data: { issueId: id, issueNo: 3, ...data },
        hash: `long_${n}`,
      },
    })
    const round = (n: number) => [
      ...Array.from({ length: 12 }, (_, k) => step(100 * n + k, 'issueSupported', {})),
      step(100 * n + 20, 'issueHandled', { round: n, level: 'village' }),
      ...Array.from({ length: 25 }, (_, k) => step(100 * n + 30 + k, 'rated', { round: n, score: 'satisfied' })),
      step(100 * n + 60, 'surveyExtended', { round: n, figures: { raters: 25, satisfied: 12 } }),
      step(100 * n + 70, 'issueSentBack', { round: n, level: 'village', figures: { raters: 25, satisfied: 12 } }),
    ]
    await db.ledgerEntry.createMany({ data: [1, 2, 3].flatMap(round) })
    await open(`/issues/${id}`)
    const story = await page.locator('ol.timeline').first().boundingBox()
    expect(story?.height).toBeLessThanOrEqual(2 * SCREEN)
    expect(story?.height).toBeGreaterThan(SCREEN / 2)
  }, 60_000)

  test('a misheard line is put right on the meeting’s page', async () => {
    await logInAs('official')
    const meeting = await town.desk.village.db.meeting.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', topics: { has: '路灯' } } })
    const line = await town.desk.village.db.recordLine.findFirstOrThrow({
      where: { meetingId: meeting.id, text: { startsWith: '下面那段路一下雨' } },
    })
    await open(`/meetings/${meeting.id}`)
    await page.getByRole('link', { name: `更正第${line.seq}条` }).click()
    expect(await violations()).toEqual([])
    await page.getByLabel(`第${line.seq}条应该是`).fill('下面那段路一下雨就过不去车')
    await page.getByRole('button', { name: '更正' }).click()
    expect(await page.getByRole('status').textContent()).toContain('更正好了')
    expect(await page.locator('ol.timeline').first().textContent()).toContain('下面那段路一下雨就过不去车')
    await shoot('1280_correction')
  }, 60_000)

  test('what an official does in a week', async () => {
    await logInAs('official')
    // Monday: what is overdue, and why it is.
    await page.getByRole('link', { name: /^3 逾期（含屋场约定的）$/ }).click()
    await page.getByRole('link', { name: '槐树1号' }).click()
    expect(await page.locator('ol.days li').allTextContents()).toContain('9月12日 周六不算：周末')
    // The town takes it up; asked first, with a reason.
    await page.getByText('提级：镇里接过来办').click()
    await page.getByLabel('原因').fill('要交通办立项')
    await page.getByRole('button', { name: '提级' }).click()
    expect(await page.getByRole('status').textContent()).toBe('镇里接过来了，现在可以交办。')
    // And assigns it.
    await page.getByLabel('责任部门').selectOption('交通办')
    await page.getByLabel('责任人').fill('李主任')
    await page.getByLabel('几号前办完').fill('2026-10-15')
    await page.getByRole('button', { name: '交办' }).click()
    expect(await page.locator('ol.timeline').textContent()).toContain('交通办；期限 10月15日 周四')
    // Last night's meeting and its minutes.
    await page.getByRole('link', { name: '会议', exact: true }).click()
    await page.getByRole('link', { name: '槐树屋场' }).first().click()
    expect(await page.locator('.gauge').textContent()).toContain('22/30户 到会（73.3%），要24户，还差2户，表决只记录不算数')
    const [minutes] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载会议记录（Word）' }).click()])
    expect(minutes.suggestedFilename()).toMatch(/\.docx$/)
    // An announcement, and stopping what is not sent.
    await open('/announcements')
    const write = page.getByText('写一条新的')
    if (!(await page.getByLabel('内容').isVisible())) await write.click()
    await page.getByLabel('内容').fill('明天上午停水')
    await page.getByRole('button', { name: '先看看发给多少户' }).click()
    expect(await page.locator('.note').textContent()).toContain('要发给 3 个屋场的群')
    await page.getByRole('button', { name: '发', exact: true }).click()
    expect(await page.getByRole('status').textContent()).toBe('排上了，要发3个屋场。')
    await page.getByText('没发出去的不发了').click()
    await page.getByRole('button', { name: '停发' }).click()
    expect(await page.getByRole('status').textContent()).toBe('停了，还没发的3个不发了。')
    // A day off, seen before it is set.
    await open('/calendar')
    await page.getByLabel('哪一天').fill('2026-09-11')
    await page.getByLabel('叫什么').first().fill('镇庆')
    await page.getByRole('button', { name: '先看看会动哪些期限' }).click()
    expect(await page.getByRole('link', { name: '槐树屋场2号' }).count()).toBe(1)
    await page.getByRole('button', { name: '就这么定' }).click()
    expect(await page.getByRole('status').textContent()).toBe('日历改好了，开着的期限都重数过了。')
    // The roster: a try first.
    await open('/import')
    const csv = '村,屋场,组,户号,姓名,与户主关系,性别,长期在家\n河口村,塘湾屋场,9,1,新来户,户主,男,是\n'
    await page.getByLabel('花名册文件').setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: '看看会改什么' }).click()
    expect(await page.getByRole('status').textContent()).toContain('试过了，还没有写进去。')
    await page.getByRole('button', { name: '写进去' }).click()
    expect(await page.getByRole('status').textContent()).toContain('写进去了。')
    await page.getByRole('link', { name: '回到导入' }).click()
    await page.getByText('撤销这次导入').click()
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    expect(await page.getByRole('status').textContent()).toBe('撤销了“花名册.csv”：还原了1户1人。')
    // The month's assessment as a workbook.
    await open('/assessment?month=2026-08')
    const [book] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出考核表' }).click()])
    expect(book.suggestedFilename()).toBe('考核表-2026-08.xlsx')
    // A household has gone away to work: asked first, then changed.
    await open('/hamlets/hamlet_huaishu/people')
    await page.getByText('改', { exact: true }).first().click()
    await page.getByRole('button', { name: '改成外出' }).first().click()
    expect(await page.getByRole('status').textContent()).toBe('改好了，群里也说了一声。')
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByRole('button', { name: '登录' }).waitFor()
  }, 60_000)

  test('what goes on in a hamlet is seen without loading the page again, and is the same when it is', async () => {
    await logInAs('official')
    await open('/tonight')
    expect(await page.locator('.live').textContent()).toBe('现在没有屋场在约时间，也没有定下来的会。')
    await town.desk.village.room('tangwan').says('head', '约时间 修路集资 后天晚7点半/大后天晚7点半 明天中午截止')
    await page.getByText('修路集资：在家29户，回了0户').waitFor({ timeout: 10_000 })
    await town.desk.village.room('tangwan').says('5', '1')
    await page.getByText('回了1户').waitFor({ timeout: 10_000 })
    const live = await page.locator('.live').innerHTML()
    await page.reload()
    expect(await page.locator('.live').innerHTML()).toBe(live)
    expect(await violations()).toEqual([])
  }, 60_000)
})
