/**
 * The page of a hamlet on somebody's phone: the desk makes a link, which is used once; from then on that phone is in, for 180 days or until the desk
 * or a change of office ends it. Times are real ones, also where the town's clock is moved by hand.
 */
import type { Principal } from '../../domain/rights/desk.ts'
import { reachOf } from '../../domain/rights/desk.ts'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { DAY, HOUR, type Instant } from '../../kernel/time.ts'
import { type Database, inTransaction } from '../../store/database.ts'
import { openPageRoom } from '../../store/directory.ts'
import { audit } from '../../store/door/audit.ts'
import {
  addOfficePhone,
  addPhone,
  endPhone as endRow,
  type NewPhone,
  openPhone as openRow,
  type PhoneLine,
  phoneById,
  phoneByLink,
  phoneBySession,
  placeOfHead,
  seenPhone,
} from '../../store/door/phones.ts'
import { officeOf } from '../../store/offices.ts'
import { hamletInReach } from '../../store/reading/hamlets.ts'
import { admitPageCommand, openPage } from '../pages/admit.ts'
import type { Deps } from '../ports.ts'
import { type Ordered, orderHamlet } from './order.ts'
import { csrfOf, hashSecret, newSecret } from './passwords.ts'

export const PHONE_LIVES = 180 * DAY
const LINK_LIVES = 3 * DAY
/** That a phone was seen is written once in so long, not at every tap. */
const SEEN_EVERY = HOUR

/** For whom: an office of the hamlet, whoever holds it now, or a cadre of its village. */
export type PhoneFor = { office: 'head' | 'recorder' } | { officialId: string }

interface MadeLink {
  /** Shown once, and kept nowhere. */
  secret: string
  name: string
  until: Instant
}

/** Missing: no such hamlet or person, not theirs, or nobody holds the office. */
export async function makePhoneLink(
  deps: Deps & { wall: Clock },
  who: Principal,
  hamletId: string,
  given: PhoneFor,
): Promise<Ordered<MadeLink>> {
  const secret = newSecret()
  const now = deps.wall.now()
  const phone: NewPhone = {
    ...{ id: deps.newId(), townId: who.townId, hamletId: null, villagerId: null, officialId: null },
    ...{ link: hashSecret(secret), linkUntil: now + LINK_LIVES, createdAt: now, createdBy: who.userId },
  }
  const name =
    'office' in given
      ? await forOffice(deps, who, hamletId, given.office, phone)
      : await forCadre(deps, who, hamletId, given.officialId, phone)
  return typeof name === 'string' ? { done: { secret, name, until: phone.linkUntil } } : name
}

async function forOffice(
  deps: Deps,
  who: Principal,
  hamletId: string,
  office: 'head' | 'recorder',
  phone: NewPhone,
): Promise<Ordered<never> | string> {
  let name = ''
  let villagerId: string | null = null
  const accountId = deps.newId()
  const ordered = await orderHamlet(deps, who, hamletId, {
    action: 'makePhoneLink',
    subject: `hamlet:${hamletId}`,
    command: (state, actor) => {
      const hamlet = state.hamlet.must(hamletId)
      villagerId = office === 'head' ? hamlet.headId : hamlet.recorderId
      name = state.villagers.get(villagerId)?.name ?? ''
      if (villagerId === null) return undefined
      return admitPageCommand(state, accountId, { actor, door: 'page', externalId: phone.id, nickname: `${name}的手机`, villagerId })
    },
    about: () => null,
    noted: () => ({ before: null, after: { phone: phone.id, office, villagerId } }),
    also: async (tx) => {
      await addPhone(tx, { ...phone, hamletId, villagerId })
      await openPageRoom(tx, deps.newId(), hamletId)
    },
  })
  return 'done' in ordered ? name : ordered
}

async function forCadre(
  deps: Deps,
  who: Principal,
  hamletId: string,
  officialId: string,
  phone: NewPhone,
): Promise<{ missing: true } | string> {
  return inTransaction(deps.db, async (tx) => {
    const hamlet = await hamletInReach(tx, reachOf(who), hamletId)
    const office = await officeOf(tx, officialId)
    if (!hamlet || !office || office.townId !== who.townId || office.villageId !== hamlet.villageId) return { missing: true } as const
    await addPhone(tx, { ...phone, officialId })
    await addOfficePhone(tx, deps.newId(), { ...phone, officialId }, `${office.name}的手机`)
    await openPageRoom(tx, deps.newId(), hamletId)
    const after = { phone: phone.id, officialId }
    await audit(tx, who, deps.clock.now(), {
      action: 'makePhoneLink',
      subject: `official:${officialId}`,
      villageId: hamlet.villageId,
      after,
    })
    return office.name
  })
}

