/**
 * How many clicks and screens the commonest jobs take, on a desk and on a phone; only when asked for: CLICKS=file npx vitest run
 * test/browser/clicks.test.ts. What it finds stands in docs/console.md.
 */
import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import type { Person } from '../api/support/desk.ts'
import { openChromium } from '../support/chromium.ts'
import { openConsoleTown, PASSWORD } from './support/console-town.ts'
import { CADRE, OFFICIAL } from './support/daily-jobs.ts'
import { Hand } from './support/hand.ts'

const OUT = process.env.CLICKS
const SIZES = [
  [1440, 900],
  [360, 740],
] as const

test.skipIf(!OUT)(
  'the ten commonest jobs of an official and of a cadre',
  async () => {
    const browser = await openChromium()
    const found = new Map<string, string[]>()
    for (const [width, height] of SIZES) {
      const town = await openConsoleTown()
      const room = town.desk.village.room('huaishu')
      await room.says('head', '开会 今晚7点半 文化广场 议题：晒谷坪')
      await town.desk.village.until(instantAt('2026-09-16', 19, 25))
      await room.says('head', '签到')
      await room.all(['3', '4', '5', '7', '8', '9'].map((who) => [who, '到'] as const))
      for (const [person, jobs] of [
        ['cadre', CADRE],
        ['official', OFFICIAL],
      ] as const) {
        const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
        const page = await context.newPage()
        page.setDefaultTimeout(5_000)
        await logIn(page, town.origin, person)
        for (const [name, work] of jobs) {
          await page.goto(`${town.origin}/`)
          const hand = new Hand(page)
          const done = await work(hand).then(
            () => true,
            () => false,
          )
          const key = `${person === 'cadre' ? '村' : '镇'}：${name}`
          found.set(key, [...(found.get(key) ?? []), done ? `${hand.clicks}下，${hand.scrolls}屏` : '做不到'])
        }
        await context.close()
      }
      town.server.close()
    }
    await browser.close()
    await writeFile(OUT ?? '', [...found].map(([name, counts]) => `${name} | ${counts.join(' | ')}\n`).join(''))
    expect(found.size).toBe(CADRE.length + OFFICIAL.length)
  },
  300_000,
)

async function logIn(page: import('playwright-core').Page, origin: string, login: Person): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}
