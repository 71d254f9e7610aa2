/** The sandbox's page in a real browser: what a newcomer sees and does, on a desk and on a phone. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { sandboxRoutes } from '../../bots/sandbox/routes.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { HOUR } from '../../src/kernel/time.ts'
import { FakeControl } from '../bots/support/control.ts'
import { chatIn, HUAISHU, NINE, scratch, VILLAGE } from '../bots/support/village.ts'
import { chromiumIsThere, openChromium } from '../support/chromium.ts'

const POLL = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'
const QUESTION = '【约时间】修路集资\n1. 周三\n2. 周四\n3. 周六'

let browser: Browser
let server: ServerType
let origin: string
let folder: ReturnType<typeof scratch>
let chat: SandboxChat
let control: FakeControl
let page: Page
let complaints: string[]

/** A bot with one answer: enough to see how the page shows it. */
const answers = (text: string): void => {
  if (text !== POLL) return
  chat.botSays(HUAISHU, QUESTION)
  control.goingOn = { questions: [{ kind: 'poll', options: 3 }], issues: [] }
}

async function open(width: number, height: number): Promise<void> {
  page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) complaints.push(`a request to ${request.url()}`)
  })
  await page.goto(`${origin}/sandbox`)
  await page.getByRole('heading', { name: '槐树屋场' }).waitFor()
}

const said = (): string[] => chat.transcript.inRoom(HUAISHU).map((one) => one.text)

async function violations(): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    return (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)
  })
}

