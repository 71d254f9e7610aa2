/** Requests that are begun and not sent to their end are not held, and hold up nobody. */

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { HALF_SENT, headerLimits, limitHalfSent } from '../../src/house/half-sent.ts'

const LIMITS = { stalled: 400, young: 50, lookEvery: 25, anAddress: 5 }
let server: Server | undefined
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server?.closeAllConnections()
  server?.close()
})

async function serve(exempt?: (address: string) => boolean): Promise<number> {
  const made = createServer(headerLimits(LIMITS), async (request, response) => {
    if (request.url === '/long') {
      // Answers late, and never looks at the body that there is not.
      setTimeout(() => response.end('late'), 3 * LIMITS.stalled)
      return
    }
    let size = 0
    try {
      for await (const part of request) size += (part as Buffer).length
    } catch {
      return
    }
    response.end(`${size}`)
  })
  server = made
  limitHalfSent(made, exempt, LIMITS)
  made.listen(0, '127.0.0.1')
  await once(made, 'listening')
  return (made.address() as AddressInfo).port
}

async function half(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  if (text) socket.write(text)
  return socket
}
const closed = (all: readonly Socket[]) => all.filter((socket) => socket.destroyed || socket.readableEnded || socket.closed).length
const BODY = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'

test('nothing half-sent is held for five seconds', () => {
  expect(HALF_SENT.stalled + HALF_SENT.lookEvery).toBeLessThan(5_000)
})

test.each([
  ['nothing at all', ''],
  ['half of the headers', 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['half of a body', BODY],
])('who has sent %s is let go', async (_what, text) => {
  const port = await serve()
  const held = await Promise.all(Array.from({ length: 3 }, () => half(port, text)))
  for (const socket of held) socket.resume()
  await expect.poll(() => closed(held), { timeout: 3_000 }).toBe(3)
})

test('of many from one address all but a few are let go at once, and everybody else is answered', async () => {
  const port = await serve()
  const held = await Promise.all(Array.from({ length: 40 }, () => half(port, BODY)))
  for (const socket of held) socket.resume()
  await sleep(LIMITS.young + 3 * LIMITS.lookEvery)
  expect(closed(held)).toBeGreaterThanOrEqual(30)
  expect(await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'whole' })).text()).toBe('5')
})

test('behind a proxy of our own everybody has the same address: none is let go for that', async () => {
  const port = await serve((address) => address === '127.0.0.1')
  const held = await Promise.all(Array.from({ length: 20 }, () => half(port, BODY)))
  for (const socket of held) socket.resume()
  await sleep(LIMITS.young + 3 * LIMITS.lookEvery)
  expect(closed(held)).toBe(0)
})

test('an answer may take longer than a request', async () => {
  const port = await serve()
  expect(await (await fetch(`http://127.0.0.1:${port}/long`)).text()).toBe('late')
})

test('a slow body that goes on coming is taken whole, also on a connection that is used again; one that rests is kept', async () => {
  const port = await serve()
  const socket = await half(port, '')
  let answer = ''
  socket.on('data', (part) => {
    answer += part.toString()
  })
  for (let round = 1; round <= 2; round++) {
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n')
    for (const letter of 'slow') {
      await sleep(LIMITS.stalled / 3)
      socket.write(letter)
    }
    await expect.poll(() => answer.split('HTTP/1.1 200').length - 1).toBe(round)
    await sleep(LIMITS.stalled * 1.5)
  }
  expect(socket.destroyed).toBe(false)
})
