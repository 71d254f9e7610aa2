/**
 * Which table each part of a hamlet's state lives in, which of its columns are instants, and which of its rows a turn needs. The types
 * below fail to compile when a row of src/domain/base/rows.ts and the schema disagree.
 */
import { REMEMBERED_DAYS, type RowOf, type TableName } from '../../domain/base/state.ts'
import { checkedIssue } from '../../domain/issue/checked.ts'
import type { IssueColumns } from '../../domain/issue/rows.ts'
import type * as models from '../generated/models.ts'

type Instants<M> = { [K in keyof M]: NonNullable<M[K]> extends Date | Date[] ? K : never }[keyof M] & string
/** A Prisma row as the domain sees it: instants as numbers, JSON as unknown. */
type Domain<M> = {
  [K in keyof M]: M[K] extends Date ? number : M[K] extends Date[] ? number[] : M[K] extends Date | null ? number | null : M[K]
}

/** Of a table that a turn adds to and never looks at. */
export const NEVER_LOADED = 'false'

export interface TableSpec {
  model: string
  instants: readonly string[]
  /** SQL condition on alias `t`; $1 is the hamlet's id, $2 the moment (timestamptz). */
  where: string
  /** Where the domain knows more about a row than its table does: a row that does not hold it is a fault with a name. */
  checked?: (row: never) => object
}

type Checked<K extends TableName, M> = (
  agrees: RowOf<K> extends Domain<M> | { reading: unknown } ? true : never,
  model: string,
  instants: readonly Instants<M>[],
  where: string,
) => TableSpec

const table =
  <K extends TableName, M>(): Checked<K, M> =>
  (_agrees, model, instants, where) => ({ model, instants, where })

/** The wide row has the table's columns, neither more nor fewer; by its status it is narrower (src/domain/issue/checked.ts). */
const issueColumns: [keyof IssueColumns, keyof models.IssueModel] extends [keyof models.IssueModel, keyof IssueColumns] ? true : never =
  true

const RECENT = `$2::timestamptz - interval '${REMEMBERED_DAYS} days'`
const OF_HAMLET = `t."hamletId" = $1`
const recentPoll = `t."pollId" IN (SELECT p.id FROM "TimePoll" p WHERE p."hamletId" = $1 AND (p.status IN ('open', 'undecided') OR p."closesAt" > ${RECENT}))`
const recentMotion = `t."motionId" IN (SELECT o.id FROM "Motion" o JOIN "Meeting" m ON m.id = o."meetingId" WHERE o."hamletId" = $1 AND (m.status = 'open' OR m."startsAt" > ${RECENT}))`
const recentMeeting = `t."meetingId" IN (SELECT m.id FROM "Meeting" m WHERE m."hamletId" = $1 AND (m.status IN ('scheduled', 'open') OR m."startsAt" > ${RECENT}))`

/** An issue that is not over, or was until lately. Those of ten years are read when a message names their number (src/store/turn/older-issues.ts). */
const liveIssue = (t: string): string => `(${t}.status NOT IN ('closed', 'withdrawn') OR ${t}."closedAt" > ${RECENT})`
const ofLiveIssue = `t."issueId" IN (SELECT i.id FROM "Issue" i WHERE i."hamletId" = $1 AND ${liveIssue('i')})`

