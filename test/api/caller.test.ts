/** Who is calling, with and without proxies of our own in between. */
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { callerOf } from '../../src/door/caller.ts'
import { addressesOf } from '../../src/kernel/addresses.ts'

async function caller(remote: string, forwarded: string | undefined, proxies: string[]): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(callerOf(c, addressesOf(proxies))))
  const incoming = { socket: { remoteAddress: remote } }
  return (await app.request('/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }, { incoming })).text()
}

test.each([
  ['192.0.2.7', undefined, [], '192.0.2.7'],
  ['192.0.2.7', '203.0.113.9', [], '192.0.2.7'],
  ['192.0.2.7', '203.0.113.9', ['10.0.0.0/8'], '192.0.2.7'],
  ['10.0.0.2', '203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
  ['::ffff:10.0.0.2', '203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
  ['10.0.0.2', '1.1.1.1, 203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
  ['10.0.0.2', '203.0.113.9, 10.0.0.3', ['10.0.0.0/8'], '203.0.113.9'],
  ['10.0.0.2', 'nonsense', ['10.0.0.0/8'], '10.0.0.2'],
  ['10.0.0.2', undefined, ['10.0.0.0/8'], '10.0.0.2'],
  ['::1', '2001:db8::5', ['::1'], '2001:db8::5'],
])('from %s, said to be for %s, with the proxies %j, it is %#: the address that counts', async (remote, forwarded, proxies, expected) => {
  expect(await caller(remote, forwarded, proxies)).toBe(expected)
})

test.each([['10.0.0.0/33'], ['10.0.0'], ['::/129'], ['proxy.example'], ['10.0.0.0/8/8'], ['10.0.0.0/']])('%s is no address', (one) => {
  expect(addressesOf([one])).toBeUndefined()
})