/** For the sandbox, where anybody may be anybody: a link for the head of this hamlet. Undefined where nobody is. */
export async function headPhoneLink(deps: Deps, hamletId: string): Promise<string | undefined> {
  const { headId, townId } = await placeOfHead(deps.db, hamletId)
  if (headId === null) return undefined
  const [secret, id, now] = [newSecret(), deps.newId(), systemClock.now()]
  const actor = { kind: 'official', id: 'sandbox', name: '沙盒', office: 'official' } as const
  await openPage(deps, hamletId, { actor, door: 'page', externalId: id, nickname: '屋场长的手机', villagerId: headId })
  await addPhone(deps.db, {
    ...{ id, townId, hamletId, villagerId: headId, officialId: null, link: hashSecret(secret), linkUntil: now + LINK_LIVES },
    ...{ createdAt: now, createdBy: 'sandbox' },
  })
  return secret
}

/** False: there is none like it within reach that has not ended. */
export function endPhone(deps: Deps & { wall: Clock }, who: Principal, hamletId: string, id: string): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const hamlet = await hamletInReach(tx, reachOf(who), hamletId)
    const phone = await phoneById(tx, id)
    if (!hamlet || !phone || (phone.hamletId ?? hamletId) !== hamletId || phone.villageId !== hamlet.villageId) return false
    if (!(await endRow(tx, id, deps.wall.now(), who.userId))) return false
    await audit(tx, who, deps.clock.now(), {
      action: 'endPhone',
      subject: `hamlet:${hamletId}`,
      villageId: hamlet.villageId,
      after: { phone: id },
    })
    return true
  })
}

/** Why a link does not open the page, or a phone no longer has it. */
export type PhoneShut = 'unknown' | 'used' | 'tooLate' | 'ended' | 'office' | 'time'

/** What the link is for, before it is used: a chat that looks at it beforehand uses nothing up. */
export async function readPhoneLink(db: Database, wall: Clock, secret: string): Promise<PhoneLine | { shut: PhoneShut }> {
  const phone = await phoneByLink(db, hashSecret(secret))
  if (!phone) return { shut: 'unknown' }
  if (phone.endedAt !== null) return { shut: 'ended' }
  if (phone.openedAt !== null) return { shut: 'used' }
  if (phone.linkUntil <= wall.now()) return { shut: 'tooLate' }
  return holdsOffice(phone) ? phone : { shut: 'office' }
}

const holdsOffice = (phone: PhoneLine): boolean => (phone.officialId === null ? phone.isHead || phone.isRecorder : phone.office !== null)

/** Uses the link up. The session's secret goes into the phone's cookie. */
export async function enterByLink(
  db: Database,
  wall: Clock,
  secret: string,
  device: string,
): Promise<{ session: string } | { shut: PhoneShut }> {
  const phone = await readPhoneLink(db, wall, secret)
  if ('shut' in phone) return phone
  const session = newSecret()
  const at = wall.now()
  const opened = await openRow(db, phone.id, { session: hashSecret(session), device, at, endsAt: at + PHONE_LIVES })
  return opened ? { session } : { shut: 'used' }
}

export interface PhoneIn {
  phone: PhoneLine
  csrf: string
}

export async function whoHasPhone(db: Database, wall: Clock, session: string): Promise<PhoneIn | { shut: PhoneShut }> {
  const phone = await phoneBySession(db, hashSecret(session))
  const now = wall.now()
  if (!phone) return { shut: 'unknown' }
  if (phone.endedAt !== null) return { shut: 'ended' }
  if ((phone.endsAt ?? 0) <= now) return { shut: 'time' }
  if (!holdsOffice(phone)) return { shut: 'office' }
  if (now - (phone.seenAt ?? 0) > SEEN_EVERY) await seenPhone(db, phone.id, now)
  return { phone, csrf: csrfOf(session) }
}
