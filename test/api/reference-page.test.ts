/** 接口: found by words, with an example to copy, and an address filled in that answers. */
import { beforeAll, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
  await desk.village.room('huaishu').says('5', '反映 村口路灯坏了')
})

const operations = (page: string): string[] =>
  [...page.matchAll(/<summary><span[^>]*>(\w+)<\/span> <code>([^<]+)<\/code>/g)].map((m) => `${m[1]} ${m[2]}`)

test('is searched by what it does, its address and its parameters', async () => {
  const all = operations(await pages.look('official', '/api'))
  const some = operations(await pages.look('official', `/api?q=${encodeURIComponent('台账 due')}`))
  expect(some).toEqual(['GET /issues'])
  expect(all.length).toBeGreaterThan(50)
  expect(plain(await pages.look('official', '/api?q=nothing-like-it'))).toContain('没有这样的接口')
})

test('fills an address in, leaves out what is empty, and the address answers', async () => {
  const asked = new URLSearchParams({ op: 'get /issues', 'p.due': '', 'p.search': '路灯', 'p.limit': '5' })
  const page = await pages.look('official', `/api?${asked}`)
  const [, href = ''] = /<a href="(\/api\/v1\/issues[^"]*)"/.exec(page) ?? []
  const address = href.replaceAll('&amp;', '&')
  expect([...new URL(address, 'http://desk.test').searchParams.keys()].sort()).toEqual(['limit', 'search'])
  const answer = await pages.ask('official', 'get', address)
  expect([answer.status, JSON.parse(answer.text).items[0].text]).toEqual([200, '村口路灯坏了'])
})

test('says what is missing of a place by leaving the address open; a write has a body to copy', async () => {
  const open = await pages.look('official', `/api?${new URLSearchParams({ op: 'get /issues/{id}', 'p.id': ' ' })}`)
  expect(open).not.toContain('用现在的登录打开看看')
  const filled = await pages.look('official', `/api?${new URLSearchParams({ op: 'get /issues/{id}', 'p.id': 'a/b?c' })}`)
  expect(filled).toContain('href="/api/v1/issues/a%2Fb%3Fc"')
  const assign = plain(await pages.look('official', `/api?${new URLSearchParams({ q: 'assign' })}`))
  expect(assign).toMatch(/-X POST[\s\S]*Idempotency-Key[\s\S]*"department"[\s\S]*"dueOn"/)
})
