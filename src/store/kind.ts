/**
 * What a database is: the sandbox's demonstration, where anybody may speak as anybody and a reset empties everything, or a real town.
 * Written once, when it is made, and never changed: whoever opens it asks here, and does not trust its own settings.
 */
import type { Reader } from './database.ts'

export type Kind = 'demo' | 'real'

export const KIND_SETTING = 'database.kind'

/** Undefined while nobody has begun it. */
export async function kindOf(db: Reader): Promise<Kind | undefined> {
  return (await db.setting.findUnique({ where: { key: KIND_SETTING } }))?.value as Kind | undefined
}

/** Makes one that nobody has begun what is `wanted`; returns what it is. Of two that begin it at once, the first decides. */
export async function settleKind(db: Reader, wanted: Kind): Promise<Kind> {
  await db.setting.createMany({ data: { key: KIND_SETTING, value: wanted }, skipDuplicates: true })
  return (await kindOf(db)) ?? wanted
}
