/**
 * Hostile messages over the bridge, into a real inbox: each is taken or refused alone, none is a fault of ours, and a good one that comes with
 * them is heard. `npm run fuzz -- bridge --requests 5000`.
 */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Incoming } from '../../bots/gateway.ts'
import { type BridgeGateway, bridgeGateway } from '../../bots/http/gateway.ts'
import { Intake } from '../../src/application/hearing/intake.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { randomOf } from '../../src/kernel/random.ts'
import { Chance } from '../simulation/town/given.ts'
import { ACCOUNT, Village } from '../support/village.ts'
import { wild } from './values.ts'
import { hostile } from './words.ts'

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 60)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)
const SECRET = 'a secret of thirty-two characters'

let v: Village
let bridge: BridgeGateway
let intake: Intake
beforeAll(async () => {
  v = await Village.open()
  intake = new Intake(v.deps)
  bridge = bridgeGateway({ account: ACCOUNT, secret: SECRET, log: silentLog, now: () => v.now })
  const take = (m: Incoming): Promise<void> =>
    intake.take({
      ...{ account: m.account, messageId: m.messageId, externalRoomId: m.roomId, externalSenderId: m.senderId, senderName: m.senderName },
      ...{ kind: m.kind, text: m.text, mentionsBot: m.mentionsBot, mentionIds: m.mentionIds, self: m.self, mediaId: null, at: m.at },
    })
  await bridge.start({
    message: take,
    messages: async (batch) => void (await Promise.all(batch.map(take))),
    status: () => undefined,
  })
})
afterAll(async () => {
  await bridge.stop()
  await intake.stop()
})

async function post(path: string, body: string): Promise<number> {
  const timestamp = `${Math.floor(v.now / 1_000)}`
  const signature = createHmac('sha256', SECRET).update(`${timestamp}\nPOST\n${path}\n${body}`).digest('hex')
  const headers = { 'x-wuchang-timestamp': timestamp, 'x-wuchang-signature': signature }
  return (await bridge.routes.request(`http://localhost${path}`, { method: 'POST', headers, body })).status
}

const HOSTILE_IDS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'x'.repeat(200),
  'x'.repeat(201),
  '../',
  "'; DROP TABLE",
  '屋场',
  '@chatroom',
  'huaishu@chatroom',
]
function message(chance: Chance, n: number): Record<string, unknown> {
  const whole: Record<string, unknown> = {
    ...{ messageId: `f${n}`, roomId: 'huaishu@chatroom', senderId: `wxid_huaishu_${chance.int(3, 30)}`, text: hostile(chance) },
    ...{ kind: chance.pick(['text', 'text', 'text', 'groupNote', 'recalled', 'other']), mentionsBot: chance.is(0.2), at: v.now },
  }
  for (let turns = chance.int(0, 2); turns > 0; turns--) {
    const field = chance.pick([...Object.keys(whole), 'senderName', 'mentionIds', 'self', 'media', 'kind'])
    whole[field] = /Id$/.test(field) && chance.is(0.6) ? chance.pick(HOSTILE_IDS) : wild(chance)
    if (chance.is(0.1)) delete whole[field]
  }
  return whole
}

test('each hostile message is refused alone, and what comes with it is heard', async () => {
  const chance = new Chance(randomOf(SEED))
  const wrong: string[] = []
  for (let n = 0; n < REQUESTS; n++) {
    const good = `good${n}`
    const batch: unknown[] = Array.from({ length: chance.int(0, 6) }, (_, i) =>
      chance.is(0.05) ? wild(chance) : message(chance, n * 10 + i),
    )
    batch.splice(chance.int(0, batch.length), 0, {
      messageId: good,
      roomId: 'huaishu@chatroom',
      senderId: 'wxid_huaishu_9',
      text: `吃了没${n}`,
      at: v.now,
    })
    const status = await post(`/bridge/${ACCOUNT}/messages`, JSON.stringify(batch))
    if (status !== 202 && status !== 400) wrong.push(`${status}: ${JSON.stringify(batch).slice(0, 500)}`)
    const other = await post(
      `/bridge/${ACCOUNT}/${chance.pick(['outcomes', 'messages'])}`,
      chance.is(0.5) ? JSON.stringify(wild(chance)) : hostile(chance),
    )
    if (other >= 500) wrong.push(`${other} to nonsense`)
    v.clock.moveTo(v.now + chance.int(1, 400))
  }
  expect(wrong, `seed ${SEED}`).toEqual([])
  await expect.poll(() => intake.idle, { timeout: 30_000 }).toBe(true)
  expect(await v.db.inbox.count({ where: { messageId: { startsWith: 'good' }, status: 'done' } })).toBe(REQUESTS)
  expect(await v.db.inbox.findMany({ where: { status: { not: 'done' } }, select: { text: true, error: true } })).toEqual([])
}, 600_000)
