/**
 * A picture of every page, of a town of sixty hamlets, on a desk, on a phone and in the dark; only when asked for: CI_ARTIFACTS=folder npx
 * vitest run test/browser/pictures.test.ts. Nothing is checked but that each is there (test/browser/console.test.ts looks at them).
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Console } from '../../src/console/declare.tsx'
import { openConsole } from '../../src/console/pages.ts'
import { atDoor } from '../../src/door/deps.ts'
import { cookieOf, Pages } from '../api/support/pages.ts'
import { openChromium } from '../support/chromium.ts'
import { openConsoleTown } from './support/console-town.ts'

const OUT = process.env.CI_ARTIFACTS
const HAMLETS = 60

/** The addresses of all pages, with one of each thing that a page is about. */
function pathsOf(town: Awaited<ReturnType<typeof openConsoleTown>>, ids: Record<string, string>): string[] {
  const paths: string[] = []
  const page = Console.prototype.page
  Console.prototype.page = function (this: Console, ...given) {
    paths.push(given[0])
    page.apply(this, given)
  }
  openConsole(atDoor(town.desk.village.deps, town.desk.wall), () => ({}))
  Console.prototype.page = page
  return paths.flatMap((path) => {
    const id = ids[path.split('/')[1] ?? '']
    return !path.includes(':') ? [path] : id === undefined || /:(?!id\b)/.test(path) ? [] : [path.replace(':id', id)]
  })
}

test.skipIf(!OUT)(
  'every page is there, and its picture is kept',
  async () => {
    const town = await openConsoleTown({ hamlets: HAMLETS })
    const { village } = town.desk
    await village.room('tangwan').says('head', '约时间 修路集资 周五晚7点半/周六晚7点半 明天中午截止')
    await Pages.open(town.desk)
    const { id: issues } = await village.db.issue.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', no: 1 } })
    const { id: meetings } = await village.db.meeting.findFirstOrThrow({ where: { hamletId: 'hamlet_huaishu', topics: { has: '路灯' } } })
    const paths = pathsOf(town, { hamlets: 'hamlet_huaishu', tonight: 'hamlet_tangwan', issues, meetings })
    const browser = await openChromium()
    await mkdir(OUT ?? '', { recursive: true })
    const missing: string[] = []
    for (const [name, width, colorScheme] of [
      ['desk', 1440, 'light'],
      ['phone', 360, 'light'],
      ['phone-dark', 360, 'dark'],
    ] as const) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', colorScheme })
      await context.addCookies([{ name: 'desk', value: cookieOf('townAdmin'), url: town.origin }])
      const page = await context.newPage()
      for (const path of paths) {
        const answer = await page.goto(`${town.origin}${path}`)
        if (answer?.status() !== 200) missing.push(path)
        await page.screenshot({ path: join(OUT ?? '', `${path.replace(/\W+/g, '_')}-${name}.png`), fullPage: true })
      }
      await context.close()
    }
    await browser.close()
    town.server.close()
    expect(paths.length).toBeGreaterThan(30)
    expect(missing).toEqual([])
  },
  300_000,
)
