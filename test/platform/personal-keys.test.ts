/** Phones and reasons are encrypted where they lie, with a key that does not lie there; keys change, and what is there is encrypted anew. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyring, newKey, readKeys, writeKey } from '../../src/kernel/keyring.ts'
import { addKey, keyFile, keysInUse, openKeys, resealAll, takeKeys } from '../../src/store/personal/keys.ts'
import { addImport, findImport } from '../../src/store/rosters.ts'
import { TestDesk, TOWN } from '../api/support/desk.ts'
import type { Village } from '../support/village.ts'

const [A, B] = [newKey(), newKey()]

describe('a sealed text', () => {
  const ring = new Keyring([A])
  test('opens with its key and in its place only, and never looks the same', () => {
    const sealed = ring.seal('13911112222', 'Villager.phone')
    expect(sealed).toMatch(new RegExp(`^sealed:${A.id}:`))
    expect(sealed).not.toContain('1391')
    expect(ring.seal('13911112222', 'Villager.phone')).not.toBe(sealed)
    expect(ring.open(sealed, 'Villager.phone')).toBe('13911112222')
    expect(() => ring.open(sealed, 'Official.phone')).toThrow()
    expect(() => new Keyring([B]).open(sealed, 'Villager.phone')).toThrow(`sealed with key ${A.id}, which is not here`)
    expect(new Keyring([B, A]).open(sealed, 'Villager.phone')).toBe('13911112222')
  })

  test('that somebody changed does not open', () => {
    const sealed = ring.seal('在县医院陪床', 'Rsvp.reason')
    const [mark, id, data = ''] = sealed.split(':')
    for (const at of [0, 13, data.length - 4]) {
      const bytes = Buffer.from(data, 'base64')
      bytes[Math.floor((at * 3) / 4)]! ^= 1
      expect(() => ring.open(`${mark}:${id}:${bytes.toString('base64')}`, 'Rsvp.reason'), String(at)).toThrow()
    }
  })

  test('what was never sealed is what it is', () => expect(ring.open('13911112222', 'Villager.phone')).toBe('13911112222'))
})

test('keys that come with a backup join those that are here, or are asked for where the environment has them', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wuchang-taken-'))
  try {
    const [a, b] = [writeKey(A), writeKey(B)]
    const file = { dataDir, given: undefined }
    expect(await keysInUse(file)).toBeUndefined()
    expect(await takeKeys(file, a)).toBe(`the keys of the personal data are in ${keyFile(dataDir)}`)
    expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600)
    expect(await takeKeys(file, a)).toBe('the keys of the personal data are here already')
    await takeKeys(file, `${b}\n${a}\n`)
    // What is sealed from now on is sealed with what was here before.
    expect(readKeys((await keysInUse(file)) ?? '')?.map(({ id }) => id)).toEqual([A.id, B.id])
    expect(await takeKeys({ dataDir, given: a }, b)).toMatch(`PERSONAL_KEYS lacks ${B.id}`)
    expect(await takeKeys({ dataDir, given: `${a} ${b}` }, b)).toContain('here already')
  } finally {
    await rm(dataDir, { recursive: true })
  }
})

test('keys are read as they are written, and nothing that is no key', () => {
  expect(readKeys(`${writeKey(A)}  ${writeKey(B)}\n`)).toEqual([A, B])
  for (const bad of ['', 'abc', `${A.id}=short`, `${writeKey(A)} ${writeKey(A)}`, `${writeKey(A)} x`])
    expect(readKeys(bad), bad).toBeUndefined()
})

describe('a town', () => {
  let desk: TestDesk
  let v: Village
  let dataDir: string
  const inTheDatabase = async () => (await v.db.villager.findUniqueOrThrow({ where: { id: 'villager_huaishu_9_a' } })).phone ?? ''
  beforeAll(async () => {
    desk = await TestDesk.open()
    v = desk.village
    dataDir = await mkdtemp(join(tmpdir(), 'wuchang-keys-'))
    await v.db.villager.update({ where: { id: 'villager_huaishu_9_a' }, data: { phone: '13911112222' } })
  })
  afterAll(async () => {
    await v.db.$disconnect()
    await rm(dataDir, { recursive: true })
  })
  const start = async (given?: string) => resealAll(v.db, await openKeys(v.db, { dataDir, given }))

  test('makes its key at the first start, for its owner alone, and encrypts what lay open', async () => {
    expect(await start()).toBeGreaterThan(0)
    expect(await inTheDatabase()).toMatch(/^sealed:/)
    expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600)
    expect(await start()).toBe(0)
    const { body } = await desk.post('cadre', '/hamlets/hamlet_huaishu/people/villager_huaishu_9_a/phone')
    expect(body.phone).toBe('13911112222')
    const { body: list } = await desk.get('cadre', '/hamlets/hamlet_huaishu/households?limit=200')
    expect(JSON.stringify(list)).toContain('139****2222')
  })

  test('encrypts what comes in: by a roster, by a word in the group, in what an import can be taken back by', async () => {
    const roster = '屋场,组,户号,姓名,户主,长期在家,电话\n槐树屋场,1,10,新来的,,是,13733334444\n'
    const { status } = await desk.post('cadre', '/roster', { name: 'x.csv', content: Buffer.from(roster).toString('base64') })
    expect(status).toBeLessThan(500)
    const huaishu = v.room('huaishu')
    await huaishu.says('head', '开会 周三晚7点半 文化广场 议题：修路')
    await huaishu.says('9', '请假 在县医院陪床')
    const { reason } = await v.db.rsvp.findFirstOrThrow({ where: { NOT: { reason: null } } })
    expect(reason).toMatch(/^sealed:/)
    const made = { id: 'r1', townId: TOWN, villageId: null, userId: 'u', userName: 'x', fileName: 'x', at: v.now }
    const person = { id: 'p', hamletId: 'h', householdId: 'x', name: '某', isHouseholdHead: false, gender: null, birthDate: null }
    const after = { ...person, phone: '13755556666', partyMember: false, removedAt: null }
    await v.db.$transaction((tx) => addImport(tx, { ...made, changes: { h: { households: [], people: [{ after }] } } }))
    expect(JSON.stringify(await v.db.rosterImport.findUnique({ where: { id: 'r1' } }))).not.toContain('13755556666')
    const reach = { townId: TOWN, villageId: null, department: null, confidential: true, aboutCadres: true, people: true }
    expect((await findImport(v.db, reach, 'r1'))?.changes.h?.people[0]?.after.phone).toBe('13755556666')
  })

  test('a new key in front: the next start encrypts everything with it, and the old one still opens what is older', async () => {
    const before = await inTheDatabase()
    const id = await addKey(dataDir)
    expect(await start()).toBeGreaterThan(0)
    expect(await inTheDatabase()).toMatch(new RegExp(`^sealed:${id}:`))
    const keys = readKeys(await readFile(keyFile(dataDir), 'utf8'))
    expect(keys?.length).toBe(2)
    expect(new Keyring(keys!).open(before, 'Villager.phone')).toBe('13911112222')
  })

  test('does not start without its keys, nor with others, and says which are missing', async () => {
    await expect(start(writeKey(B))).rejects.toThrow(/^PERSONAL_KEYS: key \w+, \w+ is missing/)
    await expect(start('no key')).rejects.toThrow('PERSONAL_KEYS: has something in it that is no key')
    const elsewhere = await mkdtemp(join(tmpdir(), 'wuchang-keys-'))
    await expect(openKeys(v.db, { dataDir: elsewhere, given: undefined })).rejects.toThrow(/is missing, with which phone numbers/)
    await rm(elsewhere, { recursive: true })
  })
})
