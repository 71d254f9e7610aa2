/** Voices and pictures. They are stored when they arrive, and erased when their message turns out to be ordinary chat. */
import type { Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'

export interface NewMedia {
  id: string
  hamletId: string
  /** By its own bytes, not by what the channel says. */
  type: string
  bytes: Uint8Array<ArrayBuffer>
  sha256: string
}

export async function putMedia(db: Reader, media: NewMedia, now: Instant): Promise<void> {
  await db.media.create({ data: { ...media, at: new Date(now) } })
}

/** Erases the media of messages that are not kept, and what the inbox remembers of them. */
export async function forgetMedia(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.inbox.updateMany({ where: { mediaId: { in: [...ids] } }, data: { mediaId: null } })
  await tx.media.deleteMany({ where: { id: { in: [...ids] } } })
}

/** Whether a picture or a voice from this room could be of use to anybody: rooms of hamlets only. */
export async function hamletOfRoom(db: Reader, account: string, externalRoomId: string): Promise<string | undefined> {
  const room = await db.room.findUnique({ where: { account_externalId: { account, externalId: externalRoomId } } })
  return room?.kind === 'hamlet' ? (room.hamletId ?? undefined) : undefined
}

/** What an earlier delivery of the same message has brought. */
export async function mediaOf(db: Reader, account: string, messageId: string): Promise<string | undefined> {
  const row = await db.inbox.findUnique({ where: { account_messageId: { account, messageId } }, select: { mediaId: true } })
  return row?.mediaId ?? undefined
}
