/** 政策、农技、市场、通知: to many hamlets at once, through the paced outbox, behind every answer and reminder. */

import { policyOf } from '../../domain/base/policy.ts'
import { afterQuiet } from '../../domain/base/quiet.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { DAY } from '../../kernel/time.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { put } from '../../store/edges/outbox.ts'
import { addAnnouncement, cancelAnnouncement, findAnnouncement, type Recipient, recipients } from '../../store/reading/announcements.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import { announcement } from '../../text/announcement.ts'
import type { Deps } from '../ports.ts'

/** With its heading and the line about receipts a message stays within 600 characters. */
export const ANNOUNCEMENT_CHARACTERS = 550
const RECEIPT_DAYS = 3

export interface NewAnnouncement {
  kind: 'policy' | 'farming' | 'market' | 'notice'
  text: string
  receipts: boolean
  to: { villageIds?: string[] | undefined; hamletIds?: string[] | undefined; category?: string | undefined }
}

export type AnnouncementRefusal = 'empty' | 'tooLong' | 'link' | 'nobody'

/**
 * An address, also without its scheme (a.cn/b, example.com): what a phone would make a link of. A name before a dot and letters after it; a
 * slash after them, or an ending that addresses have.
 */
const LINK =
  /\w+:\/\/|www\.\S|[\p{L}\p{N}-]+\.(?:[a-z]{2,}\/|(?:cn|com|net|org|gov|edu|top|xyz|vip|info|shop|site|club|online|link|wang|cc|me|io)(?![a-z\d]))/iu

/** Manners in a group: short, and no links. */
function badAnnouncement(text: string): AnnouncementRefusal | undefined {
  // Signs that nobody sees, such as a zero-width space, are no text.
  if (text.replace(/[\p{Cf}\s]/gu, '') === '') return 'empty'
  if ([...text].length > ANNOUNCEMENT_CHARACTERS) return 'tooLong'
  return LINK.test(text.normalize('NFKC')) ? 'link' : undefined
}

type Addressed = { text: string; all: Recipient[]; reached: (Recipient & { roomId: string })[] }

async function addressed(deps: Deps, who: Principal, given: NewAnnouncement): Promise<Addressed | { refused: AnnouncementRefusal }> {
  const text = given.text.trim()
  const bad = badAnnouncement(text)
  if (bad) return { refused: bad }
  const all = await recipients(deps.db, reachOf(who), given.to)
  const reached = all.flatMap((r) => (r.roomId === null ? [] : [{ ...r, roomId: r.roomId }]))
  return reached.length === 0 ? { refused: 'nobody' } : { text, all, reached }
}

const withoutGroup = (all: readonly Recipient[]): string[] => all.filter((r) => r.roomId === null).map((r) => r.hamletName)

/** Whom it would reach, before anything is sent. */
export async function previewAnnouncement(
  deps: Deps,
  who: Principal,
  given: NewAnnouncement,
): Promise<{ text: string; hamlets: number; households: number; withoutGroup: string[] } | { refused: AnnouncementRefusal }> {
  const to = await addressed(deps, who, given)
  if ('refused' in to) return to
  const { text, all, reached } = to
  const households = reached.reduce((n, r) => n + r.households, 0)
  return { text: announcement(given.kind, text, given.receipts), hamlets: reached.length, households, withoutGroup: withoutGroup(all) }
}

export async function announceToHamlets(
  deps: Deps,
  who: Principal,
  given: NewAnnouncement,
): Promise<{ id: string; hamlets: number; withoutGroup: string[] } | { refused: AnnouncementRefusal }> {
  const to = await addressed(deps, who, given)
  if ('refused' in to) return to
  const { text, all, reached } = to
  const now = deps.clock.now()
  const id = deps.newId()
  const openUntil = given.receipts ? now + RECEIPT_DAYS * DAY : null
  const notBefore = afterQuiet(now, policyOf(await readPolicy(deps.db, who.townId)))
  const said = announcement(given.kind, text, given.receipts)
  await inTransaction(deps.db, async (tx) => {
    const row = { id, townId: who.townId, kind: given.kind, text, receipts: given.receipts, createdAt: now, createdBy: who.userId }
    // Deliveries of a whole town are added in one statement: until they are there, no hamlet's rule can have looked at them.
    await addAnnouncement(
      tx,
      row,
      reached.map(({ hamletId }) => ({ id: `${id}/${hamletId}`, hamletId, openUntil })),
    )
    const drafts = reached.map(({ hamletId, roomId }) => ({
      key: `announcement/${id}/${hamletId}`,
      roomId,
      text: said,
      priority: 'broadcast' as const,
      notBefore,
      announcementId: id,
    }))
    await put(tx, drafts, now)
    await audit(tx, who, now, {
      action: 'announce',
      subject: `announcement:${id}`,
      after: { ...row, to: given.to, hamlets: reached.length },
    })
  })
  deps.wake.outbox()
  return { id, hamlets: reached.length, withoutGroup: withoutGroup(all) }
}

/** What the town sent, a village does not take back. */
export const isOwn = (who: Principal, announcement: { createdBy: string }): boolean =>
  who.villageId === null || announcement.createdBy === who.userId

/** Stops what has not gone out. Undefined: no such announcement within reach, or one that also went beyond it. */
export async function stopAnnouncement(deps: Deps, who: Principal, id: string): Promise<{ cancelled: number } | undefined> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const found = await findAnnouncement(tx, reachOf(who), id)
    if (!found || !isOwn(who, found)) return undefined
    const cancelled = await cancelAnnouncement(tx, id, now)
    if (cancelled === 0) return { cancelled }
    const after = await findAnnouncement(tx, reachOf(who), id)
    await audit(tx, who, now, { action: 'stopAnnouncement', subject: `announcement:${id}`, before: found, after })
    return { cancelled }
  })
}
