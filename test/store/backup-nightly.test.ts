/** The backup of every night: made when it is due, thinned, put elsewhere too, tried each month; and what is said when it cannot be made. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type BackupPlan, lookAfterBackups } from '../../src/application/clock/backup.ts'
import { digestNow } from '../../src/application/saying/digest-now.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { bucketAt } from '../../src/store/backup/bucket.ts'
import { readStanding } from '../../src/store/backup/standing.ts'
import { townSettings } from '../../src/store/digest.ts'
import { settleKind } from '../../src/store/kind.ts'
import { openBucket } from '../support/bucket.ts'
import { Village } from '../support/village.ts'

const PASSPHRASE = 'a passphrase of the town'
let v: Village
let clock: ManualClock
let folder: string
let plan: BackupPlan
beforeEach(async () => {
  v = await Village.open()
  clock = new ManualClock(instantAt('2026-09-07', 3, 14))
  folder = mkdtempSync(join(tmpdir(), 'wuchang-nightly-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  plan = { databaseUrl: v.url, passphrase: PASSPHRASE, keys: async () => undefined, folder, version: '1.2.3', effort: 10 }
})

const look = () => lookAfterBackups({ ...v.deps, clock }, plan)
const there = () => readdirSync(folder).sort()
const lines = async () => {
  const [town] = await townSettings(v.db, 'all')
  const items = await digestNow(v.db, town!, { townId: town!.id, villageId: null }, clock.now())
  return items.filter(({ kind }) => kind === 'backupLate')
}

describe('a real town', () => {
  beforeEach(async () => {
    await settleKind(v.db, 'real')
  })

  test('is backed up at the time of its policy, once a night, and what has outlived its use goes', async () => {
    writeFileSync(join(folder, 'wuchang-2026-07-01-031500.tar.gz.age'), 'old')
    writeFileSync(join(folder, 'wuchang-2026-07-02-031500.tar.gz.age'), 'old')
    writeFileSync(join(folder, 'letter.txt'), 'not ours')
    await v.db.town.updateMany({ data: { policy: { backupMinute: 200 } } })
    clock.moveTo(instantAt('2026-09-07', 3, 20))
    await look()
    expect(there()).toEqual(['letter.txt', 'wuchang-2026-07-02-031500.tar.gz.age', 'wuchang-2026-09-07-032000.tar.gz.age'])
    clock.moveTo(instantAt('2026-09-08', 3, 19))
    await look()
    expect(there()).toHaveLength(3)
    clock.moveTo(instantAt('2026-09-08', 9))
    await look()
    await look()
    expect(there().at(-1)).toBe('wuchang-2026-09-08-090000.tar.gz.age')
    expect(there()).toHaveLength(4)
    const { last, failed } = await readStanding(v.db)
    expect(last).toMatchObject({ at: clock.now(), file: join(folder, 'wuchang-2026-09-08-090000.tar.gz.age') })
    expect(last!.rows).toBeGreaterThan(100)
    expect(failed).toBeUndefined()
  })

  test('once a month the last backup is put back for a try, and nothing of the try stays', async () => {
    clock.moveTo(instantAt('2026-09-08', 3, 15))
    await look()
    const { tried, last } = await readStanding(v.db)
    expect(tried).toEqual({ at: clock.now(), file: last!.file, rows: last!.rows })
    const left = await v.db.$queryRawUnsafe(`SELECT datname FROM pg_database WHERE datname LIKE '%trial%'`)
    expect(left).toEqual([])
    clock.moveTo(instantAt('2026-09-30', 3, 15))
    await look()
    expect((await readStanding(v.db)).tried).toEqual(tried)
    clock.moveTo(instantAt('2026-10-01', 0, 1))
    writeFileSync((await readStanding(v.db)).last!.file, 'spoilt')
    await look()
    expect((await readStanding(v.db)).trialFailed).toMatchObject({
      at: clock.now(),
      why: expect.stringContaining('no backup of this program'),
    })
    expect((await readStanding(v.db)).tried).toEqual(tried)
  })

  test('what cannot be made is remembered, tried again after half an hour, and told by the digest when it is late', async () => {
    clock.moveTo(instantAt('2026-09-08', 3, 15))
    await look()
    expect(await lines()).toEqual([])
    plan = { ...plan, passphrase: undefined }
    clock.moveTo(instantAt('2026-09-09', 3, 15))
    await look()
    expect((await readStanding(v.db)).failed).toEqual({ at: clock.now(), why: 'BACKUP_PASSPHRASE is not set' })
    clock.moveTo(clock.now() + 26 * HOUR)
    expect(await lines()).toEqual([])
    clock.moveTo(clock.now() + 1)
    expect(await lines()).toEqual([expect.objectContaining({ kind: 'backupLate', from: instantAt('2026-09-08', 3, 15) })])
    plan = { ...plan, passphrase: PASSPHRASE }
    await look()
    expect((await readStanding(v.db)).last?.at).toBe(clock.now())
    expect((await readStanding(v.db)).failed).toBeUndefined()
    expect(await lines()).toEqual([])
    clock.moveTo(clock.now() + DAY)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')
    await look()
    const { failed } = await readStanding(v.db)
    expect(failed?.at).toBe(clock.now())
    rmSync(folder)
    mkdirSync(folder)
    clock.moveTo(clock.now() + 29 * MINUTE)
    await look()
    expect(there()).toEqual([])
    clock.moveTo(clock.now() + MINUTE)
    await look()
    expect(there()).toHaveLength(1)
  })

  test('two processes make one', async () => {
    clock.moveTo(instantAt('2026-09-08', 4))
    await Promise.all([look(), look(), look()])
    expect(there()).toHaveLength(1)
  })

  test('a store of the S3 kind has the same ones, under its folder, signed; one that refuses is told', async () => {
    await using bucket = await openBucket({ key: 'town', secret: 'its secret/key' })
    const address = bucket.address('backups/qingshan')
    bucket.objects.set('backups/qingshan/wuchang-2026-01-01-031500.tar.gz.age', Buffer.from('first of a month'))
    bucket.objects.set('backups/qingshan/wuchang-2026-01-31-031500.tar.gz.age', Buffer.from('last of a month'))
    bucket.objects.set('backups/other/wuchang-2026-01-01-031500.tar.gz.age', Buffer.from('not ours'))
    plan = { ...plan, elsewhere: () => bucketAt(address) }
    clock.moveTo(instantAt('2026-09-08', 3, 15))
    await look()
    expect((await readStanding(v.db)).failed).toBeUndefined()
    expect([...bucket.objects.keys()].sort()).toEqual([
      'backups/other/wuchang-2026-01-01-031500.tar.gz.age',
      'backups/qingshan/wuchang-2026-01-31-031500.tar.gz.age',
      'backups/qingshan/wuchang-2026-09-08-031500.tar.gz.age',
    ])
    const { last } = await readStanding(v.db)
    expect(bucket.objects.get('backups/qingshan/wuchang-2026-09-08-031500.tar.gz.age')!.length).toBe(last!.bytes)
    plan = { ...plan, elsewhere: () => bucketAt(address.replace('its%20secret', 'another')) }
    clock.moveTo(instantAt('2026-09-09', 3, 15))
    await look()
    expect((await readStanding(v.db)).failed?.why).toMatch(/^127\.0\.0\.1:\d+: 403 SignatureDoesNotMatch$/)
  })
})

test('the demonstration is not backed up', async () => {
  await settleKind(v.db, 'demo')
  clock.moveTo(instantAt('2026-09-08', 9))
  await look()
  expect(there()).toEqual([])
  clock.moveTo(instantAt('2026-09-18', 9))
  expect(await lines()).toEqual([])
})
