/** Wechaty on a line that breaks, and the puppets it can be given. */
import { describe, expect, test } from 'vitest'
import { NotSent } from '../../bots/gateway.ts'
import { wechatyGateway } from '../../bots/wechaty/gateway.ts'
import { namedPuppet } from '../../bots/wechaty/puppets.ts'
import { qrForTerminal } from '../../bots/wechaty/qr.ts'
import type { WechatyTiming } from '../../bots/wechaty/timing.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { HUAISHU, NINE, says } from './support/village.ts'
import { Wechaty } from './support/wechaty.ts'

const quick: Partial<WechatyTiming> = { probeEvery: 40, dongWithin: 30, loginWithin: 300, rebuildAfter: [10, 20] }
const w = new Wechaty()

describe('faults of the line', () => {
  test('a duplicate arrives twice under one id, and so does a re-delivery', async () => {
    await w.connected()
    w.chat.fault('duplicate')
    await w.chat.says(says('1', { id: 'm1' }))
    await w.ear.until(() => w.ear.heard.length === 2)
    w.chat.fault('up')
    await w.chat.says(says('1', { id: 'm1' }))
    await w.ear.until(() => w.ear.heard.length === 3)
    expect(w.ear.heard.map((incoming) => incoming.messageId)).toEqual(['m1', 'm1', 'm1'])
    expect(w.chat.transcript.inRoom(HUAISHU)).toHaveLength(1)
  })

  test('down is told, and what was said meanwhile arrives after it is up, in order', async () => {
    await w.connected()
    w.chat.fault('down')
    await w.ear.until(() => w.ear.states.length === 2)
    await w.chat.says(says('一', { at: NINE + MINUTE }))
    await w.chat.says(says('二'))
    await expect(w.gateway.send(HUAISHU, '在吗')).rejects.toBeInstanceOf(NotSent)
    w.chat.fault('up')
    await w.ear.until(() => w.ear.heard.length === 2)
    expect(w.ear.texts()).toEqual(['一', '二'])
    expect(w.ear.heard[0]!.at).toBe(NINE + MINUTE)
    expect(w.ear.states.map(({ state }) => state)).toEqual(['online', 'offline', 'online'])
  })

  test('a deaf puppet is found out and built anew; the gap is known', async () => {
    await w.connected(quick)
    w.chat.fault('deaf')
    await w.chat.says(says('没人听见'))
    await w.ear.until(() => w.ear.states.length === 3)
    expect(w.ear.states).toEqual([
      { state: 'online', at: NINE },
      { state: 'offline', at: NINE, why: 'deaf: the puppet did not answer a ding' },
      { state: 'online', at: NINE },
    ])
    await w.hears(says('听见了'))
    expect(w.ear.texts()).toEqual(['听见了'])
  })

  test('a message that was announced just before the connection broke is loaded through the next one', async () => {
    await w.connected(quick)
    const { get } = w.chat.transcript
    let broken = true
    w.chat.transcript.get = (id) => {
      if (broken) throw new Error('connection lost')
      return get.call(w.chat.transcript, id)
    }
    await w.chat.says(says('差点丢了'))
    w.chat.fault('deaf')
    await w.ear.until(() => w.ear.states.at(-1)?.state === 'offline')
    broken = false
    await w.ear.until(() => w.ear.heard.length === 1)
    expect(w.ear.texts()).toEqual(['差点丢了'])
  })

  test('what was said before the start is waiting when the account comes online', async () => {
    await w.chat.says(says('早上好'))
    await w.connected()
    await w.ear.until(() => w.ear.heard.length === 1)
    expect(w.ear.texts()).toEqual(['早上好'])
  })

  test('a stop hands over what has been heard before it resolves', async () => {
    await w.connected()
    for (let i = 0; i < 50; i++) await w.chat.says(says(`${i}`))
    await w.gateway.stop()
    expect(w.ear.heard).toHaveLength(50)
    await w.chat.says(says('太晚了'))
    await new Promise((go) => setImmediate(go))
    expect(w.ear.heard).toHaveLength(50)
  })
})

describe('which puppet', () => {
  const start = (name: string, more = {}) => {
    w.gateway = wechatyGateway({ account: 'main', puppet: namedPuppet({ name, ...more }), log: silentLog, now: () => NINE })
    return w.gateway.start(w.ear)
  }

  test('a package that is not installed stops the start and names what to install', async () => {
    await expect(start('wechaty-puppet-nobody')).rejects.toThrow('npm install wechaty-puppet-nobody')
  })

  test('a service without its token names the variable', async () => {
    await expect(start('wechaty-puppet-service')).rejects.toThrow('WECHATY_PUPPET_SERVICE_TOKEN')
  })

  test.each(['node:os', 'pino', 'qrcode-terminal'])('%s, a package that is no puppet, says so', async (name) => {
    await expect(start(name)).rejects.toThrow(`WECHATY_PUPPET=${name}: the package exports no puppet`)
  })

  test('the QR code is drawn for the terminal', async () => {
    const drawn = await qrForTerminal('https://login.weixin.qq.com/l/abc')
    expect(drawn.split('\n').length).toBeGreaterThan(10)
    expect(drawn).toContain('▄')
  })
})
