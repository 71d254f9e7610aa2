/** The way in: configuration, database, migrations, the house, its pages; and the way out. */

import type { Server } from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Gateway } from '../bots/gateway.ts'
import { type BridgeGateway, bridgeGateway } from '../bots/http/gateway.ts'
import { Arrivals } from '../bots/sandbox/arrivals.ts'
import { SandboxChat } from '../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../bots/sandbox/puppet.ts'
import { sandboxRoutes } from '../bots/sandbox/routes.ts'
import { webhookGateway } from '../bots/webhook/gateway.ts'
import { wechatyGateway } from '../bots/wechaty/gateway.ts'
import { loadPuppet, namedPuppet } from '../bots/wechaty/puppets.ts'
import { qrForTerminal } from '../bots/wechaty/qr.ts'
import { healthRoutes } from './api/health.ts'
import { firstLink } from './application/orders/accounts.ts'
import type { Pace } from './application/sender.ts'
import { type Config, loadConfig } from './config.ts'
import { townApp } from './console/app.ts'
import { queueBoard } from './console/board.ts'
import { headerLimits, limitHalfSent } from './house/half-sent.ts'
import { openHouse } from './house/house.ts'
import { type Named, requireKind } from './house/kind.ts'
import { endings, listen } from './house/process.ts'
import { readinessOf } from './house/readiness.ts'
import { readSandboxClock, SANDBOX_ACCOUNT, Sandbox, seedSandbox } from './house/sandbox.ts'
import { addressesOf } from './kernel/addresses.ts'
import { type Clock, ManualClock, systemClock } from './kernel/clock.ts'
import { type Log, openLog } from './kernel/log.ts'
import { addRobotRooms } from './store/binding.ts'
import { type Database, openDatabase } from './store/database.ts'
import { dropEveryLease } from './store/lease.ts'
import { migrate, NotOurs } from './store/migrate.ts'
import { connectOrExplain } from './store/postgres/connect.ts'
import { startEmbedded } from './store/postgres/embedded.ts'
import { isEmpty } from './store/reset.ts'

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)))

