/** A village without WeChat, in a real browser: an evening and one issue's way, answered with cards alone on a phone; the board on a wall. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { tokensOf } from '../../src/store/cards.ts'
import { TestDesk } from '../api/support/desk.ts'
import { Pages } from '../api/support/pages.ts'
import { CHROMIUM, chromiumIsThere, openChromium } from '../support/chromium.ts'
import { missing } from '../support/optional-part.ts'

/** A folder for pictures to look at; none are taken without it. */
const SHOTS = process.env.CONSOLE_SHOTS
const HUAISHU = 'hamlet_huaishu'
/** Two households, and the head's, which is there from the moment at which the head has opened attendance. */
const TWO = [7, 9] as const
const THREE = [1, ...TWO] as const

const there = chromiumIsThere()
if (!there) missing('browser', `no ${CHROMIUM}`)

let browser: Browser
let desk: TestDesk
let server: ServerType
let origin: string
let axeSource: string
const cards = new Map<number, string>()

const open = async (path: string, size: { width: number; height: number }, more = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', ...more })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  expect((await page.goto(`${origin}${path}`))?.status(), path).toBe(200)
  return page
}
const PHONE = { width: 360, height: 740 }

/** Nothing sticks out, and axe finds nothing, in the light and in the dark. */
async function isWell(page: Page, name: string): Promise<void> {
  await page.evaluate(axeSource)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}_${colorScheme}.png`, fullPage: true })
    const found = await page.evaluate(
      async (options) => {
        const { axe, document } = globalThis as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
          document: { documentElement: { scrollWidth: number; clientWidth: number } }
        }
        const { violations } = await axe.run(options)
        const { scrollWidth, clientWidth } = document.documentElement
        return { wide: scrollWidth > clientWidth, violations: violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`) }
      },
      colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {},
    )
    expect(found, `${name}, ${colorScheme}`).toEqual({ wide: false, violations: [] })
  }
}

describe.skipIf(!there)('without WeChat', () => {
  beforeAll(async () => {
    axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
    browser = await openChromium()
    desk = await TestDesk.open()
    const pages = await Pages.open(desk)
    await desk.call('townAdmin', 'patch', '/policy', { publicBoards: true })
    await pages.post('cadre', `/boards/${HUAISHU}/make`, {})
    await pages.post('cadre', `/cards/${HUAISHU}/make`, {})
    for (const n of THREE) cards.set(n, `/c/${(await tokensOf(desk.village.db, HUAISHU, `household_huaishu_${n}`))[0]?.token}`)
    server = await new Promise<ServerType>((resolve) => {
      const opened = serve({ fetch: desk.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(opened))
    })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  test('an evening and one issue, answered with cards alone at 360 pixels', async () => {
    const room = desk.village.room('huaishu')
    const phone = await open(cards.get(7) ?? '', PHONE)
    /** Each household scans its card and taps. */
    const all = async (button: RegExp | string, households: readonly number[] = TWO): Promise<void> => {
      for (const n of households) {
        await phone.goto(`${origin}${cards.get(n)}`)
        await phone.getByRole('button', { name: button }).click()
        expect(await phone.getByRole('status').textContent()).toBe('记下了。')
      }
    }
    await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半 明天中午截止')
    await phone.reload()
    await isWell(phone, 'card_poll')
    await all(/周四.*晚7点半/)
    await room.says('head', '定2')
    await desk.village.until(instantAt('2026-09-10', 19, 25))
    await room.says('head', '签到')
    await all('到了1个人')
    await room.says('head', '表决 每户出50元')
    await phone.reload()
    await isWell(phone, 'card_vote')
    // Who is there has voted: it closes by itself.
    await all('同意', THREE)
    expect(await desk.village.db.motion.findFirstOrThrow()).toMatchObject({ present: 3, approve: 3, carried: true, binding: false })
    // A photo of three megabytes is made smaller on the way.
    await phone.goto(`${origin}${cards.get(9)}`)
    await phone.getByLabel('是什么事，在哪里').fill('桥头路灯坏了')
    await phone.getByLabel(/^照片/).setInputFiles({ name: 'photo.bmp', mimeType: 'image/bmp', buffer: bitmap(1_200, 800) })
    await phone.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { querySelector(of: string): { files: { type: string }[] } } }
      return document.querySelector('#photo').files[0]?.type === 'image/jpeg'
    })
    await phone.getByRole('button', { name: '交上去' }).click()
    await phone.getByRole('heading', { name: '1号 桥头路灯坏了' }).waitFor()
    const [media] = await desk.village.db.media.findMany()
    expect([media?.type, (media?.bytes.length ?? 0) < 400_000]).toEqual(['image/jpeg', true])
    await room.says('head', '1号当场解决 换了灯泡')
    await room.says('head', '散会')
    await phone.reload()
    await all('基本满意')
    await desk.village.until(instantAt('2026-09-14', 9))
    expect(await desk.village.db.issue.findFirstOrThrow()).toMatchObject({ status: 'inReview' })
    const rated = await desk.village.db.rating.findMany()
    expect(rated.map(({ via, score }) => [via, score])).toEqual(TWO.map(() => ['card', 'basic']))
  }, 120_000)

  test('the board: on a phone, on a television, in the dark, without a script; and its ledger checked by the browser', async () => {
    const board = `/b/${(await desk.village.db.board.findFirstOrThrow()).token}`
    const phone = await open(board, PHONE)
    await isWell(phone, 'board_phone')
    await phone.getByRole('button', { name: '在我的手机上核对本月的台账' }).click()
    await phone.getByRole('status').getByText('能公开内容的').waitFor()
    expect(await phone.getByRole('status').textContent()).toMatch(/^对得上：从第1条到第\d+条，能公开内容的\d+条在这台手机上重算过，都一样/)
    await phone.getByRole('button', { name: '在我的手机上核对本月的台账' }).click()
    await phone.getByText('跟这台手机上次看到的').waitFor()
    const plain = await open(board, { width: 1920, height: 1080 }, { javaScriptEnabled: false })
    const said = ((await plain.locator('main').textContent()) ?? '').replace(/\s+/g, '')
    for (const words of [
      '3/30户到会（10%），要24户，还差21户',
      '同意3人（到会3人的100%，要3人）',
      '1号桥头路灯坏了',
      '村民9月10日周四反映',
    ])
      expect(said).toContain(words)
  }, 60_000)

  test('the live page of the board changes by itself, for a projector', async () => {
    const board = `/b/${(await desk.village.db.board.findFirstOrThrow()).token}`
    const wall = await open(`${board}/live`, { width: 1920, height: 1080 })
    await desk.village.room('huaishu').says('head', '约时间 修水渠 周三晚7点半/周四晚7点半 明天中午截止')
    await wall.getByText('回了0户').waitFor()
    await isWell(wall, 'live')
    const phone = await open(cards.get(7) ?? '', PHONE)
    await phone.getByRole('button', { name: '哪天都行' }).click()
    await wall.getByText('回了1户').waitFor()
  }, 60_000)
})

/** A picture that every browser reads and nobody has compressed: grey, in rows of three bytes a pixel. */
function bitmap(width: number, height: number): Buffer {
  const head = Buffer.alloc(54)
  head.write('BM')
  head.writeUInt32LE(54 + width * height * 3, 2)
  head.writeUInt32LE(54, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(24, 28)
  return Buffer.concat([head, Buffer.alloc(width * height * 3, 128)])
}
