/**
 * The town, once its database is there: the house with its chats, and its pages. Everything that takes long to load hangs on this file, so that
 * it is loaded while the database comes up.
 */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { Arrivals } from '../../bots/sandbox/arrivals.ts'
import { sandboxRoutes } from '../../bots/sandbox/routes.ts'
import { qrForTerminal } from '../../bots/wechaty/qr.ts'
import { queueDesk } from '../../jobs/look.ts'
import { healthRoutes } from '../api/health.ts'
import { firstLink } from '../application/orders/log-in.ts'
import type { Machine } from '../application/watch/signs.ts'
import type { Config } from '../config.ts'
import { securityHeaders } from '../door/headers.ts'
import { addressesOf } from '../kernel/addresses.ts'
import { ManualClock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { dropEveryLease } from '../store/connection/lease.ts'
import { openDatabase } from '../store/database.ts'
import { openKeys, resealAll } from '../store/personal/keys.ts'
import { backupsEachNight } from './backups.ts'
import { type Chats, chatsOf } from './chats.ts'
import { standIn } from './gauges.ts'
import { headerLimits, limitHalfSent } from './half-sent.ts'
import { type House, openHouse } from './house.ts'
import { type Named, requireKind } from './kind.ts'
import { machineOf } from './machine.ts'
import { Metrics } from './metrics.ts'
import { metricsRoutes } from './metrics-route.ts'
import { type Ends, listen } from './process.ts'
import { readinessOf } from './readiness.ts'
import { requestLines } from './request-lines.ts'
import { Sandbox } from './sandbox.ts'
import { townApp } from './town-app.ts'

interface Ground {
  config: Config
  log: Log
  ends: Ends
  databaseUrl: string
  named: Named
  /** Nobody else can have the database open. */
  isOurs: boolean
}

/** Opens everything and says where to look, in four lines. */
export async function openTown({ config, log: plainLog, ends, databaseUrl, named, isOurs }: Ground): Promise<void> {
  const metrics = new Metrics()
  const log = metrics.counting(plainLog)
  const machine = machineOf(config.dataDir, log)
  const db = openDatabase(databaseUrl)
  ends.push('database', () => db.$disconnect())
  await requireKind(db, config.sandbox ? 'demo' : 'real', named)
  const resealed = await resealAll(db, await openKeys(db, { dataDir: config.dataDir, given: config.personalKeys }))
  if (resealed > 0) log.info({ texts: resealed }, 'personal columns were sealed with the current key')
  if (isOurs) await dropEveryLease(db)
  const chats = await chatsOf(config, db, log)
  const arrivals = new Arrivals()
  const worksJobs = config.role === 'all' || config.role === 'jobs'
  const house = await openHouse({
    db,
    databaseUrl,
    redisUrl: config.redisUrl,
    clock: chats.clock,
    log,
    channels: chats.channels,
    clockMovesByHand: config.sandbox,
    machine,
    worksJobs,
    onTaken: (messageId) => arrivals.arrived(messageId),
    onScan: (code) => void qrForTerminal(code).then((picture) => process.stdout.write(`请用要当小助手的微信扫码:\n${picture}\n`)),
  })
  ends.push('house', () => house.stop())
  if (!config.sandbox && worksJobs) ends.push('backups', backupsEachNight(house.deps, config, databaseUrl))
  standIn(metrics.registry, house, machine)
  const isProxy = addressesOf(config.trustedProxies)
  const app = await pagesOf({ config, house, machine, metrics, log }, chats, arrivals)
  const server = await listen(() => {
    const opened = serve({ fetch: app.fetch, port: config.port, hostname: config.host, serverOptions: headerLimits() }) as Server
    limitHalfSent(opened, isProxy)
    return opened
  }, config)
  ends.push('pages', () => server.close())
  const first = hasDesk(config) ? await firstLink(db) : undefined
  process.stdout.write(`${whereToLook(config, house, named, server.port, first).join('\n')}\n`)
}

const hasDesk = ({ role }: Config): boolean => role === 'all' || role === 'api'

interface Running {
  config: Config
  house: House
  machine: Machine
  metrics: Metrics
  log: Log
}

async function pagesOf(
  { config, house, machine, metrics, log }: Running,
  { clock, chat, channels, bridge }: Chats,
  arrivals: Arrivals,
): Promise<Hono> {
  const app = new Hono()
  app.use('*', requestLines(log))
  app.use('*', securityHeaders)
  app.route('/', healthRoutes(readinessOf(house)))
  app.route('/', metricsRoutes(metrics.registry, config.metricsToken))
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
  if (hasDesk(config))
    app.route('/', townApp({ deps: house.deps, machine, isProxy, queue: queueDesk(house.jobs.queue), sandbox: chat !== undefined }))
  return app
}

function whereToLook(config: Config, house: House, { variable, place }: Named, port: number, first: string | undefined): string[] {
  const at = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const chats = house.connections.map(({ account }) => account).join('、')
  const data = variable === 'DATA_DIR' ? `${place}（内置 PostgreSQL）` : `DATABASE_URL（${new URL(config.databaseUrl ?? '').host}）`
  return [
    config.sandbox ? `屋场通沙盒  ${at}/sandbox  打开就是群聊，谁的话都可以替他说，时钟可以拨` : `屋场通  本进程连的群聊：${chats || '无'}`,
    hasDesk(config) ? `镇里的后台  ${first ? `${at}${first}  头一次用，打开这个链接设密码` : at}` : '镇里的后台  不在这个进程里',
    `数据  ${data}  任务队列 ${house.jobs.backend}  日志 ${config.log.file ?? '标准错误输出'}`,
    `检查  ${at}/readyz  停止 Ctrl-C`,
  ]
}
