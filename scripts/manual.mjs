// Takes the pictures of the handbooks in docs/zh from the running program, so that they never grow old: `npm run manual`. A sandbox is started in a folder of
// its own, 演示一个月 is played in it (its people, its words and its clock are the same each time), and Chromium looks at it as the handbooks tell it.
// Needs a Chromium (CHROMIUM_PATH, else /usr/bin/chromium). Pictures that did not change are left as they are.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openChromium } from '../test/support/chromium.ts'

const project = resolve(import.meta.dirname, '..')
const FOLDER = join(project, 'docs/zh/images')
/** Bytes of a picture at most. */
const MOST = 60 * 1024
const PASSWORD = '青山镇的屋场真是不少'
const DESK = { width: 1040, height: 720 }
const PHONE = { width: 400, height: 820 }
/** For the list of groups to slide away. */
const DRAWER_MS = 500

/** What stands in a picture: `path` at the desk, as whom, and from where on the page (a text or a selector to begin with). */
const AT_THE_DESK = [
  { name: 'town-today', as: 'admin', path: '/' },
  { name: 'town-digest', as: 'admin', path: '/digest' },
  { name: 'town-issues', as: 'admin', path: '/issues' },
  { name: 'town-issue', as: 'admin', path: { list: '/issues?status=inVillage', link: /\d号/ } },
  { name: 'town-deadline', as: 'admin', path: { list: '/issues?status=inVillage', link: /\d号/ }, from: 'h2:has-text("上报期限怎么数的")' },
  { name: 'town-study', as: 'admin', path: '/studies' },
  { name: 'town-assessment', as: 'admin', path: '/assessment?month=2026-09' },
  { name: 'town-announcement', as: 'admin', path: '/announcements' },
  { name: 'town-calendar', as: 'admin', path: '/calendar' },
  { name: 'cadre-today', as: 'cadre', path: '/', from: 'h2 >> nth=1' },
  { name: 'cadre-issue', as: 'cadre', path: { list: '/issues?status=inVillage', link: /\d号/ } },
  { name: 'cadre-people', as: 'cadre', path: '/hamlets/hamlet_huaishu/people' },
  { name: 'cadre-hamlet', as: 'cadre', path: '/hamlets/hamlet_huaishu', from: 'h2:has-text("近一年")' },
  { name: 'cadre-meeting', as: 'cadre', path: { list: '/meetings?hamlet=hamlet_huaishu&month=2026-09', link: /屋场/ } },
  { name: 'server-status', as: 'admin', path: '/status' },
  { name: 'server-users', as: 'admin', path: '/settings/users', open: '添一个人' },
  { name: 'server-rooms', as: 'admin', path: '/rooms' },
]

/** A chat on a phone: the group, and the words with which the picture begins. */
const IN_THE_CHAT = [
  { name: 'head-poll', room: '槐树屋场', from: '【约时间】修路集资' },
  { name: 'head-sign-in', room: '槐树屋场', from: '【签到】' },
  { name: 'head-vote', room: '槐树屋场', from: '【表决1】' },
  { name: 'head-issue', room: '槐树屋场', from: '约定9月20日' },
  { name: 'head-survey', room: '槐树屋场', from: '【评议】' },
  { name: 'cadre-chat', room: '河口村', from: '【新问题】槐树' },
  { name: 'town-chat', room: '青山镇', from: '【上报】' },
]

