/** The bounds within which a town may set the numbers of the rules. */
import { z } from '@hono/zod-openapi'

const percent = z.int().min(1).max(100)
const days = z.int().min(1).max(60)
const minutes = z
  .int()
  .min(1)
  .max(24 * 60)

/** A key that is not here is not for a town to set. */
export const POLICY_FIELDS = {
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
  lateCommandHours: z.int().min(1).max(336),
} as const

export const policyChange = z.strictObject(POLICY_FIELDS).partial().openapi('PolicyChange')
