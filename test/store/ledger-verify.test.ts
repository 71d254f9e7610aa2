/** A ledger that somebody has been at: by a DBA's hand, with the append-only trigger out of the way. */
import { beforeEach, describe, expect, test } from 'vitest'
import { hashOf, type LedgerEntry, sealOf } from '../../src/domain/ledger/chain.ts'
import { exactShanghai, isoShanghai } from '../../src/kernel/time.ts'
import { hashAt, verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { Village } from '../support/village.ts'

let v: Village
const OF = 'hamlet_huaishu'
beforeEach(async () => {
  v = await Village.open()
  const huaishu = v.room('huaishu')
  for (const n of [3, 4, 5, 7, 8, 9]) await huaishu.says(`${n}`, `反映 第${n}户门前的水沟堵了`)
})

async function tamper(...statements: string[]): Promise<void> {
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" DISABLE TRIGGER "LedgerEntry_append_only"')
  for (const statement of statements) await v.db.$executeRawUnsafe(statement)
  await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" ENABLE TRIGGER "LedgerEntry_append_only"')
}

async function findings(): Promise<unknown[]> {
  const found = []
  for await (const { findings: own } of verifyLedgers(v.db)) found.push(...own.map(({ hamletId, ...rest }) => ({ ...rest, of: hamletId })))
  return found
}

const entry = async (seq: number) => v.db.ledgerEntry.findUniqueOrThrow({ where: { hamletId_seq: { hamletId: OF, seq } } })

/** As whoever has the database in hand would forge it: with a seal that fits. */
const sealed = <E extends Omit<LedgerEntry, 'hash'>>(entry: E): E & { seal: string } => ({
  ...entry,
  seal: sealOf(entry.salt ?? '', entry),
})

describe('npm run ledger:verify', () => {
  test('a ledger that nobody touched is sound, in every hamlet', async () => {
    expect((await entry(6)).what).toBe('issueRaised')
    expect(await findings()).toEqual([])
  })

  test('the trigger keeps ordinary hands off', async () => {
    await expect(v.db.$executeRawUnsafe(`UPDATE "LedgerEntry" SET who = 'nobody' WHERE seq = 3`)).rejects.toThrow(/append-only/)
  })

  test('a changed figure, name, time or reason is named by its place', async () => {
    for (const change of [
      `data = jsonb_set(data, '{no}', '9')`,
      `who = 'clock'`,
      `at = at + interval '1 day'`,
      `at = at + interval '1 millisecond'`,
      `why = 'because'`,
    ]) {
      const before = await entry(3)
      await tamper(`UPDATE "LedgerEntry" SET ${change} WHERE "hamletId" = '${OF}' AND seq = 3`)
      expect(await findings()).toEqual([{ of: OF, fault: 'changed', seq: 3, to: 3 }])
      await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" DISABLE TRIGGER "LedgerEntry_append_only"')
      await v.db.ledgerEntry.update({ where: { hamletId_seq: { hamletId: OF, seq: 3 } }, data: { ...before, data: before.data as object } })
      await v.db.$executeRawUnsafe('ALTER TABLE "LedgerEntry" ENABLE TRIGGER "LedgerEntry_append_only"')
    }
    expect(await findings()).toEqual([])
  })

  test('missing entries are named, in the middle and at the end', async () => {
    await tamper(`DELETE FROM "LedgerEntry" WHERE "hamletId" = '${OF}' AND seq IN (2, 3, 6)`)
    expect(await findings()).toEqual([
      { of: OF, fault: 'missing', seq: 2, to: 3 },
      { of: OF, fault: 'missing', seq: 6, to: 6 },
    ])
  })

  /** Takes an entry out and closes the ranks behind it, as somebody would who wants it not to be missed. */
  const takeOutAndRenumber = (seq: number) =>
    tamper(
      `DELETE FROM "LedgerEntry" WHERE "hamletId" = '${OF}' AND seq = ${seq}`,
      `UPDATE "LedgerEntry" SET seq = seq + 1000 WHERE "hamletId" = '${OF}' AND seq > ${seq}`,
      `UPDATE "LedgerEntry" SET seq = seq - 1001 WHERE "hamletId" = '${OF}' AND seq > 1000`,
    )

  test.each([1, 2, 3, 5])('entry %i taken out, and all behind it renumbered, is one fault', async (seq) => {
    await takeOutAndRenumber(seq)
    expect(await findings()).toEqual([{ of: OF, fault: 'missing', seq, to: seq }])
    await v.db.hamlet.update({ where: { id: OF }, data: { ledgerSeq: 5 } })
    expect(await findings()).toEqual([{ of: OF, fault: 'missing', seq, to: seq }])
  })

  test('two taken out, each with the ranks closed, are two faults', async () => {
    for (const n of [11, 13, 14, 15]) await v.room('huaishu').says(`${n}`, `反映 第${n}户门前的水沟堵了`)
    await takeOutAndRenumber(7)
    await takeOutAndRenumber(3)
    expect(await findings()).toEqual([
      { of: OF, fault: 'missing', seq: 3, to: 3 },
      { of: OF, fault: 'missing', seq: 7, to: 7 },
    ])
  })

  test('one put in, and all behind it renumbered, is one fault', async () => {
    const { hash: _, ...old } = await entry(3)
    const content = sealed({ ...old, why: 'put in', at: exactShanghai(old.at.getTime()) })
    await tamper(
      `UPDATE "LedgerEntry" SET seq = seq + 1000 WHERE "hamletId" = '${OF}' AND seq >= 3`,
      `UPDATE "LedgerEntry" SET seq = seq - 999 WHERE "hamletId" = '${OF}' AND seq > 1000`,
      `INSERT INTO "LedgerEntry" SELECT "hamletId", 3, at, who, what, subject, data, 'put in', "prevHash", '${hashOf(content)}', form, '${content.seal}', salt FROM "LedgerEntry" WHERE "hamletId" = '${OF}' AND seq = 4`,
    )
    expect(await findings()).toEqual([{ of: OF, fault: 'added', seq: 3, to: 3 }])
  })

  test('an entry of the first versions, hashed to the second, is sound as long as nobody touches it', async () => {
    const { hash: _, ...old } = await entry(6)
    const hash = hashOf({ ...old, form: 1, at: isoShanghai(old.at.getTime()) })
    await tamper(`UPDATE "LedgerEntry" SET form = 1, seal = NULL, salt = NULL, hash = '${hash}' WHERE "hamletId" = '${OF}' AND seq = 6`)
    await v.db.hamlet.update({ where: { id: OF }, data: { ledgerHash: hash } })
    expect(await findings()).toEqual([])
    await tamper(`UPDATE "LedgerEntry" SET at = at + interval '1 millisecond' WHERE "hamletId" = '${OF}' AND seq = 6`)
    expect(await findings()).toEqual([{ of: OF, fault: 'changed', seq: 6, to: 6 }])
  })

  test('two entries that changed places are named with where they were written', async () => {
    await tamper(
      `UPDATE "LedgerEntry" SET seq = 900 WHERE "hamletId" = '${OF}' AND seq = 2`,
      `UPDATE "LedgerEntry" SET seq = 2 WHERE "hamletId" = '${OF}' AND seq = 5`,
      `UPDATE "LedgerEntry" SET seq = 5 WHERE "hamletId" = '${OF}' AND seq = 900`,
    )
    expect(await findings()).toEqual([
      { of: OF, fault: 'reordered', seq: 2, to: 2, from: 5 },
      { of: OF, fault: 'reordered', seq: 5, to: 5, from: 2 },
    ])
  })

  test('an entry rewritten with a hash of its own breaks the link to the next', async () => {
    const { hash: _, ...old } = await entry(4)
    const content = sealed({ ...old, at: exactShanghai(old.at.getTime()), why: 'forged' })
    const forged = hashOf(content)
    await tamper(
      `UPDATE "LedgerEntry" SET why = 'forged', seal = '${content.seal}', hash = '${forged}' WHERE "hamletId" = '${OF}' AND seq = 4`,
    )
    expect(await findings()).toEqual([{ of: OF, fault: 'unlinked', seq: 5, to: 5 }])
  })

  test('a rewritten last entry no longer is the head, and an entry put behind is seen', async () => {
    const { hash: _, ...old } = await entry(6)
    const content = sealed({ ...old, at: exactShanghai(old.at.getTime()), why: 'forged' })
    const forged = hashOf(content)
    await tamper(
      `UPDATE "LedgerEntry" SET why = 'forged', seal = '${content.seal}', hash = '${forged}' WHERE "hamletId" = '${OF}' AND seq = 6`,
    )
    expect(await findings()).toEqual([{ of: OF, fault: 'head', seq: 6, to: 6 }])
    await tamper(
      `INSERT INTO "LedgerEntry" SELECT "hamletId", 7, at, who, what, subject, data, why, hash, 'x', form, seal, salt FROM "LedgerEntry" WHERE "hamletId" = '${OF}' AND seq = 6`,
    )
    expect(await findings()).toContainEqual({ of: OF, fault: 'added', seq: 7, to: 7 })
  })

  test('a fingerprint that was given out finds a chain that was rewritten whole', async () => {
    const given = (await entry(4)).hash
    expect(await hashAt(v.db, '槐树', 4)).toBe(given)
    const rows = await v.db.ledgerEntry.findMany({ where: { hamletId: OF }, orderBy: { seq: 'asc' } })
    let prevHash = rows[1]?.prevHash ?? ''
    for (const row of rows.slice(1)) {
      const { hash: _, ...old } = row
      const hash = hashOf({ ...old, at: exactShanghai(old.at.getTime()), who: 'clock', prevHash })
      await tamper(
        `UPDATE "LedgerEntry" SET who = 'clock', "prevHash" = '${prevHash}', hash = '${hash}' WHERE "hamletId" = '${OF}' AND seq = ${row.seq}`,
      )
      prevHash = hash
    }
    await v.db.hamlet.update({ where: { id: OF }, data: { ledgerHash: prevHash } })
    expect(await findings()).toEqual([])
    expect(await hashAt(v.db, '槐树', 4)).not.toBe(given)
  })
})
