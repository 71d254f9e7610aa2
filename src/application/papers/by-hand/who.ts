/** Who enters something by hand, and for which hamlet: by the names that people use, never by an id. */
import type { Actor } from '../../../domain/base/who.ts'
import type { Principal } from '../../../domain/rights/desk.ts'
import type { Database } from '../../../store/database.ts'

export interface HamletMeant {
  id: string
  name: string
  alias: string
  townId: string
  villageId: string
}

/** 槐树, 槐树屋场 or the id. Several of one name, or none: told with what there is. */
export async function hamletMeant(db: Database, said: string): Promise<HamletMeant | { known: string[] }> {
  const select = { id: true, name: true, alias: true, townId: true, villageId: true } as const
  const found = await db.hamlet.findMany({
    where: { OR: [{ id: said }, { name: said }, { alias: said }, { name: `${said}屋场` }] },
    select,
  })
  const [one, ...more] = found
  if (one && more.length === 0) return one
  const all = more.length > 0 ? found : await db.hamlet.findMany({ select, orderBy: { id: 'asc' }, take: 20 })
  return { known: all.map((h) => h.name) }
}

/** Somebody of the town's desk, by name or login. */
export async function deskPerson(db: Database, said: string): Promise<Principal | undefined> {
  const rest = { department: null, via: 'console', readOnly: false } as const
  const user = await db.user.findFirst({ where: { disabledAt: null, OR: [{ name: said }, { login: said }] }, orderBy: { id: 'asc' } })
  if (user) {
    const { id: userId, name, role, townId, villageId, officialId } = user
    return { ...rest, userId, name, role, townId, villageId, officialId }
  }
  const official = await db.official.findFirst({ where: { name: said, endedAt: null }, orderBy: { id: 'asc' } })
  if (!official) return undefined
  const { id, name, office, townId, villageId } = official
  return { ...rest, userId: id, name, role: office, townId, villageId, officialId: id }
}

/**
 * The one in whose name an evening is entered: head or recorder of the hamlet (with an account that is bound), or somebody of the desk whose
 * reach it is in. Undefined when the name is none of these.
 */
export async function enteringPerson(db: Database, said: string, hamlet: HamletMeant): Promise<Actor | undefined> {
  const { headId, recorderId } = await db.hamlet.findUniqueOrThrow({ where: { id: hamlet.id } })
  const ids = [headId, recorderId].filter((id) => id !== null)
  const villager = await db.villager.findFirst({ where: { id: { in: ids }, name: said } })
  const account = villager ? await db.chatAccount.findFirst({ where: { villagerId: villager.id, boundAt: { not: null } } }) : undefined
  if (account) return { kind: 'account', accountId: account.id }
  const person = await deskPerson(db, said)
  if (person?.townId !== hamlet.townId || (person.villageId !== null && person.villageId !== hamlet.villageId)) return undefined
  if (person.role === 'viewer' || person.role === 'department') return undefined
  return {
    kind: 'official',
    id: person.officialId ?? person.userId,
    name: person.name,
    office: person.role === 'cadre' ? 'cadre' : 'official',
  }
}