export const TABLES: Readonly<Record<TableName, TableSpec>> = {
  hamlet: table<'hamlet', Omit<models.HamletModel, 'version'>>()(true, 'Hamlet', [], 't.id = $1'),
  households: table<'households', models.HouseholdModel>()(true, 'Household', ['removedAt'], OF_HAMLET),
  // History is written by a turn and read by queries.
  atHomeChanges: table<'atHomeChanges', models.AtHomeChangeModel>()(true, 'AtHomeChange', ['at'], NEVER_LOADED),
  villagers: table<'villagers', models.VillagerModel>()(true, 'Villager', ['removedAt'], OF_HAMLET),
  accounts: table<'accounts', models.ChatAccountModel>()(true, 'ChatAccount', ['boundAt', 'greetedAt', 'consentAt'], OF_HAMLET),
  claims: table<'claims', models.IdentityClaimModel>()(true, 'IdentityClaim', ['at'], OF_HAMLET),
  kinWords: table<'kinWords', models.KinWordModel>()(true, 'KinWord', ['at'], OF_HAMLET),
  polls: table<'polls', models.TimePollModel>()(
    true,
    'TimePoll',
    ['options', 'openedAt', 'closesAt', 'closedAt', 'notedAt', 'nudgedAt'],
    `${OF_HAMLET} AND (t.status IN ('open', 'undecided') OR t."closesAt" > ${RECENT})`,
  ),
  timeAnswers: table<'timeAnswers', models.TimeAnswerModel>()(true, 'TimeAnswer', ['at'], `${OF_HAMLET} AND ${recentPoll}`),
  meetings: table<'meetings', models.MeetingModel>()(
    true,
    'Meeting',
    ['startsAt', 'scheduledAt', 'rsvpSince', 'openedAt', 'quorumSaidAt', 'notedAt', 'endedAt'],
    `${OF_HAMLET} AND (t.status IN ('scheduled', 'open') OR t."startsAt" > ${RECENT})`,
  ),
  rsvps: table<'rsvps', models.RsvpModel>()(true, 'Rsvp', ['at'], `${OF_HAMLET} AND ${recentMeeting}`),
  attendances: table<'attendances', models.AttendanceModel>()(true, 'Attendance', ['at'], `${OF_HAMLET} AND ${recentMeeting}`),
  motions: table<'motions', models.MotionModel>()(true, 'Motion', ['openedAt', 'closedAt', 'notedAt'], `${OF_HAMLET} AND ${recentMeeting}`),
  ballots: table<'ballots', models.BallotModel>()(true, 'Ballot', ['at'], `${OF_HAMLET} AND ${recentMotion}`),
  handCounts: table<'handCounts', models.HandCountModel>()(true, 'HandCount', ['at'], `${OF_HAMLET} AND ${recentMotion}`),
  witnesses: table<'witnesses', models.WitnessModel>()(
    true,
    'Witness',
    ['at'],
    `${OF_HAMLET} AND t."handCountId" IN (SELECT h.id FROM "HandCount" h JOIN "Motion" o ON o.id = h."motionId" WHERE h."hamletId" = $1 AND (o.status = 'open' OR h.status = 'provisional'))`,
  ),
  // The record is only added to by a turn: a night of chat is not loaded for each message of it.
  recordLines: table<'recordLines', models.RecordLineModel>()(true, 'RecordLine', ['at'], NEVER_LOADED),
  issues: {
    ...table<'issues', models.IssueModel>()(
      issueColumns,
      'Issue',
      ['raisedAt', 'handedAt', 'acceptedAt', 'reportedAt', 'assignedAt', 'handledAt', 'closedAt', 'arrivedAt', 'takenUpAt'],
      `${OF_HAMLET} AND ${liveIssue('t')}`,
    ),
    checked: checkedIssue,
  },
  dueDates: table<'dueDates', models.DueDateModel>()(
    true,
    'DueDate',
    ['since', 'metAt', 'droppedAt'],
    `${OF_HAMLET} AND t."metAt" IS NULL AND t."droppedAt" IS NULL`,
  ),
  issueMedia: table<'issueMedia', models.IssueMediaModel>()(true, 'IssueMedia', [], `${OF_HAMLET} AND ${ofLiveIssue}`),
  supports: table<'supports', models.SupportModel>()(true, 'Support', ['at'], `${OF_HAMLET} AND ${ofLiveIssue}`),
  surveys: table<'surveys', models.SurveyModel>()(
    true,
    'Survey',
    ['openedAt', 'closesAt', 'closedAt', 'notedAt'],
    `${OF_HAMLET} AND ${ofLiveIssue}`,
  ),
  // Rounds that are over are frozen on their survey; only those that still count are counted.
  ratings: table<'ratings', models.RatingModel>()(
    true,
    'Rating',
    ['at', 'confirmedAt'],
    `${OF_HAMLET} AND t."surveyId" IN (SELECT s.id FROM "Survey" s WHERE s."hamletId" = $1 AND s.status IN ('open', 'waiting'))`,
  ),
  villageStudies: table<'villageStudies', models.VillageStudyModel>()(true, 'VillageStudy', ['at'], `${OF_HAMLET} AND ${ofLiveIssue}`),
  deliveries: table<'deliveries', models.DeliveryModel>()(
    true,
    'Delivery',
    ['openUntil', 'at'],
    // Closed ones of late, too: a 收到 may come long after it was said.
    `${OF_HAMLET} AND t."openUntil" > ${RECENT}`,
  ),
  receipts: table<'receipts', models.ReceiptModel>()(
    true,
    'Receipt',
    ['at'],
    `${OF_HAMLET} AND t."deliveryId" IN (SELECT d.id FROM "Delivery" d WHERE d."hamletId" = $1 AND d."openUntil" > ${RECENT})`,
  ),
  clarifications: table<'clarifications', models.ClarificationModel>()(
    true,
    'Clarification',
    ['askedAt', 'expiresAt', 'settledAt'],
    `${OF_HAMLET} AND t."settledAt" IS NULL AND t."expiresAt" > $2::timestamptz`,
  ),
  lateReplies: table<'lateReplies', models.LateReplyModel>()(true, 'LateReply', ['at', 'countedAt'], `${OF_HAMLET} AND t.at > ${RECENT}`),
  groupNotes: table<'groupNotes', models.GroupNoteModel>()(true, 'GroupNote', ['at'], `${OF_HAMLET} AND t.at > ${RECENT}`),
  progressNotes: table<'progressNotes', models.ProgressNoteModel>()(true, 'ProgressNote', ['at'], `${OF_HAMLET} AND t.at > ${RECENT}`),
  deadlines: table<'deadlines', models.DeadlineModel>()(true, 'Deadline', ['dueAt', 'doneAt'], `${OF_HAMLET} AND t."doneAt" IS NULL`),
}

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[]
