/** Small facts of the installation. */
import type { Reader } from './database.ts'
import { row } from './reading/select.ts'

export async function readSetting(db: Reader, key: string): Promise<unknown> {
  return (await row<{ value: unknown }>(db, 'SELECT value FROM "Setting" WHERE key = $1', [key]))?.value
}

export async function writeSetting(db: Reader, key: string, value: string | number | boolean): Promise<void> {
  await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}
