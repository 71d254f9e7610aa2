/** The loop over HTTP: what an auditor would ask for, and what a viewer must not be able to tell. */
import { beforeAll, expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf, partsOf } from '../documents/opened.ts'
import { TestDesk } from './support/desk.ts'
import { Pages, plain } from './support/pages.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await TestDesk.open()
})
const OF = 'hamlet_huaishu'
const CADRE = 'wxid_hekou_cadre1'
const raised = async (words: string, who = '5'): Promise<string> => {
  await desk.village.room('huaishu').says(who, words)
  return (await desk.village.db.issue.findFirstOrThrow({ where: { hamletId: OF }, orderBy: { no: 'desc' } })).id
}
const paper = async (person: 'official' | 'cadre' | 'viewer', path: string): Promise<Buffer> =>
  Buffer.from((await desk.get(person, path)).body)
const row = (id: string) => desk.village.db.issue.findUniqueOrThrow({ where: { id } })
const passed = async (id: string): Promise<void> => void (await desk.village.room('huaishu').says('head', `${(await row(id)).no} 上报`))

test('提级 invents nothing: no report, its own time and reason, the date as it stood', async () => {
  const id = await raised('反映 村口路灯坏了')
  await passed(id)
  const before = (await row(id)).reportDueOn
  expect((await desk.post('official', `/issues/${id}/take-up`, { reason: '要交通部门立项' })).status).toBe(200)
  const after = await row(id)
  expect(after).toMatchObject({ status: 'inTown', reportedAt: null, reportNo: null, reportText: null, reportDueOn: before })
  expect(after).toMatchObject({
    takenUpAt: new Date(desk.village.now),
    takenUpFor: '要交通部门立项',
    arrivedAt: new Date(desk.village.now),
  })
  const history = (await desk.get('official', `/issues/${id}/history`)).body.items
  expect(history.at(-1)).toMatchObject({ what: 'issueTakenUp', data: { dueOn: before, missed: false }, why: '要交通部门立项' })
  await desk.village.send()
  const told = desk.village.said.find((s) => s.text.startsWith('【提级办理】'))
  expect(told).toMatchObject({ room: 'hekou@chatroom', text: expect.stringContaining('还没到') })
  expect(await desk.village.db.document.count({ where: { issueId: id } })).toBe(0)
})

test('one meeting of the town decides about many; each assignment names its record, printed as 会议纪要', async () => {
  const ids = [await raised('反映 水渠垮了'), await raised('反映 桥栏杆断了'), await raised('反映 垃圾没人收')]
  for (const id of ids) {
    await passed(id)
    await desk.post('cadre', `/issues/${id}/report`, { text: '请镇里办', signer: '周建国' })
  }
  const [a = '', b = '', c = ''] = ids
  const held = { heldOn: '2026-09-07', present: '王书记、李镇长' }
  const assign = { issueId: a, decision: 'assign', department: '水利站', person: '吴站长', dueOn: '2026-09-30' }
  const ahead = await desk.post('official', '/studies', { ...held, heldOn: '2026-09-30', items: [assign] })
  expect([ahead.status, ahead.body.detail]).toEqual([400, '会还没开，开了再登记。'])
  const { body } = await desk.post('official', '/studies', {
    ...held,
    items: [assign, { issueId: b, decision: 'back', reason: '村里能修' }, { ...assign, issueId: c, department: '没有办' }],
  })
  expect(body.done).toHaveLength(2)
  expect(body.refused).toEqual([{ issueId: c, detail: expect.stringContaining('没有“没有办”这个责任部门') }])
  expect(await row(a)).toMatchObject({ status: 'assigned', person: '吴站长', studyId: body.studyId })
  expect(await row(b)).toMatchObject({ status: 'inVillage', handedFrom: 'town', studyId: body.studyId })
  expect(await row(c)).toMatchObject({ status: 'inTown', studyId: null })
  const study = (await desk.get('official', `/studies/${body.studyId}`)).body
  expect(study.items.map((i: { decision: string; reason: string | null }) => [i.decision, i.reason])).toEqual([
    ['assign', null],
    ['back', '村里能修'],
  ])
  expect((await desk.get('cadre', '/studies')).status).toBe(403)
  const bytes = await paper('official', `/studies/${body.studyId}/minutes.docx`)
  const words = paragraphsOf(bytes).join('\n')
  for (const said of [
    '会议纪要',
    '王书记、李镇长',
    '水渠垮了',
    '由水利站办理，责任人吴站长，2026年9月30日前办结',
    '退回村里办理：村里能修',
  ])
    expect(words).toContain(said)
})

