import { expect, test } from 'vitest'
import { TestDesk } from './support/desk.ts'
import { places } from './support/samples.ts'

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

test('a cadre reports an issue to the town at the desk: it takes the register’s next number and the report is made', async () => {
  const desk = await TestDesk.open()
  await places(desk)
  expect((await desk.call('official', 'post', '/issues/issue_1/report', { text: '请交通办立项' })).status).toBe(409)
  const draft = await desk.call('cadre', 'get', '/issues/issue_1/report.docx')
  expect(draft.headers.get('content-disposition')).toContain(encodeURIComponent('草稿'))
  const done = await desk.call('cadre', 'post', '/issues/issue_1/report', { text: '请交通办立项' })
  expect(done).toMatchObject({ status: 200, body: { status: 'inTown' } })
  expect((await desk.call('cadre', 'post', '/issues/issue_1/report', {})).status).toBe(409)
  await desk.village.after(1_000)
  const issue = await desk.call('viewer', 'get', '/issues/issue_1')
  expect(issue.body).toMatchObject({ reportNo: 1, reportText: '请交通办立项' })
  const files = await desk.call('official', 'get', '/issues/issue_1/files')
  expect(files.body.documents).toMatchObject([{ kind: 'report', name: expect.stringContaining('〔2026〕1号') }])
  const report = await desk.call('official', 'get', `/documents/${encodeURIComponent(files.body.documents[0].id)}`)
  expect(report.status).toBe(200)
  expect((await desk.call('viewer', 'get', '/issues/issue_1/files')).body.documents).toEqual([])
  expect(await desk.village.db.auditEntry.findFirst({ where: { action: 'reportToTown' } })).toMatchObject({ subject: 'issue:issue_1' })
})

test('a category that was guessed wrong is corrected at the desk, from the ten and no other', async () => {
  const desk = await TestDesk.open()
  await places(desk)
  expect((await desk.call('official', 'post', '/issues/issue_1/category', { category: '修路' })).status).toBe(400)
  expect((await desk.call('official', 'post', '/issues/issue_1/category', { category: '设施管护' })).status).toBe(200)
  expect((await desk.call('official', 'post', '/issues/issue_1/category', { category: '设施管护' })).status).toBe(409)
  expect((await desk.call('viewer', 'get', '/issues/issue_1')).body.category).toBe('设施管护')
})

test('a picture is as visible as its issue', async () => {
  const desk = await TestDesk.open()
  await places(desk)
  const { db, now } = desk.village
  const media = { hamletId: 'hamlet_huaishu', type: 'image/jpeg', bytes: PICTURE, sha256: 'x', at: new Date(now) }
  await db.media.create({ data: { ...media, id: 'media_secret' } })
  await db.issueMedia.create({ data: { id: 'x', hamletId: 'hamlet_huaishu', issueId: 'issue_2', mediaId: 'media_secret' } })
  await db.media.create({ data: { ...media, id: 'media_loose' } })
  const status = async (person: 'viewer' | 'department' | 'cadre' | 'otherCadre', id: string) =>
    (await desk.call(person, 'get', `/media/${id}`)).status
  expect(await status('viewer', 'media_1')).toBe(200)
  expect(await status('department', 'media_1')).toBe(200)
  expect(await status('otherCadre', 'media_1')).toBe(404)
  expect(await status('cadre', 'media_secret')).toBe(200)
  expect(await status('viewer', 'media_secret')).toBe(404)
  expect(await status('department', 'media_secret')).toBe(404)
  expect(await status('cadre', 'media_loose')).toBe(404)
  const shown = await desk.call('cadre', 'get', '/media/media_1')
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
})