describe.skipIf(!chromiumIsThere())('the sandbox’s page', () => {
  beforeAll(async () => {
    browser = await openChromium()
  }, 30_000)

  afterAll(async () => {
    await browser.close()
  })

  beforeEach(async () => {
    folder = scratch()
    chat = chatIn(folder.dir)
    control = new FakeControl()
    complaints = []
    chat.attach({
      login: async () => {},
      logout: async () => {},
      announce: (id) => answers(chat.transcript.get(id)!.text),
      forget: () => {},
    })
    const app = sandboxRoutes({ control, chat, log: silentLog })
    server = await new Promise<ServerType>((resolve) => {
      const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
    })
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterEach(async () => {
    await page.close()
    await new Promise((closed) => server.close(closed))
    await chat.transcript.written()
    folder.remove()
    expect(complaints).toEqual([])
  })

  test('a newcomer reads two sentences, clicks once, and the head asks the village', async () => {
    await open(1280, 800)
    expect(await page.locator('.empty p').count()).toBe(2)
    await page.getByRole('button', { name: '点这里，让屋场长约时间' }).click()
    await page.getByText('【约时间】修路集资').first().waitFor()
    expect(said()).toEqual([POLL, QUESTION])
    expect(await page.locator('.message').count()).toBe(2)
    expect(await page.locator('.message.from-bot').count()).toBe(1)
  })

  test('a round of answers fits the question that was asked, one from each person', async () => {
    await open(1280, 800)
    await page.getByRole('button', { name: '点这里，让屋场长约时间' }).click()
    await page.locator('.message.from-bot').waitFor()
    await page.getByRole('button', { name: '让大家答一轮' }).click()
    expect(await page.getByRole('radio', { name: '答约时间' }).getAttribute('aria-checked')).toBe('true')
    await page.getByRole('button', { name: '开始' }).click()
    await page.locator('.message').nth(13).waitFor()
    const round = chat.transcript.inRoom(HUAISHU).slice(2)
    expect(round).toHaveLength(12)
    expect(new Set(round.map((one) => one.from)).size).toBe(12)
    for (const one of round) expect(['1', '2', '3', '1 3', '2和3', '都行', '都不行']).toContain(one.text)
  })

  test('a round during a vote is votes, whatever the bot has just said of 签到; and what is offered fits the moment', async () => {
    await open(1280, 800)
    control.goingOn = {
      questions: [
        { kind: 'attend', startsAt: NINE + HOUR },
        { kind: 'ballot', no: 1 },
      ],
      issues: [{ name: '1', status: 'raised', accepted: false }],
    }
    chat.botSays(HUAISHU, '【表决1】每户出50元。没签到的先回“到”。')
    await page.getByRole('button', { name: '表决结束' }).waitFor()
    expect(await page.locator('#chips button').allTextContents()).toEqual(expect.arrayContaining(['表决结束', '散会', '1 上报']))
    await page.getByRole('button', { name: '让大家答一轮' }).click()
    expect(await page.getByRole('radio', { name: '表决' }).getAttribute('aria-checked')).toBe('true')
    await page.getByRole('button', { name: '开始' }).click()
    await page.locator('.message').nth(12).waitFor()
    for (const text of said().slice(1)) expect(['同意', '赞成', '👍', '反对', '弃权']).toContain(text)
    await page.getByRole('button', { name: '换个人' }).click()
    expect((await page.locator('#chips button').allTextContents()).slice(0, 2)).toEqual(['同意', '全家同意'])
  })

  test('one can be somebody else, quote, mention, and say it with Enter', async () => {
    await open(1280, 800)
    await chat.says({ room: HUAISHU, from: 'wxid_huaishu_2', text: '周三还是周四?', kind: 'text', at: NINE })
    await page.getByRole('button', { name: /现在说话的是/ }).click()
    await page.getByPlaceholder('按名字、户号、身份找').fill('村民7')
    await page.keyboard.press('Enter')
    await page.locator('.message .words').hover()
    await page.getByRole('button', { name: '引用', exact: true }).click()
    await page.locator('.toggle').click()
    await page.getByLabel('说点什么').fill('周三')
    await page.keyboard.press('Enter')
    await page.locator('.message.mine').waitFor()
    expect(chat.transcript.inRoom(HUAISHU)[1]).toMatchObject({
      from: 'wxid_huaishu_7',
      text: '「村民2：周三还是周四?」\n- - - - - - - - - - - - - - -\n@小助手\u2005周三',
      mentionsBot: true,
    })
    expect(await page.locator('.message.mine .bubble').textContent()).toBe('@小助手\u2005周三')
    expect(await page.locator('.message.mine .under').textContent()).toBe('村民2：周三还是周四?')
  })

  test('a 接龙 is begun by one and carried on by another', async () => {
    await open(1280, 800)
    await page.getByRole('button', { name: '接龙', exact: true }).click()
    await page.getByLabel('接什么').fill('约时间')
    await page.getByLabel('我写').fill('1')
    await page.getByRole('button', { name: '发接龙' }).click()
    await page.locator('.groupnote').waitFor()
    await page.getByRole('button', { name: '换个人' }).click()
    await page.getByRole('button', { name: '接龙', exact: true }).click()
    await page.getByLabel('我写').fill('都行')
    await page.getByRole('button', { name: '发接龙' }).click()
    await page.locator('.groupnote').nth(1).waitFor()
    const [one, two] = chat.transcript.inRoom(HUAISHU)
    expect(one).toMatchObject({ kind: 'groupNote', text: '#接龙\n约时间\n\n1. 李大山 1' })
    expect(two).toMatchObject({ kind: 'groupNote', text: `#接龙\n约时间\n\n1. 李大山 1\n2. ${two!.fromName} 都行` })
  })

  test('the clock moves and tells which deadlines fell', async () => {
    await open(1280, 800)
    control.due = [{ at: NINE + HOUR, kind: 'pollClose', subject: 'poll:1' }]
    await page.getByRole('button', { name: '下一件事' }).click()
    await page.getByText('上午10:00 约时间截止').waitFor()
    expect(await page.locator('#now').textContent()).toBe('9月7日 星期一 上午10:00')
    await page.getByRole('button', { name: '+1天' }).click()
    await page.getByText('时间走到 9月8日 星期二 上午10:00').waitFor()
  })

  test('what is said in another group lights its dot', async () => {
    await open(1280, 800)
    chat.botSays(VILLAGE, '槐树屋场报来一件事')
    await page.getByText('有新消息', { exact: true }).waitFor({ state: 'attached' })
    await page.getByRole('button', { name: /河口村干部群/ }).click()
    await page.getByRole('heading', { name: '河口村干部群' }).waitFor()
    expect(await page.locator('.message.from-bot').count()).toBe(1)
    expect(await page.locator('.rooms .dot').count()).toBe(0)
  })

  test.each([
    [1280, 800],
    [360, 740],
  ])('whoever speaks can go to the bot alone, and back, at %i × %i', async (width, height) => {
    await open(width, height)
    await page.getByRole('button', { name: /现在说话的是/ }).click()
    await page.getByPlaceholder('按名字、户号、身份找').fill('村民7')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '私聊小助手' }).click()
    await page.getByRole('heading', { name: '村民7' }).waitFor()
    await page.getByText('这里只有这一位和小助手，群里谁也看不到。').waitFor()
    for (const hidden of ['换个人', '接龙', '让大家答一轮', '私聊小助手'])
      expect(await page.getByRole('button', { name: hidden, exact: true }).isVisible()).toBe(false)
    await page.getByLabel('说点什么').fill('悄悄反映 两家吵架')
    await page.keyboard.press('Enter')
    await page.locator('.message.mine').waitFor()
    chat.botSays('wxid_huaishu_7', '收到了，只有屋场长和村、镇干部能看到。')
    await page.locator('.message.from-bot').waitFor()
    expect(await violations()).toEqual([])
    expect(said()).toEqual([])
    expect(chat.transcript.inRoom('wxid_huaishu_7').map((one) => one.from)).toEqual(['wxid_huaishu_7', 'bot'])
    if (width < 760) await page.getByRole('button', { name: '打开群列表' }).click()
    await page.getByRole('button', { name: /槐树屋场/ }).click()
    await page.getByRole('heading', { name: '槐树屋场' }).waitFor()
    // The answer that comes while another conversation is open lights the talk's dot.
    chat.botSays('wxid_huaishu_7', '村里受理了。')
    await page.getByText('有新消息', { exact: true }).waitFor({ state: 'attached' })
    expect(await page.locator('.message').count()).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })

  test('a reset asks first', async () => {
    await open(1280, 800)
    chat.botSays(HUAISHU, '旧话')
    await page.getByText('旧话', { exact: true }).waitFor()
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('button', { name: '清空，从头再来' }).click()
    await page.getByRole('button', { name: '先不' }).click()
    expect(control.resets).toEqual([])
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('button', { name: '清空，从头再来' }).click()
    await page.getByRole('button', { name: '清空', exact: true }).click()
    await page.locator('.empty').waitFor()
    expect(control.resets).toEqual([{}])
  })

  test('markup in a message stays text', async () => {
    await open(1280, 800)
    await chat.says({ room: HUAISHU, from: 'wxid_huaishu_2', text: '<img src=x onerror=alert(1)>', kind: 'text', at: NINE })
    await page.locator('.message').waitFor()
    expect(await page.locator('.message .bubble').textContent()).toBe('<img src=x onerror=alert(1)>')
    expect(await page.locator('.message .bubble img').count()).toBe(0)
  })

  test('on a phone the groups are a drawer, nothing is wider than the screen, and Escape closes', async () => {
    await open(360, 740)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    expect(await page.getByRole('button', { name: /塘湾|河口村干部群/ }).isVisible()).toBe(false)
    await page.getByRole('button', { name: '打开群列表' }).click()
    await page.getByRole('button', { name: /河口村干部群/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /河口村干部群/ }).waitFor({ state: 'hidden' })
  })

  test.each([
    [1280, 800],
    [360, 740],
  ])('nothing stands in the way of a screen reader at %i × %i', async (width, height) => {
    await open(width, height)
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: '点这里，让屋场长约时间' }).click()
    await page.locator('.message.from-bot').waitFor()
    await page.getByRole('button', { name: '让大家答一轮' }).click()
    expect(await violations()).toEqual([])
  })
})