test('the form of many issues names the one that something is missing for, and keeps what was written', async () => {
  const pages = await Pages.open(desk)
  const ids = [await raised('反映 祠堂漏雨'), await raised('反映 渡口没有灯')]
  for (const id of ids) {
    await passed(id)
    await desk.post('cadre', `/issues/${id}/report`, { text: '请镇里办', signer: '周建国' })
  }
  const page = await pages.look('official', '/studies')
  const listed = [...page.matchAll(/name="issue" value="([^"]+)"/g)].map((m) => m[1] ?? '')
  const nth = listed.indexOf(ids[1] ?? '') + 1
  const form: [string, string][] = [['heldOn', '2026-09-07'], ['present', '王书记'], ...listed.map((id): [string, string] => ['issue', id])]
  const decided = (id: string, fields: Record<string, string>): [string, string][] =>
    Object.entries(fields).map(([name, value]) => [`${name}-${id}`, value])
  const whole = decided(ids[0] ?? '', { decision: 'back', reason: '村里能修' })
  for (const [given, missing] of [
    [{ decision: 'assign', department: '交通办', person: '', dueOn: '2026-09-30' }, `第${nth}件交部门办，还差责任人。`],
    [{ decision: 'assign', department: '', person: '李主任', dueOn: '' }, `第${nth}件交部门办，还差责任部门、办结日期。`],
    [{ decision: 'back', reason: '' }, `第${nth}件退回村里，还差原因。`],
  ] as const) {
    const { status, text } = await pages.post('official', '/studies', [...form, ...whole, ...decided(ids[1] ?? '', given)], '/studies')
    expect(status).toBe(400)
    expect(plain(text)).toContain(missing)
    expect(text).toContain('value="村里能修"')
    expect((await row(ids[0] ?? '')).status).toBe('inTown')
  }
})

test('the written report says only what is on record', async () => {
  const id = await raised('反映 三组到水库的路要硬化')
  await passed(id)
  const report = async () => paragraphsOf(await paper('cadre', `/issues/${id}/report.docx`)).join('\n')
  expect(await report()).not.toMatch(/经村级研究|签发人：[^＿]/)
  expect(await report()).toContain('2026年9月7日交到村里。')
  const no = (await row(id)).no
  const [said] = await desk.village.room('hekou').says(CADRE, `村里研究 槐树${no} 9月4日 周建国、李会计参加 先量路面，再报镇里立项`)
  expect(said).toContain('9月4日周五村里研究（周建国、李会计）：先量路面，再报镇里立项')
  expect(await report()).toContain('2026年9月4日经村级研究，需要镇里解决。')
  expect(await report()).toContain('2026年9月4日，村里研究（周建国、李会计）：先量路面，再报镇里立项。')
  await desk.village.room('hekou').says(CADRE, `上报 槐树${no} 请镇里立项`)
  await desk.village.until(desk.village.now + 60_000)
  const sent = desk.village.files.length
  await desk.village.room('hekou').says(CADRE, `签发 槐树${no} 周建国`)
  await desk.village.until(desk.village.now + 60_000)
  expect(await report()).toContain('签发人：周建国')
  await desk.call('townAdmin', 'patch', '/policy', { reportCopiedTo: ['青山镇人民政府'] })
  const parts = [...partsOf(await paper('cadre', `/issues/${id}/report.docx`)).values()]
  expect(parts.filter((part) => part.includes('抄送：青山镇人民政府。'))).toHaveLength(2)
  expect(desk.village.files.slice(sent)).toEqual([{ room: 'qingshan@chatroom', name: expect.stringContaining(`${no}号问题的请示.docx`) }])
})

test('what the town gave back is a draft again: no number, no signer, its own days, and what came before it', async () => {
  const id = await raised('反映 二组的塘坝漏水')
  await passed(id)
  await desk.post('cadre', `/issues/${id}/report`, { text: '请水利站来修', signer: '周建国' })
  const report = async () => paragraphsOf(await paper('cadre', `/issues/${id}/report.docx`)).join('\n')
  expect(await report()).toMatch(/河口报〔2026〕\d+号[\s\S]*签发人：周建国/)
  await desk.village.until(instantAt('2026-09-09', 10))
  // Decided after it was filed: the report that stands was signed without it.
  await desk.post('cadre', `/issues/${id}/village-studies`, { heldOn: '2026-09-09', present: '支部三人', decided: '先放水' })
  expect(await report()).not.toContain('先放水')
  await desk.post('official', `/issues/${id}/bring-back`, { reason: '先量好尺寸' })
  const draft = await report()
  expect(draft).toContain('（草稿，未编号）')
  expect(draft).not.toMatch(/签发人：[^＿]|请水利站来修|2026年9月7日24时/)
  expect(draft).toContain('自2026年9月9日镇里研究退回村里之日起算')
  for (const before of ['2026年9月7日，村里书面上报镇里。', '2026年9月9日，镇里研究退回：先量好尺寸。', '先放水'])
    expect(draft).toContain(before)
  expect((await desk.post('cadre', `/issues/${id}/signer`, { signer: '李会计' })).body.refusal).toBe('notReported')
  await desk.post('cadre', `/issues/${id}/report`, { text: '尺寸量好了，请水利站来修', signer: '李会计' })
  expect(await report()).toMatch(/河口报〔2026〕\d+号[\s\S]*签发人：李会计[\s\S]*镇里研究退回：先量好尺寸[\s\S]*尺寸量好了/)
})

