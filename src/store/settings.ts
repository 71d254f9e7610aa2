/** Small facts of the installation. */
import type { Reader } from './database.ts'

export async function readSetting(db: Reader, key: string): Promise<unknown> {
  return (await db.setting.findUnique({ where: { key } }))?.value
}

export async function writeSetting(db: Reader, key: string, value: string | number | boolean): Promise<void> {
  await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}
