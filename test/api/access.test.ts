/** Every route × every role × inside and outside the reach. */
import { beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../src/api/app.ts'
import { mayRole } from '../../src/domain/rights/desk.ts'
import { atDoor } from '../../src/door/deps.ts'
import { PEOPLE, TestDesk, tokenOf } from './support/desk.ts'
import { foreignPaths, type Places, places, sample } from './support/samples.ts'

let desk: TestDesk
let ids: Places
beforeAll(async () => {
  desk = await TestDesk.open()
  ids = await places(desk)
})

const roleOf = (person: (typeof PEOPLE)[number]) => (person === 'otherCadre' ? 'cadre' : person)

describe('who may', () => {
  const declared = async () => openApi(atDoor(desk.village.deps, desk.wall)).declared

  test('a route that nobody declared is not found, also for the admin', async () => {
    expect((await desk.get('townAdmin', '/secrets')).status).toBe(404)
    expect((await desk.get(undefined, '/secrets')).status).toBe(404)
  })

  test('nothing is answered to somebody unknown', async () => {
    for (const route of await declared()) {
      const { status, body } = await desk.call(undefined, route.method, sample(route, ids).path)
      expect([route.method, route.path, status, body.type]).toEqual([route.method, route.path, 401, 'urn:wuchang:problem:unauthenticated'])
    }
  })

  test('every route lets in the roles it names and nobody else', async () => {
    for (const route of await declared())
      for (const person of PEOPLE) {
        const { path, body } = sample(route, ids)
        const { status } = await desk.call(person, route.method, path, body)
        const let_in = mayRole(roleOf(person), route.may)
        const what = `${person} ${route.method} ${path} → ${status}`
        if (let_in) expect(status, what).not.toBe(403)
        else expect(status, what).toBe(403)
        expect(status, what).not.toBe(401)
        expect(status, what).toBeLessThan(500)
      }
  })

  test('what lies in another village is not there', async () => {
    for (const route of foreignPaths(await declared())) {
      if (!mayRole('cadre', route.may)) continue
      const { path, body } = sample(route, ids)
      const mine = await desk.call('cadre', route.method, path, body)
      expect(mine.status, `cadre ${route.method} ${path} ${JSON.stringify(mine.body)}`).not.toBe(404)
      const foreign = await desk.call('otherCadre', route.method, path, body)
      expect(foreign.status, `otherCadre ${route.method} ${path}`).toBe(404)
    }
  })

  test('a read-only token looks and does not write', async () => {
    await desk.village.db.apiToken.update({ where: { id: 'token_official' }, data: { readOnly: true } })
    expect((await desk.get('official', '/me')).status).toBe(200)
    expect((await desk.post('official', '/tokens', { name: 'x', readOnly: true })).status).toBe(403)
    await desk.village.db.apiToken.update({ where: { id: 'token_official' }, data: { readOnly: false } })
  })

  test('a revoked token, and the token of a disabled user, are nobody’s', async () => {
    const made = await desk.post('viewer', '/tokens', { name: '大屏', readOnly: true })
    expect(made.status).toBe(201)
    const headers = { authorization: `Bearer ${made.body.secret}` }
    expect((await desk.call(undefined, 'get', '/me', undefined, headers)).body.role).toBe('viewer')
    await desk.call('viewer', 'delete', `/tokens/${made.body.token.id}`)
    expect((await desk.call(undefined, 'get', '/me', undefined, headers)).status).toBe(401)
    await desk.call('townAdmin', 'patch', '/users/user_viewer', { enabled: false })
    expect((await desk.get('viewer', '/me')).status).toBe(401)
    await desk.call('townAdmin', 'patch', '/users/user_viewer', { enabled: true })
    expect((await desk.get('viewer', '/me')).status).toBe(200)
    expect(tokenOf('viewer')).not.toBe(made.body.secret)
  })

  test('what was done with links and tokens is in the log, before and after, without any secret', async () => {
    const { body } = await desk.post('townAdmin', '/users/user_viewer/password-link')
    const made = await desk.post('viewer', '/tokens', { name: '一次', readOnly: true })
    await desk.call('viewer', 'delete', `/tokens/${made.body.token.id}`)
    const last = async (action: string) => desk.village.db.auditEntry.findFirstOrThrow({ where: { action }, orderBy: { seq: 'desc' } })
    expect(await last('newPasswordLink')).toMatchObject({ before: { ready: false }, after: { linkUntil: expect.any(String) } })
    expect(await last('revokeToken')).toMatchObject({ before: { revokedAt: null }, after: { revokedAt: expect.any(Number) } })
    const log = JSON.stringify((await desk.village.db.auditEntry.findMany()).map((a) => [a.before, a.after]))
    expect(log).not.toContain(body.link.replace('/start/', ''))
    expect(log).not.toContain(made.body.secret)
  })

  test('the last admin cannot be disabled', async () => {
    await desk.village.db.user.update({ where: { id: 'user_townAdmin' }, data: { password: 'scrypt$' } })
    const { status, body } = await desk.call('townAdmin', 'patch', '/users/user_townAdmin', { enabled: false })
    expect([status, body.refusal]).toEqual([409, 'lastAdmin'])
  })
})
