/** A threshold of the plan is lowered only with a reason, and then every result shows it: in the group, on the pages, in the papers. */
import { beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf, partsOf } from '../documents/opened.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

let desk: TestDesk
let pages: Pages
beforeAll(async () => {
  desk = await TestDesk.open()
  pages = await Pages.open(desk)
})
const WHY = '农忙人少，试三个月'
const QUORUM = `（方案是80%，镇里定低了：${WHY}）`

test('without a reason it stays the plan’s, whichever is asked and whoever asks', async () => {
  for (const change of [
    { quorumPercent: 60 },
    { motionPercent: 79 },
    { satisfactionPercent: 59 },
    { quorumPercent: 60, belowPlanReason: ' ' },
  ])
    expect((await desk.call('townAdmin', 'patch', '/policy', change)).status).toBe(400)
  expect((await desk.call('official', 'patch', '/policy', { quorumPercent: 60, belowPlanReason: WHY })).status).toBe(403)
  expect((await desk.get('viewer', '/policy')).body).toMatchObject({ quorumPercent: 80, motionPercent: 80, satisfactionPercent: 60 })
})

test('with one, 到会 and 表决 show it in the group, on the meeting’s page, in its minutes, in 考核 and its book', async () => {
  const lower = { quorumPercent: 10, motionPercent: 50, belowPlanReason: WHY }
  expect((await desk.call('townAdmin', 'patch', '/policy', lower)).status).toBe(200)
  // The reason cannot be taken back while it is needed.
  expect((await desk.call('townAdmin', 'patch', '/policy', { belowPlanReason: '' })).status).toBe(400)
  const { village: v } = desk
  const huaishu = v.room('huaishu')
  await huaishu.says('head', '开会 明晚7点半 文化广场')
  await v.until(instantAt('2026-09-08', 19, 30))
  await huaishu.all([3, 4, 5, 7].map((n) => [`${n}`, '到'] as const))
  await huaishu.says('head', '表决 每户出50元修路灯')
  await huaishu.all([3, 4, 5].map((n) => [`${n}`, '同意'] as const))
  await huaishu.says('head', '表决结束')
  const ended = (await huaishu.says('head', '散会')).find((said) => said.startsWith('【散会】'))
  expect(ended).toContain(`够3户了，这次会算数。${QUORUM}`)
  expect(ended).toContain(`表决${QUORUM}：`)
  await v.until(instantAt('2026-09-08', 21))
  const { id } = await v.db.meeting.findFirstOrThrow({ where: { status: 'ended' } })
  const minutes = paragraphsOf(Buffer.from((await desk.get('cadre', `/meetings/${id}/minutes.docx`)).body)).join('\n')
  expect(minutes.split(QUORUM)).toHaveLength(3)
  for (const page of [`/meetings/${id}`, '/assessment?month=2026-09', '/surveys'])
    expect(plain(await pages.look('viewer', page)), page).toContain(`到会按10%算${QUORUM}；表决按50%算${QUORUM}`)
  const book = Buffer.from((await desk.get('viewer', '/exports/assessment.xlsx?month=2026-09')).body)
  expect([...partsOf(book).values()].join('')).toContain(QUORUM)
})

test('as the plan has it, nothing is added', async () => {
  const plan = { quorumPercent: 80, motionPercent: 80, belowPlanReason: '' }
  expect((await desk.call('townAdmin', 'patch', '/policy', plan)).status).toBe(200)
  expect(plain(await pages.look('viewer', '/assessment?month=2026-09'))).not.toContain('镇里定低了')
})
