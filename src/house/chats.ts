/** Which chats this process carries, and on whose clock. */
import type { Gateway } from '../../bots/gateway.ts'
import { type BridgeGateway, bridgeGateway } from '../../bots/http/gateway.ts'
import { mailGateway } from '../../bots/mail/gateway.ts'
import { SandboxChat } from '../../bots/sandbox/chat.ts'
import { sandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { webhookGateway } from '../../bots/webhook/gateway.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import { loadPuppet, namedPuppet } from '../../bots/wechaty/puppets.ts'
import type { Pace } from '../application/saying/sender.ts'
import type { Config } from '../config.ts'
import { type Clock, ManualClock, systemClock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { addRobotRooms, addWatchRooms } from '../store/binding.ts'
import type { Database } from '../store/database.ts'
import { isEmpty } from '../store/reset.ts'
import { readSandboxClock, SANDBOX_ACCOUNT, seedSandbox } from './sandbox.ts'

const ROBOTS_ACCOUNT = 'webhook'
const MAIL_ACCOUNT = 'mail'
const UNPACED: Pace = { minGapMs: 0, maxGapMs: 0, roomGapMs: 0, perHour: Number.POSITIVE_INFINITY, perDay: Number.POSITIVE_INFINITY }

export interface Chats {
  clock: Clock
  chat?: SandboxChat
  bridge?: BridgeGateway
  channels: { gateway: Gateway; pace: Pace }[]
}

export async function chatsOf(config: Config, db: Database, log: Log): Promise<Chats> {
  const listeners = [...(await robotsOf(config, db, log)), ...(await mailOf(config, db, log))]
  if (config.sandbox) {
    if (await isEmpty(db)) await seedSandbox(db, {})
    const clock = new ManualClock(await readSandboxClock(db))
    const now = () => clock.now()
    const chat = new SandboxChat({ dataDir: config.dataDir, now })
    const gateway = wechatyGateway({ account: SANDBOX_ACCOUNT, puppet: sandboxPuppet(chat), log, now })
    return { clock, chat, channels: [{ gateway, pace: UNPACED }, ...listeners] }
  }
  // Only the roles that carry chat connect, however all of them are configured.
  if (config.role !== 'all' && config.role !== 'bot') return { clock: systemClock, channels: [] }
  const now = () => Date.now()
  const channels = [...listeners]
  if (config.puppet) {
    // Here, and not when the account has become ours: that may be much later, and in the background.
    await loadPuppet(config.puppet.name)
    channels.push({ gateway: wechatyGateway({ account: 'wechat', puppet: namedPuppet(config.puppet), log, now }), pace: config.pace })
  }
  const bridge = config.bridgeSecret === undefined ? undefined : bridgeGateway({ account: 'bridge', secret: config.bridgeSecret, log, now })
  if (bridge) channels.push({ gateway: bridge, pace: config.pace })
  return { clock: systemClock, channels, ...(bridge ? { bridge } : {}) }
}

/** Who is told by mail of what is wrong with the program itself. */
async function mailOf({ mail }: Config, db: Database, log: Log): Promise<Chats['channels']> {
  await addWatchRooms(db, MAIL_ACCOUNT, mail?.to ?? [])
  if (!mail) return []
  const { server, from } = mail
  return [{ gateway: mailGateway({ account: MAIL_ACCOUNT, server, from, log, now: () => Date.now() }), pace: UNPACED }]
}

/** The officials' robots, as groups of the town that are only spoken in. They pace themselves by their own limits. */
async function robotsOf(config: Config, db: Database, log: Log): Promise<Chats['channels']> {
  if (config.robots.length === 0) return []
  const robots = Object.fromEntries(config.robots.map((robot, i) => [`${robot.kind}${i + 1}`, robot]))
  await addRobotRooms(db, ROBOTS_ACCOUNT, Object.keys(robots))
  return [{ gateway: webhookGateway({ account: ROBOTS_ACCOUNT, robots, log, now: () => Date.now() }), pace: UNPACED }]
}