async function started(folder) {
  const env = { ...process.env, PORT: process.env.PORT ?? '0', DATA_DIR: folder }
  const program = spawn('npm', ['start', '--silent'], { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const part of program.stdout) {
    said += part
    if (said.includes('Ctrl-C')) break
  }
  const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
  const [link] = /http:\/\/127\.0\.0\.1:\d+\/start\/\S+/.exec(said) ?? []
  if (!origin || !link) throw new Error(`it did not come up: ${said}`)
  program.stdout.resume()
  return { program, origin, link }
}

async function stopped(program) {
  const ended = once(program, 'exit')
  program.kill('SIGINT')
  await ended
}

const newPage = async (browser, viewport) =>
  (await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()

async function setPassword(page, link, first) {
  await page.goto(link)
  if (first) {
    const town = page.getByLabel('镇的名字')
    if ((await town.count()) > 0) await town.fill('青山镇')
    await page.getByLabel('您的名字').fill('许明霞')
    await page.getByLabel('登录名').fill('xumingxia')
  }
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('input[name=again]').fill(PASSWORD)
}

/** The admin of the first start, and a cadre whom the admin has added. */
async function logIn(browser, { link }, taken) {
  const admin = await newPage(browser, DESK)
  await setPassword(admin, link, true)
  await keep(admin, 'server-first', taken)
  await admin.getByRole('button', { name: '设好，进去' }).click()
  await admin.waitForURL((url) => url.pathname === '/')
  await admin.goto(new URL('/settings/users', link).href)
  await admin.getByText('添一个人').click()
  await admin.locator('input[name=name]').first().fill('周建国')
  await admin.locator('input[name=login]').first().fill('zhoujianguo')
  await admin.locator('select[name=role]').first().selectOption('cadre')
  await admin.locator('select[name=village]').first().selectOption({ label: '河口村' })
  const official = admin.locator('select[name=official]').first()
  await official.selectOption({ label: (await official.locator('option').allTextContents()).find((text) => text.startsWith('周建国')) })
  await admin.getByRole('button', { name: '添', exact: true }).first().click()
  const invitation = await admin.locator('pre').textContent()
  const cadre = await newPage(browser, DESK)
  await setPassword(cadre, invitation.trim(), false)
  await cadre.getByRole('button', { name: '设好，进去' }).click()
  await cadre.waitForURL((url) => url.pathname === '/')
  return { admin, cadre }
}

/** As large as fits into MOST: a WebP whose quality goes down until it does. */
async function picture(page, clip) {
  const devtools = await page.context().newCDPSession(page)
  for (let quality = 80; quality >= 30; quality -= 10) {
    const { data } = await devtools.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      ...(clip ? { clip: { ...clip, scale: 1 } } : {}),
    })
    const bytes = Buffer.from(data, 'base64')
    if (bytes.length <= MOST) return bytes
  }
  throw new Error(`${page.url()} makes too large a picture`)
}

async function keep(page, name, taken, clip) {
  await page.evaluate(() => document.fonts.ready)
  const bytes = await picture(page, clip)
  const file = join(FOLDER, `${name}.webp`)
  const before = await readFile(file).catch(() => undefined)
  if (!before?.equals(bytes)) await writeFile(file, bytes)
  taken.push({ name, bytes: bytes.length })
}

/** Puts what the picture begins with at the upper edge, a little below it. */
const toTop = (locator) =>
  locator.evaluate((element) => {
    element.scrollIntoView({ block: 'start' })
    const scroller = element.closest('#stream') ?? document.scrollingElement
    scroller.scrollTop -= 12
  })

async function lookAtDesk(pages, origin, taken) {
  for (const { name, as, path, from, open } of AT_THE_DESK) {
    const page = pages[as]
    const answer = await page.goto(`${origin}${typeof path === 'string' ? path : path.list}`)
    if (!answer?.ok()) throw new Error(`${page.url()}: ${answer?.status()}`)
    if (typeof path !== 'string') {
      await page.locator('main').getByRole('link', { name: path.link }).first().click()
      await page.waitForLoadState()
    }
    if (open) await page.getByText(open).first().click()
    if (from) await toTop(page.locator(from).first())
    await keep(page, name, taken)
  }
}

async function lookAtChat(browser, origin, taken) {
  const page = await newPage(browser, PHONE)
  await page.goto(`${origin}/sandbox`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  for (const { name, room, from } of IN_THE_CHAT) {
    if (!(await page.locator('#room-name').textContent())?.includes(room)) {
      await page.locator('#show-rooms').click()
      await page.locator('#room-list').getByText(room).first().click()
      await page.locator('#shade').waitFor({ state: 'hidden' })
      await sleep(DRAWER_MS)
    }
    const words = page.locator('#said li', { hasText: from }).first()
    await words.waitFor()
    await toTop(words)
    // Away from what shows more under the pointer; and of the page the group alone, not the sandbox's clock.
    await page.mouse.move(PHONE.width - 2, 2)
    const [title, stream] = [await page.locator('#room-name').boundingBox(), await page.locator('#stream').boundingBox()]
    const top = title.y - 8
    await keep(page, name, taken, { x: 0, y: top, width: PHONE.width, height: stream.y + stream.height - top })
  }
}

const folder = await mkdtemp(join(tmpdir(), 'wuchang-manual-'))
await mkdir(FOLDER, { recursive: true })
const house = await started(folder)
const browser = await openChromium({ args: ['--lang=zh-CN'], env: { ...process.env, LANGUAGE: 'zh_CN' } })
const taken = []
try {
  const month = await fetch(`${house.origin}/sandbox/page/month`, { method: 'POST' })
  if (!month.ok) throw new Error(`the month was not played: ${month.status} ${await month.text()}`)
  const pages = await logIn(browser, house, taken)
  await lookAtDesk(pages, house.origin, taken)
  await lookAtChat(browser, house.origin, taken)
  for (const { name, bytes } of taken) console.log(`${name}.webp ${Math.ceil(bytes / 1024)} KB`)
} finally {
  await browser.close()
  await stopped(house.program)
  await rm(folder, { recursive: true, force: true })
}
