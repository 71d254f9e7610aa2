/** Bodies that are no forms: told, without a login and with one, and never a fault of ours. */
import { beforeAll, describe, expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { cookieOf, Pages } from './support/pages.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
  await Pages.open(desk)
})

const BODIES: [what: string, type: string, body: string][] = [
  ['a multipart body without its boundary', 'multipart/form-data', 'login=x'],
  [
    'a multipart body that breaks off',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="login"\r\n\r\nzheng',
  ],
  ['a multipart body without a name', 'multipart/form-data; boundary=x', '--x\r\n\r\n\r\n--x--\r\n'],
  ['nothing of the boundary that was promised', 'multipart/form-data; boundary=x', 'login=x'],
]

describe.each([
  ['/login', undefined],
  ['/start/abc', undefined],
  ['/me/password', 'townAdmin'],
  ['/import', 'townAdmin'],
  ['/announcements', 'townAdmin'],
] as const)('%s of %s', (path, person) => {
  test.each(BODIES)('%s is 400, on a page in Chinese', async (_what, type, body) => {
    const headers = { 'content-type': type, ...(person ? { cookie: `desk=${cookieOf(person)}` } : {}) }
    const answer = await desk.app.request(`http://desk.test${path}`, { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('请退回去再交一次')
  })
})
