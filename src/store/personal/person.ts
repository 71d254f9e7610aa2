/** Whose data it is: a villager of the roster with all accounts bound to them, or one account that is nobody's. */
import type { Reach } from '../../domain/rights/desk.ts'
import type { Reader } from '../database.ts'

export interface Person {
  hamletId: string
  villageId: string
  villagerId: string | null
  householdId: string | null
  /** As on the roster; null of an account that is nobody's, and of one that was erased. */
  name: string | null
  accounts: readonly { id: string; account: string; externalId: string; nickname: string }[]
}

export type Subject = { subject: 'villager' | 'account'; subjectId: string }

/** Undefined: there is none, or not within this person's reach. Officials' accounts are the town's, and not asked for here. */
export async function findPerson(db: Reader, reach: Reach, { subject, subjectId }: Subject): Promise<Person | undefined> {
  const villager = subject === 'villager' ? await db.villager.findUnique({ where: { id: subjectId } }) : null
  if (subject === 'villager' && !villager) return undefined
  const accounts = await db.chatAccount.findMany({
    where: subject === 'villager' ? { villagerId: subjectId } : { id: subjectId, villagerId: null, officialId: null },
    orderBy: { id: 'asc' },
  })
  const hamletId = villager?.hamletId ?? accounts[0]?.hamletId
  const hamlet = hamletId && (await db.hamlet.findFirst({ where: { id: hamletId, townId: reach.townId } }))
  if (!hamlet || (reach.villageId !== null && reach.villageId !== hamlet.villageId)) return undefined
  return {
    hamletId: hamlet.id,
    villageId: hamlet.villageId,
    villagerId: villager?.id ?? null,
    householdId: villager?.householdId ?? accounts[0]?.householdId ?? null,
    name: villager?.name ?? null,
    accounts: accounts.map(({ id, account, externalId, nickname }) => ({ id, account, externalId, nickname })),
  }
}