test('a viewer cannot tell that a confidential issue exists: not from deadlines, figures or lists', async () => {
  const look = async () => ({
    deadlines: (await desk.get('viewer', `/deadlines?hamletId=${OF}&limit=100`)).body,
    issues: (await desk.get('viewer', `/issues?hamletId=${OF}&limit=100`)).body,
    figures: (await desk.get('viewer', '/assessment?month=2026-09')).body,
    surveys: (await desk.get('viewer', `/surveys?hamletId=${OF}`)).body,
  })
  const before = await look()
  const id = await raised('悄悄反映 老二喝酒打老婆', '7')
  await passed(id)
  await desk.village.room('hekou').says(CADRE, `槐树${(await row(id)).no} 办好了`)
  expect(await look()).toEqual(before)
})

test('what is about the cadres is no cadre’s at the desk', async () => {
  const id = await raised('向镇里反映 周书记优亲厚友', '8')
  expect((await desk.get('cadre', `/issues/${id}`)).status).toBe(404)
  expect((await desk.get('official', `/issues/${id}`)).body.text).toBe('周书记优亲厚友')
  const subjects = (await desk.get('cadre', '/issues?limit=100')).body.items.map((i: { id: string }) => i.id)
  expect(subjects).not.toContain(id)
  // Not brought back to those whom it is about, nor made public, whoever asks.
  const back = await desk.post('official', `/issues/${id}/bring-back`, { reason: '请村里查' })
  expect([back.status, back.body.refusal]).toEqual([409, 'aboutCadres'])
  const open = await desk.post('official', `/issues/${id}/confidential`, { confidential: false })
  expect([open.status, open.body.refusal]).toEqual([409, 'staysConfidential'])
  const studied = await desk.post('official', '/studies', {
    heldOn: '2026-09-07',
    present: '王书记',
    items: [{ issueId: id, decision: 'back', reason: '请村里查' }],
  })
  expect(studied.body).toMatchObject({ done: [], studyId: null })
  // Assigned, it is chased; that nothing else of the hamlet is assigned must not tell the cadre that something is.
  await desk.village.db.deadline.updateMany({ where: { hamletId: OF, kind: 'assignChase' }, data: { doneAt: new Date(0) } })
  await desk.post('official', `/issues/${id}/assign`, { department: '民政办', person: '李主任', dueOn: '2026-09-30' })
  const kinds = async (who: 'cadre' | 'official' | 'viewer') =>
    (await desk.get(who, `/deadlines?hamletId=${OF}&limit=100`)).body.items.map((d: { kind: string }) => d.kind)
  expect(await kinds('official')).toContain('assignChase')
  for (const who of ['cadre', 'viewer'] as const) expect(await kinds(who)).not.toContain('assignChase')
})

test('the public list for the wall has what is public, and where it is', async () => {
  const bytes = await paper('viewer', `/hamlets/${OF}/public-list.docx`)
  const words = paragraphsOf(bytes).join('\n')
  expect(words).toContain('槐树屋场问题清单')
  expect(words).toContain('水渠垮了')
  expect(words).not.toContain('喝酒')
  expect(words).not.toContain('优亲厚友')
})

test('at the door the desk asks for a second person', async () => {
  const id = await raised('反映 健身器材松了')
  await passed(id)
  await desk.village.room('hekou').says(CADRE, `槐树${(await row(id)).no} 办好了`)
  const rate = () => desk.post('official', `/issues/${id}/ratings`, { householdId: 'household_huaishu_9', score: 'satisfied' })
  expect((await rate()).body.refusal).toBe('tooEarlyForDoor')
  const survey = await desk.village.db.survey.findFirstOrThrow({ where: { issueId: id } })
  await desk.village.until(instantAt(new Date(survey.closesAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10), 9))
  expect((await rate()).status).toBe(200)
  expect((await desk.post('official', `/issues/${id}/confirm-visits`)).body.refusal).toBe('notTheSecond')
  expect((await desk.post('townAdmin', `/issues/${id}/confirm-visits`)).status).toBe(200)
  expect(await desk.village.db.rating.findFirstOrThrow({ where: { surveyId: survey.id } })).toMatchObject({
    via: 'byHand',
    confirmedAt: expect.any(Date),
  })
})

test('a head is on record: how chosen, what holds, when and under which number; the next head begins anew', async () => {
  const record = {
    headHow: 'elected',
    headChecks: ['品行好', '服务意识强'],
    filedOn: '2026-08-01',
    filingNo: '青组〔2026〕3号',
    filing: 'filed',
  }
  expect((await desk.call('official', 'patch', `/hamlets/${OF}`, record)).status).toBe(200)
  expect((await desk.get('viewer', `/hamlets/${OF}`)).body).toMatchObject(record)
  await desk.call('official', 'patch', `/hamlets/${OF}`, { headId: 'villager_huaishu_11_a' })
  const next = { headHow: null, headChecks: [], filedOn: null, filingNo: null, filing: 'replaced' }
  expect((await desk.get('viewer', `/hamlets/${OF}`)).body).toMatchObject(next)
})
