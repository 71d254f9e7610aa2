/** 党委研究: the town's meetings about issues, as they were entered. What came of each is on the issue and in its hamlet's ledger. */
import type { Reach } from '../domain/rights/desk.ts'
import type { DateString, Instant } from '../kernel/time.ts'
import type { Reader, Transaction } from './database.ts'
import { within } from './reading/hamlets.ts'
import { seenIssue } from './reading/issues.ts'
import { rows } from './reading/select.ts'

export interface Study {
  id: string
  townId: string
  heldOn: DateString
  present: string
  createdAt: Instant
  createdBy: string
}

export interface StudyItem {
  issueId: string
  hamletId: string
  decision: 'assign' | 'back'
  department: string | null
  person: string | null
  dueOn: DateString | null
  reason: string | null
}

/** In the transaction of the decision itself: a record without its decision, or a decision without its record, cannot be. */
export async function keepStudyItem(tx: Transaction, study: Study, item: StudyItem): Promise<void> {
  await tx.townStudy.createMany({ data: [{ ...study, createdAt: new Date(study.createdAt) }], skipDuplicates: true })
  await tx.townStudyItem.create({ data: { studyId: study.id, ...item } })
}

/** The newest first. */
export const listStudies = (db: Reader, townId: string): Promise<(Omit<Study, 'townId'> & { items: number })[]> =>
  rows(
    db,
    `SELECT s.id, s."heldOn", s.present, s."createdAt", s."createdBy", (SELECT count(*)::int FROM "TownStudyItem" t WHERE t."studyId" = s.id) AS items
     FROM "TownStudy" s WHERE s."townId" = $1 ORDER BY s."heldOn" DESC, s.id DESC LIMIT 100`,
    [townId],
  )

export type StudyLine = StudyItem & {
  no: number
  text: string
  confidential: boolean
  hamletName: string
  hamletAlias: string
  villageName: string
}

export async function findStudy(db: Reader, reach: Reach, id: string): Promise<(Study & { items: StudyLine[] }) | undefined> {
  const study = await db.townStudy.findFirst({ where: { id, townId: reach.townId } })
  if (!study) return undefined
  const where = within(reach).and('t."studyId" = ?', id)
  const seen = seenIssue(reach, where)
  const items = await rows<StudyLine>(
    db,
    `SELECT t."issueId", t."hamletId", t.decision::text AS decision, t.department, t.person, t."dueOn", t.reason, i.no, i.text, i.confidential,
       h.name AS "hamletName", h.alias AS "hamletAlias", v.name AS "villageName"
     FROM "TownStudyItem" t JOIN "Issue" i ON i.id = t."issueId" JOIN "Hamlet" h ON h.id = t."hamletId" JOIN "Village" v ON v.id = h."villageId"
     WHERE ${where} AND ${seen} ORDER BY v.id, h.id, i.no`,
    where.values,
  )
  return { ...study, createdAt: study.createdAt.getTime(), items }
}
