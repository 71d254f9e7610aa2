/** What an official does in a week, in a real browser, on a desk and on a phone. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api/support/desk.ts'
import { missing } from '../support/optional-part.ts'
import { type ConsoleTown, openConsoleTown, PASSWORD } from './support/console-town.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
/** A folder for pictures to look at; none are taken without it. */
const SHOTS = process.env.CONSOLE_SHOTS

const there = existsSync(CHROMIUM)
if (!there) missing('browser', `no ${CHROMIUM}`)

let browser: Browser
let town: ConsoleTown
let context: BrowserContext
let page: Page
let complaints: string[] = []

async function logInAs(login: Person, width = 1280): Promise<void> {
  context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' })
  page = await context.newPage()
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

/** What axe finds serious or worse. It is put in past the page's policy, which forbids scripts. */
async function violations(): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes[0]?.html}`)
  })
}

const PAGES = [
  '/',
  '/hamlets',
  '/hamlets/hamlet_huaishu',
  '/hamlets/hamlet_huaishu/people',
  '/meetings',
  '/issues',
  '/surveys',
  '/assessment?month=2026-08',
  '/announcements',
  '/calendar',
  '/import',
  '/rooms',
  '/outbox',
  '/inbox',
  '/deadlines',
  '/settings',
  '/settings/rules',
  '/settings/places',
  '/settings/users',
  '/settings/tokens',
  '/settings/audit',
  '/me',
  '/api',
]

describe.skipIf(!there)('the town’s console', () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
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

  test.each([1280, 360])(
    'every page at %i pixels: nothing sticks out, axe finds nothing serious',
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
      }
    },
    240_000,
  )
})
