/**
 * The keys of the personal columns, which never lie in the database: in the environment (PERSONAL_KEYS), or in a file of the data folder that is
 * made at the first start. What was sealed with an older key, or not at all, is sealed anew when the program starts.
 */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Keyring, newKey, readKeys, sealedWith, writeKey } from '../../kernel/keyring.ts'
import type { Database } from '../database.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { open, SEALED, seal, sealWith } from './sealed.ts'

export const keyFile = (dataDir: string): string => join(dataDir, 'keys', 'personal')

/** Ids of all keys that the database has been sealed with. */
export const KEYS_SETTING = 'personal.keys'

interface Where {
  dataDir: string
  /** As the environment has them. */
  given: string | undefined
}

class KeysMissing extends Error {
  override name = 'KeysMissing'
}

/** Reads the keys, or makes the first, and lets this process seal and open with them. Throws KeysMissing. */
export async function openKeys(db: Database, { dataDir, given }: Where): Promise<Keyring> {
  const file = keyFile(dataDir)
  const before = await idsOf(db)
  if (given === undefined && !existsSync(file)) {
    if (before.length > 0) throw missing(before, file)
    await writeKeyFile(file, [writeKey(newKey())])
  }
  const keys = readKeys(given ?? (await readFile(file, 'utf8')))
  if (!keys) throw new KeysMissing(`${given === undefined ? file : 'PERSONAL_KEYS'}: has something in it that is no key`)
  const ring = new Keyring(keys)
  const gone = before.filter((id) => !ring.ids.includes(id))
  if (gone.length > 0) throw missing(gone, given === undefined ? file : 'PERSONAL_KEYS')
  sealWith(ring)
  if (before.join() !== ring.ids.join()) await writeSetting(db, KEYS_SETTING, ring.ids.join(' '))
  return ring
}

/** The keys as they are now, to go along with a backup; undefined where there are none yet. */
export async function keysInUse({ dataDir, given }: Where): Promise<string | undefined> {
  if (given !== undefined) return given
  const file = keyFile(dataDir)
  return existsSync(file) ? await readFile(file, 'utf8') : undefined
}

/** Keys that came with a backup join those that are here, which stay the ones to seal with. Returns what became of them, in one line. */
export async function takeKeys(where: Where, brought: string): Promise<string> {
  const here = readKeys((await keysInUse(where)) ?? '') ?? []
  const more = (readKeys(brought) ?? []).filter(({ id }) => here.every((key) => key.id !== id))
  const file = keyFile(where.dataDir)
  if (more.length === 0) return 'the keys of the personal data are here already'
  if (where.given !== undefined)
    return `PERSONAL_KEYS lacks ${more.map(({ id }) => id).join(', ')}, with which phone numbers are encrypted: add it before you start: it is the file keys/personal of the backup`
  await writeKeyFile(file, [...here, ...more].map(writeKey))
  return `the keys of the personal data are in ${file}`
}

const missing = (ids: readonly string[], where: string): KeysMissing =>
  new KeysMissing(
    `${where}: key ${ids.join(', ')} is missing, with which phone numbers in this database are encrypted; bring it back from where the keys are kept (docs/security.md)`,
  )

async function idsOf(db: Database): Promise<string[]> {
  const kept = await readSetting(db, KEYS_SETTING)
  return typeof kept === 'string' ? kept.split(' ') : []
}

/** A new key in front of the old ones: what is there is sealed with it at the next start. Old ones still open old backups. */
export async function addKey(dataDir: string): Promise<string> {
  const file = keyFile(dataDir)
  const older = existsSync(file) ? (await readFile(file, 'utf8')).split(/\s+/).filter((one) => one !== '') : []
  const key = newKey()
  await writeKeyFile(file, [writeKey(key), ...older])
  return key.id
}

/** Whole or not at all, and for its owner alone. */
async function writeKeyFile(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 })
  await chmod(`${file}.new`, 0o600)
  await rename(`${file}.new`, file)
}

const AT_A_TIME = 500

/** Seals what was never sealed, and what is sealed with another key than the current one. Returns how many texts that were. */
export async function resealAll(db: Database, { current }: Keyring): Promise<number> {
  let count = 0
  for (const [table, columns] of Object.entries(SEALED))
    for (const column of columns) {
      for (;;) {
        const rows = await db.$queryRawUnsafe<{ id: string; text: string }[]>(
          `SELECT id, "${column}" AS text FROM "${table}" WHERE "${column}" IS NOT NULL AND "${column}" NOT LIKE $1 ORDER BY id LIMIT ${AT_A_TIME}`,
          sealedWith(current),
        )
        // Somebody may have written it meanwhile: then it is sealed already.
        for (const { id, text } of rows)
          await db.$executeRawUnsafe(
            `UPDATE "${table}" SET "${column}" = $1 WHERE id = $2 AND "${column}" = $3`,
            seal(table, column, open(table, column, text)),
            id,
            text,
          )
        count += rows.length
        if (rows.length < AT_A_TIME) break
      }
    }
  return count
}