async function main(): Promise<void> {
  const config = loadConfig(PROJECT_DIR)
  const log = openLog(config.log.file === undefined ? { level: config.log.level } : { level: config.log.level, file: config.log.file })
  const ends = endings(log)
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbedded({ dataDir: config.dataDir, projectDir: PROJECT_DIR, log, onGone: failed })
      : undefined
  if (embedded) ends.push('PostgreSQL', () => embedded.stop())
  const databaseUrl = embedded?.url ?? (config.databaseUrl as string)
  if (!embedded) await connectOrExplain(databaseUrl)
  const named = nameOf(databaseUrl, embedded?.dataDir)
  await migrate(databaseUrl).catch((error: unknown) => {
    throw error instanceof NotOurs ? new Error(`${named.variable}: the database in ${named.place} ${error.message}`) : error
  })
  const db = openDatabase(databaseUrl)
  ends.push('database', () => db.$disconnect())
  await requireKind(db, config.sandbox ? 'demo' : 'real', named)
  if (embedded) await dropEveryLease(db)

  const { clock, chat, channels, bridge } = await chatOf(config, db, log)
  const arrivals = new Arrivals()
  const house = await openHouse({
    db,
    databaseUrl,
    redisUrl: config.redisUrl,
    clock,
    log,
    channels,
    clockMovesByHand: config.sandbox,
    worksJobs: config.role === 'all' || config.role === 'jobs',
    onTaken: (messageId) => arrivals.arrived(messageId),
    onScan: (code) => void qrForTerminal(code).then((picture) => process.stdout.write(`请用要当小助手的微信扫码:\n${picture}\n`)),
  })
  ends.push('house', () => house.stop())

  const app = new Hono()
  app.route('/', healthRoutes(readinessOf(house)))
  if (bridge) app.route('/', bridge.routes)
  if (chat && clock instanceof ManualClock) {
    const heard = async () => {
      for (const { gateway } of channels) await gateway.drained()
    }
    const control = new Sandbox(house, clock, heard, arrivals)
    chat.load((await control.state()).rooms)
    app.route('/', sandboxRoutes({ control, chat, log }))
  }
  const isProxy = addressesOf(config.trustedProxies)
  const hasDesk = config.role === 'all' || config.role === 'api'
  if (hasDesk) app.route('/', townApp({ deps: house.deps, isProxy, board: queueBoard([house.jobs.queue]) }))
  const server = await listen(() => {
    const opened = serve({ fetch: app.fetch, port: config.port, hostname: config.host, serverOptions: headerLimits() }) as Server
    limitHalfSent(opened, isProxy)
    return opened
  }, config)
  ends.push('pages', () => server.close())
  const at = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`
  const first = hasDesk ? await firstLink(db) : undefined
  const chats = channels.map(({ gateway }) => gateway.account).join('、')
  const lines = [
    config.sandbox ? `屋场通沙盒  ${at}/sandbox  打开就是群聊，谁的话都可以替他说，时钟可以拨` : `屋场通  本进程连的群聊：${chats || '无'}`,
    hasDesk ? `镇里的后台  ${first ? `${at}${first}  头一次用，打开这个链接设密码` : at}` : '镇里的后台  不在这个进程里',
    `数据  ${embedded ? `${embedded.dataDir}（内置 PostgreSQL）` : `DATABASE_URL（${new URL(databaseUrl).host}）`}  任务队列 ${house.jobs.backend}  日志 ${config.log.file ?? '标准错误输出'}`,
    `检查  ${at}/readyz  停止 Ctrl-C`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function nameOf(url: string, dataDir: string | undefined): Named {
  if (dataDir !== undefined) return { variable: 'DATA_DIR', place: dataDir }
  const { host, pathname } = new URL(url)
  return { variable: 'DATABASE_URL', place: `${decodeURIComponent(pathname.slice(1))} at ${host}` }
}

const ROBOTS_ACCOUNT = 'webhook'
const UNPACED: Pace = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

interface Chat {
  clock: Clock
  chat?: SandboxChat
  bridge?: BridgeGateway
  channels: { gateway: Gateway; pace: Pace }[]
}

async function chatOf(config: Config, db: Database, log: Log): Promise<Chat> {
  const robots = await robotsOf(config, db, log)
  if (config.sandbox) {
    if (await isEmpty(db)) await seedSandbox(db, {})
    const clock = new ManualClock(await readSandboxClock(db))
    const now = () => clock.now()
    const chat = new SandboxChat({ dataDir: config.dataDir, now })
    const gateway = wechatyGateway({ account: SANDBOX_ACCOUNT, puppet: sandboxPuppet(chat), log, now })
    return { clock, chat, channels: [{ gateway, pace: UNPACED }, ...robots] }
  }
  // Only the roles that carry chat connect, however all of them are configured.
  if (config.role !== 'all' && config.role !== 'bot') return { clock: systemClock, channels: [] }
  const now = () => Date.now()
  const channels = [...robots]
  if (config.puppet) {
    // Here, and not when the account has become ours: that may be much later, and in the background.
    await loadPuppet(config.puppet.name)
    channels.push({ gateway: wechatyGateway({ account: 'wechat', puppet: namedPuppet(config.puppet), log, now }), pace: config.pace })
  }
  const bridge = config.bridgeSecret === undefined ? undefined : bridgeGateway({ account: 'bridge', secret: config.bridgeSecret, log, now })
  if (bridge) channels.push({ gateway: bridge, pace: config.pace })
  return { clock: systemClock, channels, ...(bridge ? { bridge } : {}) }
}

/** The officials' robots, as groups of the town that are only spoken in. They pace themselves by their own limits. */
async function robotsOf(config: Config, db: Database, log: Log): Promise<Chat['channels']> {
  if (config.robots.length === 0) return []
  const robots = Object.fromEntries(config.robots.map((robot, i) => [`${robot.kind}${i + 1}`, robot]))
  await addRobotRooms(db, ROBOTS_ACCOUNT, Object.keys(robots))
  return [{ gateway: webhookGateway({ account: ROBOTS_ACCOUNT, robots, log, now: () => Date.now() }), pace: UNPACED }]
}

/** Ends the program with one line: at the start, and when what everything lies in is gone. */
function failed(error: unknown): void {
  // One line for whoever started it; LOG_LEVEL=debug adds where it came from.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof Error && error.stack && process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
  void endings.now(1)
}

main().catch(failed)
