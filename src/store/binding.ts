/** One-time codes, and which group is whose. */
import type { Instant } from '../kernel/time.ts'
import type { Transaction } from './database.ts'
import { PAGE_ACCOUNT } from './directory.ts'

export interface Place {
  kind: 'hamlet' | 'village' | 'town'
  townId: string
  villageId: string | null
  hamletId: string | null
  name: string
}

/** Uses up the code. Undefined when there is none like it, or it was used, or has run out: whoever guesses learns nothing. */
export async function redeemCode(tx: Transaction, code: string, externalRoomId: string, now: Instant): Promise<Place | undefined> {
  const at = new Date(now)
  const used = await tx.bindingCode.updateMany({
    where: { code, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at, usedRoom: externalRoomId },
  })
  if (used.count !== 1) return undefined
  const { hamletId, villageId, townId } = await tx.bindingCode.findUniqueOrThrow({ where: { code } })
  if (hamletId !== null) {
    const hamlet = await tx.hamlet.findUniqueOrThrow({ where: { id: hamletId } })
    return { kind: 'hamlet', townId, villageId: hamlet.villageId, hamletId, name: hamlet.name }
  }
  if (villageId !== null) {
    const village = await tx.village.findUniqueOrThrow({ where: { id: villageId } })
    return { kind: 'village', townId, villageId, hamletId: null, name: village.name }
  }
  const town = await tx.town.findUniqueOrThrow({ where: { id: townId } })
  return { kind: 'town', townId, villageId: null, hamletId: null, name: town.name }
}

/** The place's group is this one from now on. Returns our own id of it, which stays. */
export async function moveRoom(tx: Transaction, room: Place & { id: string; account: string; externalRoomId: string }): Promise<string> {
  const { id, kind, townId, villageId, hamletId, name, account, externalRoomId: externalId } = room
  const place = { kind, townId, villageId, hamletId }
  const before = await tx.room.findFirst({
    where: { ...place, NOT: [{ account: { startsWith: 'webhook' } }, { account: PAGE_ACCOUNT }] },
    orderBy: { id: 'asc' },
  })
  if (before) {
    await tx.room.update({ where: { id: before.id }, data: { account, externalId } })
    return before.id
  }
  await tx.room.create({ data: { id, ...place, name, account, externalId } })
  return id
}

const ANSWERS = ['TimeAnswer', 'Rsvp', 'Attendance', 'Ballot', 'Rating', 'Receipt'] as const

/**
 * What an account has answered and no turn loads any more stays the household's whose account it was. What a turn does load the rule has put
 * (src/domain/member/binding.ts): the same rows, the same value.
 */
export async function keepWithHousehold(tx: Transaction, of: { hamletId: string; accountId: string; householdId: string }): Promise<void> {
  const parts = ANSWERS.map(
    (table) =>
      `"in${table}" AS (UPDATE "${table}" SET "householdId" = $3 WHERE "hamletId" = $1 AND "accountId" = $2 AND "householdId" IS NULL)`,
  )
  await tx.$executeRawUnsafe(`WITH ${parts.join(', ')} SELECT 1`, of.hamletId, of.accountId, of.householdId)
}

/** A robot that only speaks stands for a group of the town's officials; its key in the settings is the group's name. */
export async function addRobotRooms(tx: Pick<Transaction, 'room' | 'town'>, account: string, keys: readonly string[]): Promise<void> {
  const towns = await tx.town.findMany({ select: { id: true } })
  for (const { id: townId } of towns)
    for (const key of keys)
      await tx.room.upsert({
        where: { account_externalId: { account, externalId: key } },
        create: { id: `${account}_${key}`, kind: 'town', townId, name: key, account, externalId: key },
        update: {},
      })
}

/** A mail address is spoken to like a group of the town, and is none: only the watch speaks there. One that is no longer set is nobody's. */
export async function addWatchRooms(tx: Pick<Transaction, 'room' | 'town'>, account: string, addresses: readonly string[]): Promise<void> {
  await tx.room.deleteMany({ where: { account, kind: 'watch', externalId: { notIn: [...addresses] } } })
  const town = await tx.town.findFirst({ select: { id: true }, orderBy: { id: 'asc' } })
  if (!town) return
  for (const externalId of addresses)
    await tx.room.upsert({
      where: { account_externalId: { account, externalId } },
      create: { id: `${account}_${externalId}`, kind: 'watch', townId: town.id, name: externalId, account, externalId },
      update: {},
    })
}
