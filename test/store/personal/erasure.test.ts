/**
 * Somebody is forgotten: no name, no nickname, no number, no word of theirs is anywhere in the database any more; every figure, and every chain,
 * stays. Two people, whoever asks.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { confirmErasure } from '../../../src/application/orders/erasure.ts'
import { hashOf } from '../../../src/domain/ledger/chain.ts'
import type { Principal } from '../../../src/domain/rights/desk.ts'
import { exactShanghai, instantAt } from '../../../src/kernel/time.ts'
import { KEPT } from '../../../src/store/personal/columns.ts'
import { verifyLedgers } from '../../../src/store/reading/ledger-verify.ts'
import { verifyRows } from '../../../src/store/reading/rows-verify.ts'
import { TestDesk, TOWN } from '../../api/support/desk.ts'
import { HUAISHU_REACHED, type Village } from '../../support/village.ts'

const HAMLET = 'hamlet_huaishu'
const NINE = 'villager_huaishu_9_a'
let desk: TestDesk
let v: Village
let name: string
let figures: unknown

/** Every row of every table that has these characters anywhere, but for what the person who asked wrote about it. */
async function rowsWith(text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of Object.keys(KEPT)) {
    const rows = await v.db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT t::text AS row FROM "${table}" t WHERE strpos(t::text, $1) > 0`,
      text,
    )
    found.push(...rows.map(({ row }) => `${table}: ${row.slice(0, 160)}`))
  }
  return found
}

async function everyFigure(): Promise<unknown> {
  const { db } = v
  return {
    meeting: await db.meeting.findMany({ select: { figures: true, atHomeBase: true, atHomeIds: true, status: true } }),
    motions: await db.motion.findMany({ select: { present: true, approve: true, reject: true, carried: true, binding: true } }),
    ballots: await db.ballot.count(),
    attendance: await db.attendance.findMany({ select: { householdId: true, accountId: true, persons: true }, orderBy: { id: 'asc' } }),
    surveys: await db.survey.findMany({ select: { raters: true, satisfied: true, status: true } }),
    ratings: await db.rating.findMany({ select: { score: true, accountId: true }, orderBy: { id: 'asc' } }),
    supports: await db.support.count(),
    lines: await db.recordLine.count(),
    ledger: await db.ledgerEntry.findMany({ select: { seq: true, who: true, what: true, hash: true, at: true }, orderBy: { seq: 'asc' } }),
    assessment: (await desk.get('townAdmin', '/assessment?month=2026-09')).body,
  }
}

const broken = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const { findings } of verifyLedgers(v.db)) found.push(...findings)
  for await (const { findings } of verifyRows(v.db)) found.push(...findings)
  return found
}

/** The other admin of the town. */
const OTHER: Principal = {
  ...{ userId: 'user_admin2', name: '乙', role: 'townAdmin', townId: TOWN, villageId: null, department: null, officialId: null },
  ...{ via: 'console', readOnly: false },
}

beforeAll(async () => {
  desk = await TestDesk.open()
  v = desk.village
  await v.db.user.create({
    data: { id: 'user_admin2', townId: TOWN, role: 'townAdmin', name: '乙', login: 'admin2', createdAt: new Date(v.now) },
  })
  ;({ name } = await v.db.villager.findUniqueOrThrow({ where: { id: NINE } }))
  await v.db.villager.update({
    where: { id: NINE },
    data: { phone: '13911112222', birthDate: '1956-03-04', gender: '男', partyMember: true },
  })
  // One whose name only holds it is somebody else.
  await v.db.villager.update({ where: { id: 'villager_huaishu_30_a' }, data: { name: `${name}德` } })
  const huaishu = v.room('huaishu')
  await v.db.chatAccount.updateMany({ where: { villagerId: NINE }, data: { nickname: '老九在外头' } })
  await huaishu.says('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
  await huaishu.all(HUAISHU_REACHED.slice(0, 12).map((who) => [who, '1']))
  await v.until(instantAt('2026-09-08', 13))
  await huaishu.says('9', '请假 在县医院陪床')
  await v.until(instantAt('2026-09-09', 19.5))
  await huaishu.all(HUAISHU_REACHED.map((who) => [who, '到']))
  await huaishu.says('9', '我家门口的沟去年就堵了')
  await huaishu.says('head', '表决 每户出50元修路灯')
  await huaishu.all(HUAISHU_REACHED.map((who) => [who, '同意']))
  await huaishu.says('9', '反映 村口路灯坏了')
  await huaishu.says('10', `反映 ${name}和${name}德两家的水沟堵了`)
  await huaishu.says('recorder', `记 ${name}说水管要先修`)
  await huaishu.says('head', '表决结束')
  await huaishu.says('head', `2 不成立 ${name}家自己修`)
  await huaishu.says('head', '1 当场解决 换了灯泡')
  await huaishu.says('head', '散会')
  await huaishu.all([
    ['9', '1号不满意 灯泡太暗'],
    ['10', '1号满意'],
    ['12', '1号满意'],
    ['13', '1号满意'],
  ])
  await v.receive('wxid_huaishu_9', [{ from: 'wxid_huaishu_9', text: '我反映的' }])
  // An entry as they were before they had seals.
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" DISABLE TRIGGER USER')
  const entries = await v.db.ledgerEntry.findMany({ where: { hamletId: HAMLET }, orderBy: { seq: 'asc' } })
  let prevHash = ''
  for (const { hash, ...row } of entries) {
    const old = { ...row, prevHash, at: exactShanghai(row.at.getTime()) }
    const content = row.what === 'issueRaised' ? { ...old, form: 1, seal: null, salt: null } : old
    const made = hashOf(content)
    const { form, seal, salt } = content
    await v.db.ledgerEntry.update({
      where: { hamletId_seq: { hamletId: HAMLET, seq: row.seq } },
      data: { prevHash, hash: made, form, seal, salt },
    })
    prevHash = made
  }
  await v.db.hamlet.update({ where: { id: HAMLET }, data: { ledgerHash: prevHash } })
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" ENABLE TRIGGER USER')
})

test('before: they are everywhere, and everything holds', async () => {
  const tables = (await rowsWith(name)).map((row) => row.split(':')[0])
  for (const table of ['Villager', 'RecordLine', 'Issue', 'LedgerEntry', 'Outbox', 'Inbox']) expect(tables, table).toContain(table)
  expect((await rowsWith('老九在外头')).length).toBeGreaterThan(0)
  expect((await rowsWith('县医院')).length).toBeGreaterThan(0)
  expect(await broken()).toEqual([])
  figures = await everyFigure()
})

describe('two people', () => {
  test('one asks; the same one cannot confirm; what waits is not asked for twice; it can be dropped', async () => {
    const asked = await desk.post('townAdmin', '/erasures', { subject: 'villager', subjectId: NINE, reason: '本人要求' })
    expect(asked.status).toBe(201)
    expect((await desk.post('townAdmin', '/erasures', { subject: 'villager', subjectId: NINE, reason: '再一次' })).status).toBe(409)
    expect((await desk.post('townAdmin', `/erasures/${asked.body.id}/confirm`)).status).toBe(409)
    expect((await v.db.villager.findUniqueOrThrow({ where: { id: NINE } })).name).toBe(name)
    expect((await desk.post('townAdmin', `/erasures/${asked.body.id}/drop`)).status).toBe(200)
    expect(await confirmErasure(v.deps, OTHER, asked.body.id)).toEqual({ refused: 'settled' })
  })

  test('the database holds it too, whoever writes', async () => {
    const half = { townId: TOWN, hamletId: HAMLET, subject: 'villager' as const, subjectId: 'x', askedBy: 'u', askedAt: new Date(v.now) }
    await expect(v.db.erasure.create({ data: { ...half, id: 'self', confirmedBy: 'u', confirmedAt: new Date(v.now) } })).rejects.toThrow()
    // Without a confirmed erasure neither ledger nor record let go of anything; with one, of nothing but words.
    await v.db.erasure.create({ data: { ...half, id: 'asked' } })
    await v.db.erasure.create({ data: { ...half, id: 'both', subjectId: 'y', confirmedBy: 'w', confirmedAt: new Date(v.now) } })
    const as = (id: string, statement: string) =>
      v.db.$transaction(async (tx) => {
        await tx.$queryRawUnsafe(`SELECT set_config('wuchang.erasure', $1, true)`, id)
        await tx.$executeRawUnsafe(statement)
        throw new Error('taken back')
      })
    const words = `UPDATE "LedgerEntry" SET why = NULL, salt = NULL`
    await expect(as('asked', words)).rejects.toThrow(/append-only/)
    await expect(as('both', words)).rejects.toThrow('taken back')
    await expect(as('both', `UPDATE "LedgerEntry" SET who = 'x'`)).rejects.toThrow(/append-only/)
    await expect(as('both', `UPDATE "LedgerEntry" SET seal = 'x' WHERE form = 2`)).rejects.toThrow(/append-only/)
    await expect(as('both', `UPDATE "RecordLine" SET at = now()`)).rejects.toThrow(/append-only/)
    await expect(as('both', `DELETE FROM "LedgerEntry"`)).rejects.toThrow(/append-only/)
    await v.db.erasure.deleteMany({ where: { id: { in: ['asked', 'both'] } } })
  })

  test('who holds an office of the hamlet is replaced first', async () => {
    const { headId } = await v.db.hamlet.findUniqueOrThrow({ where: { id: HAMLET } })
    const { status, body } = await desk.post('townAdmin', '/erasures', { subject: 'villager', subjectId: headId, reason: '本人要求' })
    expect([status, body.refusal]).toEqual([409, 'stillInOffice'])
    expect(body.detail).toContain('请先在屋场登记里换人')
  })
})

test('done: nothing of them is left, every figure is, the chain holds and tells of it', async () => {
  const { body } = await desk.post('townAdmin', '/erasures', { subject: 'villager', subjectId: NINE, reason: `${name}本人要求` })
  const made = await confirmErasure(v.deps, OTHER, body.id)
  expect(made).toHaveProperty('done')
  // The one whose name only holds theirs is still there.
  const others = (row: string): boolean => row.replaceAll(`${name}德`, '').includes(name)
  expect((await rowsWith(name)).filter(others)).toEqual([])
  for (const text of ['老九在外头', 'wxid_huaishu_9,', '县医院', '灯泡太暗', '13911112222', '1956-03-04'])
    expect([text, await rowsWith(text)]).toEqual([text, []])
  expect((await rowsWith(`某村民和${name}德两家的水沟堵了`)).length).toBeGreaterThan(0)
  expect(await broken()).toEqual([])
  const after = (await everyFigure()) as { ledger: unknown[] }
  expect({ ...after, ledger: after.ledger.slice(0, -1) }).toEqual(figures)
  const last = await v.db.ledgerEntry.findFirstOrThrow({ where: { hamletId: HAMLET }, orderBy: { seq: 'desc' } })
  expect(last).toMatchObject({ what: 'wordsErased', who: 'official:user_admin2', data: { erasureId: body.id, villagerId: NINE } })
  const { entries } = last.data as { entries: { seq: number; rest: string | null }[] }
  expect(new Set(entries.map(({ rest }) => rest === null))).toEqual(new Set([true, false]))
})

test('the next turn knows nothing of them either, and the group goes on', async () => {
  const said = await v.room('huaishu').says('head', '问题清单')
  expect(said.join()).not.toContain('老九')
  expect(await broken()).toEqual([])
})

test('who takes out words and keeps silent about it is found', async () => {
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" DISABLE TRIGGER USER')
  await v.db.$executeRawUnsafe(
    `UPDATE "LedgerEntry" SET why = NULL, salt = NULL WHERE seq = (SELECT min(seq) FROM "LedgerEntry" WHERE form = 2 AND salt IS NOT NULL)`,
  )
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" ENABLE TRIGGER USER')
  expect(await broken()).toMatchObject([{ fault: 'changed' }])
})
