/** The bounds within which a town may set the numbers of the rules. */
import { z } from '@hono/zod-openapi'

const percent = z.int().min(1).max(100)
const days = z.int().min(1).max(60)
const minutes = z
  .int()
  .min(1)
  .max(24 * 60)
/** A week, so that what went wrong can still be looked at; ten years, so that nothing is kept for ever. */
const kept = z.int().min(7).max(3_650)

/** Characters of why a threshold is lower than the plan's, and of one thing that a head is looked at for. */
export const REASON_CHARS = 100
export const CHECK_CHARS = 20

/** A key that is not here is not for a town to set. */
const POLICY_FIELDS = {
  quorumPercent: percent,
  motionPercent: percent,
  satisfactionPercent: percent,
  basicCountsAsSatisfied: z.boolean(),
  reportWorkingDays: z.int().min(1).max(30),
  assignWorkingDays: z.int().min(1).max(30),
  surveyDays: days,
  surveyClosesHour: z.int().min(8).max(21),
  surveyExtensionDays: days,
  surveyMinPercent: percent,
  surveyMinRaters: z.int().min(1).max(50),
  monthlyReminderDay: z.int().min(1).max(28),
  attendanceOpensMinutesBefore: minutes,
  attendanceNoteMinutesAfter: minutes,
  reminderHoursBefore: z.array(z.int().min(1).max(240)).max(5),
  pollNoticeHours: z.int().min(1).max(240),
  quietFrom: minutes,
  quietTo: minutes,
  nudgeMinutes: minutes,
  backupMinute: z.int().min(0).max(1439),
  backupLateHours: z.int().min(1).max(240),
  keepTextDays: kept,
  keepMediaDays: kept,
  keepSaidDays: kept,
  keepTalkDays: kept,
  keepLogInDays: kept,
  keepImportDays: kept,
  keepAuditDays: z
    .int()
    .min(3 * 365)
    .max(36_500),
  /** Asked for where a threshold of the plan is set lower. */
  belowPlanReason: z.string().trim().max(REASON_CHARS),
  headChecklist: z.array(z.string().trim().min(1).max(CHECK_CHARS)).max(12),
  /** At most five names: a line of 版记 holds no more. */
  reportCopiedTo: z.array(z.string().trim().min(1).max(CHECK_CHARS)).max(5),
  lateCommandHours: z.int().min(1).max(336),
  attendanceAheadHours: z.int().min(1).max(336),
  notesPerQuestion: z.int().min(1).max(40),
  publicBoards: z.boolean(),
} as const

export const policyChange = z.strictObject(POLICY_FIELDS).partial().openapi('PolicyChange')

/** What an order says that is refused as a whole. */
export const POLICY_REFUSALS = {
  reasonNeeded: '到会80%、表决80%、满意60%是方案定的，往低改要写原因（belowPlanReason），每次公布结果都会写上。',
  alwaysQuiet: '晚上不说话的时间（quietFrom）要晚于早上开始说话的时间（quietTo），不然一整天都不说话。',
} as const

/** The least and the most that a number may be; undefined for what is none, or is not for a town to set. */
export function boundsOf(key: string): { min: number; max: number } | undefined {
  const field = (POLICY_FIELDS as Readonly<Record<string, unknown>>)[key]
  if (!(field instanceof z.ZodNumber) || field.minValue === null || field.maxValue === null) return undefined
  return { min: field.minValue, max: field.maxValue }
}
export const isForTown = (key: string): boolean => Object.hasOwn(POLICY_FIELDS, key)
