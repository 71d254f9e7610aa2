/** A whole evening and the loop of an issue in a hamlet without a bot, on the head's phone alone: 360 pixels, offline in the middle. */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts'
import { CHROMIUM, chromiumIsThere, openChromium } from '../support/chromium.ts'
import { missing } from '../support/optional-part.ts'
import { type HeadTown, HUAISHU, openHeadTown } from './support/head-town.ts'

/** A folder for pictures to look at; none are taken without it. */
const SHOTS = process.env.CONSOLE_SHOTS

const there = chromiumIsThere()
if (!there) missing('browser', `no ${CHROMIUM}`)

let browser: Browser
let town: HeadTown
let phone: BrowserContext
let page: Page
let axe: string
const complaints: string[] = []

beforeAll(async () => {
  if (!there) return
  ;[browser, town] = await Promise.all([openChromium(), openHeadTown()])
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  phone = await browser.newContext({ viewport: { width: 360, height: 720 }, locale: 'zh-CN', hasTouch: true, colorScheme: 'light' })
  page = await phone.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
})

afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => (town ? town.server.close(resolve) : resolve(undefined)))
})

const told = (words: string | RegExp) => page.locator('#told').getByText(words).first().waitFor()
const unfold = async (name: string): Promise<void> => {
  const fold = page.locator('summary', { hasText: name }).first()
  if (!(await fold.evaluate((one) => (one as unknown as { parentElement: { open: boolean } }).parentElement.open))) await fold.click()
}
const tab = async (name: string): Promise<void> => {
  await page.locator('nav').getByRole('link', { name }).click()
  await page.locator('nav a[aria-current]', { hasText: name }).waitFor()
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
const shot = async (name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/head-${name}.png`, fullPage: true })
}

async function looksWell(name: string): Promise<void> {
  await shot(name)
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} fits 360 px`).toBeLessThanOrEqual(360)
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    return (await run.run()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)
  })
  expect(found, name).toEqual([])
}

test.runIf(there)('is ready within a second and a half on a bad line, with little to load', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 720 }, serviceWorkers: 'block' })
  const slow = await context.newPage()
  await slow.goto(await town.link('recorder'))
  await slow.getByRole('button', { name: '打开' }).click()
  const script = await slow.locator('script[src]').getAttribute('src')
  expect((await (await slow.request.get(`${town.origin}${script}`)).body()).length).toBeLessThan(60 * 1024)
  const line = await context.newCDPSession(slow)
  await line.send('Network.clearBrowserCache')
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  })
  await slow.goto(`${town.origin}/h`)
  const ready = await slow.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
  expect(ready).toBeLessThan(Number(process.env.HEAD_READY_MS ?? 1_500))
  if (SHOTS) console.log(`ready after ${Math.round(Number(ready))} ms`)
  await context.close()
})

test.runIf(there)('an evening and an issue, from 约时间 to 销号', { timeout: 120_000 }, async () => {
  const { village } = town.desk
  const link = await town.link()
  await page.goto(link)
  await press('打开')
  await page.getByRole('heading', { name: '没有要办的。要商量事就约个时间。' }).waitFor()
  // The link is used up.
  expect((await page.request.get(link)).status()).toBe(410)

  await page.getByLabel('商量什么事').fill('修路集资')
  await press('约时间')
  await told('好了')
  await page.getByText('要发到群里的（1条）').waitFor()
  await looksWell('asked')
  await press('发了')
  await told('这条发到群里了')

  // Answers that were copied out of the group; one is nobody's name.
  await page.goto(`${town.origin}/h/paste`)
  const names = await village.db.villager.findMany({ where: { hamletId: HUAISHU, isHouseholdHead: true }, orderBy: { householdId: 'asc' } })
  const said = names.slice(0, 6).map(({ name }) => `${name} 20:0${1}\n1\n`)
  await page.getByLabel('复制，贴在这里').fill(`${said.join('\n')}\n桂花婶 20:09\n1\n`)
  await press('看看读出了什么')
  await page.getByText('1条拿不准').waitFor()
  await looksWell('pasted')
  await press('算上')
  await told('算上了')
  await shot('counted')
  expect(await village.db.timeAnswer.count({ where: { via: 'paste' } })).toBe(6)
  await press('就定这个')
  await page.getByRole('heading', { name: '会定了' }).waitFor()

  const meeting = await village.db.meeting.findFirstOrThrow({ where: { hamletId: HUAISHU, status: 'scheduled' } })
  await village.until(meeting.startsAt.getTime() - 10 * MINUTE)
  await tab('现在')
  await page.getByRole('heading', { name: '正在开会' }).waitFor()
  await page.waitForFunction('navigator.serviceWorker.controller !== null')

  // No line: what is tapped waits on the phone, also when the page is loaded again.
  await phone.setOffline(true)
  const homes = page.locator('#sign-in .home:not(.away)')
  const count = await homes.count()
  for (let i = 0; i < count - 2; i++) await homes.nth(i).click()
  const kept = page.locator('#line').getByText(new RegExp(`先记在手机里${count - 2}件`))
  await kept.waitFor()
  await looksWell('offline')
  await page.reload()
  await kept.waitFor()
  await phone.setOffline(false)
  await page.locator('#line').waitFor({ state: 'hidden' })
  expect(await village.db.attendance.count({ where: { via: 'page' } })).toBe(count - 2)
  await page.getByText('达标').first().waitFor()
  await looksWell('evening')

  await unfold('表决')
  await page.getByLabel('表决什么').fill('每户出50元修路灯')
  await press('开始表决')
  await told('好了')
  await unfold('举手')
  await page
    .getByLabel('同意')
    .last()
    .fill(String(count - 3))
  await press('报举手的数')
  await page.getByText('哪两户说属实').waitFor()
  for (const i of [3, 4]) await page.locator('label[for^="witness-"]').nth(i).click()
  await looksWell('hands')
  await press('这两户说属实')
  await page.getByText('通过').first().waitFor()

  await unfold('记一句')
  await page.getByLabel('说了什么').fill('水管要先修')
  await press('记下')
  await told('记')
  await unfold('反映一件事')
  await page.getByLabel('什么事、在哪里').fill('村口路灯坏了两盏，晚上看不见路')
  await press('反映')
  await told('好了')
  await tab('问题')
  await unfold('约定')
  await page.locator('[id^=agreed-text]').fill('屋场请电工换灯')
  await page.locator('[id^=agreed-day]').fill('2026-09-18')
  await press('约定')
  await told('好了')
  await looksWell('issues')
  await tab('现在')
  await unfold('散会')
  await press('散会')
  await told('好了：散会')
  await village.after(HOUR)
  await tab('记录')
  await page.getByRole('link', { name: /会议记录/ }).waitFor()

  await tab('问题')
  await unfold('办好了')
  await page.getByLabel('怎么办好的').fill('换了两盏新灯')
  await press('办好了，请大家评')
  await told('好了')
  await unfold('各户说满意不满意')
  const raters = page.locator('#rate-1 .home')
  for (let i = 5; i < 13; i++) await raters.nth(i).click()
  await page.locator('#rate-1 .home.yes').nth(7).waitFor()
  await village.after(8 * DAY)
  await tab('问题')
  await page.getByText('最近销号的1件').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await tab('现在')
  await press('大字')
  await looksWell('large-dark')
  expect(complaints).toEqual([])
})
