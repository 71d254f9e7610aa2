/** The time poll played over HTTP exactly as the sandbox's contract says: on either queue, and through a real puppet service. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PuppetServer } from 'wechaty-puppet-service'
import type { SandboxChat } from '../../bots/sandbox/chat.ts'
import { SandboxPuppet } from '../../bots/sandbox/puppet.ts'
import { namedPuppet } from '../../bots/wechaty/puppets.ts'
import { SandboxHouse } from '../support/house.ts'
import { redisProgram, startRedis } from '../support/redis.ts'

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function throughService(chat: SandboxChat) {
  const endpoint = `127.0.0.1:${await freePort()}`
  const token = `test_${randomBytes(12).toString('hex')}`
  const server = new PuppetServer({ endpoint, token, puppet: new SandboxPuppet(chat), tls: { disable: true } })
  await server.start()
  return { puppet: namedPuppet({ name: 'wechaty-puppet-service', token, endpoint, insecure: true }), close: () => server.stop() }
}

/** What a variant has borrowed beside the house, given back after it. */
type Lent = (() => Promise<void>)[]

const VARIANTS: { name: string; available: boolean; open: (lent: Lent) => Promise<SandboxHouse> }[] = [
  { name: 'jobs on PostgreSQL', open: () => SandboxHouse.open(), available: true },
  {
    name: 'jobs on Redis',
    available: redisProgram !== undefined,
    open: async (lent: Lent) => {
      const redis = await startRedis()
      lent.push(redis.remove)
      return SandboxHouse.open({ redisUrl: redis.url })
    },
  },
  { name: 'through a puppet service over gRPC', open: () => SandboxHouse.open({ through: throughService }), available: true },
]

describe.each(VARIANTS.filter((v) => v.available))('$name', ({ open }) => {
  let sandbox: SandboxHouse
  const lent: Lent = []
  beforeAll(async () => {
    vi.stubEnv('HOME', `${import.meta.dirname}/../../data`)
    sandbox = await open(lent)
  })
  afterAll(async () => {
    await sandbox?.close()
    for (const giveBack of lent) await giveBack()
    vi.unstubAllEnvs()
  })

  /** Over gRPC a message takes a moment to arrive; the contract's settle speaks of messages taken in. */
  async function says(who: string, text: string, more: object = {}): Promise<string> {
    const id = await sandbox.says('huaishu', `wxid_huaishu_${who}`, text, more)
    for (let i = 0; (await sandbox.db.inbox.count({ where: { messageId: id } })) === 0; i++) {
      if (i > 500) throw new Error(`message ${id} never arrived`)
      await sleep(10)
    }
    await sandbox.settle()
    return id
  }

  test('state names the town, its rooms and who is who', async () => {
    const { status, body } = await sandbox.call('GET', '/state')
    expect(status).toBe(200)
    const state = body as {
      now: string
      settled: boolean
      town: string
      rooms: { id: string; kind: string; members: { id: string; role: string; atHome?: boolean; household?: string }[] }[]
    }
    expect([state.now, state.town]).toEqual(['2026-09-07T09:00:00+08:00', '青山镇'])
    expect(state.rooms.map((r) => r.kind)).toEqual(['hamlet', 'hamlet', 'hamlet', 'village', 'village', 'town'])
    const members = state.rooms[0]?.members ?? []
    const reached = members.filter((m) => m.atHome)
    expect(new Set(reached.map((m) => m.household)).size).toBe(26)
    expect(reached).toHaveLength(29)
    expect(members.filter((m) => m.role === 'head').map((m) => m.id)).toEqual(['wxid_huaishu_head'])
    expect(members.filter((m) => m.role === 'unbound').length).toBeGreaterThanOrEqual(2)
  })

  test('asked, answered, decided at its time', async () => {
    const asked = await says('head', '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止')
    const [question] = await sandbox.heard('huaishu', asked)
    expect(question).toContain('3. 9月12日周六晚8点')
    const questionId = (await sandbox.messages('huaishu', asked)).find((m) => m.from === 'bot')?.id
    await says('3', '1')
    await says('4', '13')
    await says('5', '2', { quote: questionId })
    await says('7', '周三', { mentionBot: true })
    const last = await says('8', '都不行')
    await says('8', '都不行', { id: last })
    expect(await sandbox.heard('huaishu', last)).toEqual([])

    const minute = await sandbox.call('POST', '/clock', { advance: 'PT1M' })
    expect(minute.body).toMatchObject({
      now: '2026-09-07T09:01:00+08:00',
      fired: [{ at: '2026-09-07T09:01:00+08:00', kind: 'pollProgress' }],
    })
    expect((await sandbox.heard('huaishu', last))[0]).toContain(
      '已回5户。\n1. 9月9日周三晚7点半：3户能来\n2. 9月10日周四晚7点半：1户能来\n3. 9月12日周六晚8点：1户能来',
    )

    const next = await sandbox.call('POST', '/clock', { next: true })
    expect(next.body).toMatchObject({ now: '2026-09-08T12:00:00+08:00' })
    expect((next.body as { fired: { kind: string }[] }).fired.at(-1)?.kind).toBe('pollClose')
    expect((await sandbox.heard('huaishu', last)).at(-1)).toContain('【时间定了】9月9日周三晚7点半')
  })

  test('the clock never goes backwards, and a bad body names its field', async () => {
    expect((await sandbox.call('POST', '/clock', { to: '2026-09-01T00:00:00+08:00' })).status).toBe(400)
    const bad = await sandbox.call('POST', '/rooms/huaishu@chatroom/messages', { text: '1' })
    expect(bad.status).toBe(400)
    expect(JSON.stringify(bad.body)).toContain('from')
    expect((await sandbox.call('POST', '/rooms/nowhere@chatroom/messages', { from: 'wxid_huaishu_3', text: '1' })).status).toBe(404)
  })

  test('reset brings the first morning back', async () => {
    expect((await sandbox.call('POST', '/reset', {})).status).toBe(200)
    expect(await sandbox.messages('huaishu')).toEqual([])
    expect((await sandbox.call('GET', '/state')).body).toMatchObject({ now: '2026-09-07T09:00:00+08:00', settled: true })
    expect(await sandbox.db.timePoll.count()).toBe(0)
  })
})

describe('a burst', () => {
  test('500 messages put in at once are handled in few commits, in order, each once', async () => {
    const sandbox = await SandboxHouse.open()
    try {
      await sandbox.says('huaishu', 'wxid_huaishu_head', '约时间 修路 周三晚7点半/周四晚7点半')
      const voters = [3, 4, 5, 7, 8, 9, 10, 11, 13, 14]
      const burst = Array.from({ length: 500 }, (_, i) => ({
        room: 'huaishu@chatroom',
        from: `wxid_huaishu_${voters[i % 10]}`,
        text: i < 490 ? '1' : '2',
      }))
      expect((await sandbox.call('POST', '/messages', burst)).body).toEqual({ count: 500 })
      await sandbox.settle()
      const answers = await sandbox.db.timeAnswer.findMany({ orderBy: { seq: 'asc' } })
      expect(answers).toHaveLength(500)
      expect(answers.slice(-10).every((a) => a.yes.join() === '2')).toBe(true)
    } finally {
      await sandbox.close()
    }
  })
})
