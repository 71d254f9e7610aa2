/** Papers and pictures of a hamlet, for whoever may have them; undefined for what lies elsewhere. */
import { draftReport } from '../application/papers/report.ts'
import type { Reach } from '../domain/rights/desk.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Reader } from '../store/database.ts'
import { findDocument, findMedia } from '../store/reading/files.ts'
import { findIssue } from '../store/reading/issues.ts'
import { findMeeting } from '../store/reading/meetings.ts'
import type { FileAnswer } from './file.ts'
import { Problem } from './problem.ts'

export async function minutesOf(db: Reader, reach: Reach, meetingId: string): Promise<FileAnswer | undefined> {
  const found = await findMeeting(db, reach, meetingId)
  if (!found) return undefined
  if (!found.minutesId) throw new Problem('refused', '会议记录还没有生成，散会后几分钟就有')
  return findDocument(db, reach, found.minutesId)
}

/** As it would read now; a draft as long as it is not filed. */
export async function reportOf(
  { db, clock }: { db: Reader; clock: Clock },
  reach: Reach,
  issueId: string,
): Promise<FileAnswer | undefined> {
  const issue = await findIssue(db, reach, issueId)
  return issue && draftReport(db, issue.hamletId, issue.id, clock.now())
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/silk': 'silk',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
}
export const MEDIA_TYPES: readonly string[] = Object.keys(ENDINGS)

export async function mediaOf(db: Reader, reach: Reach, id: string, named: boolean): Promise<(FileAnswer & { type: string }) | undefined> {
  const found = await findMedia(db, reach, id, named)
  return found && { name: `${found.name}.${ENDINGS[found.kind] ?? 'bin'}`, type: found.kind, bytes: found.bytes }
}
