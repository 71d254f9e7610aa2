/**
 * Every number of the rules, one typed object per town. The defaults are the town plan's (docs/rules.md); a number marked "ours" is
 * our decision where the plan is silent. A town's own values are kept in `Town.policy` and laid over these.
 */
export interface Policy {
  /** Rule: quorum is 100 * present >= quorumPercent * at-home households. */
  quorumPercent: number
  /** Rule: a motion is carried when 100 * approve >= motionPercent * people present. */
  motionPercent: number
  /** Rule: an issue may be closed when 100 * satisfied >= satisfactionPercent * raters. */
  satisfactionPercent: number
  /** Ours: 基本满意 counts as satisfied. */
  basicCountsAsSatisfied: boolean
  /** Rule: working days the village has to solve an issue or report it in writing; the day of hand-over is day 0. */
  reportWorkingDays: number
  /** Ours: working days the town has to assign an issue before it is in the digest. */
  assignWorkingDays: number
  /** Ours: an assignment is due within so many days; a later date is a slip of the hand. */
  assignDaysAtMost: number
  /** Ours: days a survey is open; it closes at surveyClosesHour. */
  surveyDays: number
  surveyClosesHour: number
  /** Ours: extension when too few have rated, once. */
  surveyExtensionDays: number
  /** Ours: fewer raters than this share of at-home households, or than surveyMinRaters, is too few. */
  surveyMinPercent: number
  surveyMinRaters: number
  /** Ours: a hamlet without a meeting by this day of a non-busy month is reminded. */
  monthlyReminderDay: number
  /** Rule: adults take part. */
  adultAge: number
  /** Ours: attendance opens this many minutes before the meeting. */
  attendanceOpensMinutesBefore: number
  /** Ours: attendance is summed up this many minutes after the start. */
  attendanceNoteMinutesAfter: number
  /** Ours: a meeting that nobody ends is over so many hours after its start. */
  meetingHoursAtMost: number
  /** Ours: reminders before a meeting, in hours. */
  reminderHoursBefore: number[]
  /** Ours: one progress note per open question in this many seconds at most. */
  progressNoteSeconds: number
  /** Ours: a time poll offers at least/at most so many evenings. */
  pollMinOptions: number
  pollMaxOptions: number
  /** Ours: hours for answers that evenings proposed by the bot leave. */
  pollNoticeHours: number
  /** Ours: minutes for which 是 still answers a clarification. */
  clarificationMinutes: number
  /** Ours: nothing scheduled is said from quietFrom to quietTo (minutes of the day); answers are. */
  quietFrom: number
  quietTo: number
  /** Ours: minutes between two 催一下 of one question. */
  nudgeMinutes: number
  /** Ours: the minute of the day at which the backup of every night is made. */
  backupMinute: number
  /** Ours: hours after the time of the next backup at which the digest says that there is none. */
  backupLateHours: number
  /** Ours: days after which words of the chat go that have been handled; the rows themselves after a year more. */
  keepTextDays: number
  /** Ours: days for pictures and voices that belong to no issue and no record. */
  keepMediaDays: number
  /** Ours: days for what the bot has said. */
  keepSaidDays: number
  /** Ours: days for what it asked back, and for the last text of a 接龙. */
  keepTalkDays: number
  /** Ours: days for sessions, links, tokens and attempts to log in, after their end. */
  keepLogInDays: number
  /** Ours: days within which an import of a roster can be taken back. */
  keepImportDays: number
  /** Ours: days for the desk's log; three years at least. */
  keepAuditDays: number
  /** Why a threshold of the plan (80, 80, 60) is set lower here: shown with every result. Empty while none is. */
  belowPlanReason: string
  /** 一好五强: what the town looks for in a head, as its own checklist. */
  headChecklist: string[]
  /** Ours: 抄送机关 of what the villages write to the town, at their level or above (条例第十五条第一项). */
  reportCopiedTo: string[]
  /** Ours: a command that was said longer ago than so many hours is asked about before it is done. */
  lateCommandHours: number
  /** Ours: 签到 said more than so many hours before the meeting is asked first. */
  attendanceAheadHours: number
  /** Ours: a question is summed up at most so often, apart from what matters at once. */
  notesPerQuestion: number
  /** Ours: whether hamlets may have a public board, open to anybody who has its address. */
  publicBoards: boolean
}

export const DEFAULT_POLICY: Policy = {
  quorumPercent: 80,
  motionPercent: 80,
  satisfactionPercent: 60,
  basicCountsAsSatisfied: true,
  reportWorkingDays: 5,
  assignWorkingDays: 3,
  assignDaysAtMost: 730,
  surveyDays: 3,
  surveyClosesHour: 20,
  surveyExtensionDays: 2,
  surveyMinPercent: 20,
  surveyMinRaters: 3,
  monthlyReminderDay: 20,
  adultAge: 18,
  attendanceOpensMinutesBefore: 30,
  attendanceNoteMinutesAfter: 15,
  meetingHoursAtMost: 6,
  reminderHoursBefore: [24, 2],
  progressNoteSeconds: 60,
  pollMinOptions: 2,
  pollMaxOptions: 8,
  pollNoticeHours: 24,
  clarificationMinutes: 30,
  quietFrom: 21 * 60 + 30,
  quietTo: 7 * 60,
  nudgeMinutes: 10,
  backupMinute: 3 * 60 + 15,
  backupLateHours: 26,
  keepTextDays: 30,
  keepMediaDays: 30,
  keepSaidDays: 365,
  keepTalkDays: 90,
  keepLogInDays: 90,
  keepImportDays: 90,
  keepAuditDays: 3650,
  belowPlanReason: '',
  headChecklist: ['品行好', '政治素质强', '群众威信强', '带动能力强', '协调能力强', '服务意识强'],
  reportCopiedTo: [],
  lateCommandHours: 12,
  attendanceAheadHours: 3,
  notesPerQuestion: 4,
  publicBoards: false,
}

/** What the town's plan itself asks for; every other number is ours, where the plan is silent. */
const PLANNED: readonly (keyof Policy)[] = ['quorumPercent', 'motionPercent', 'satisfactionPercent', 'reportWorkingDays', 'adultAge']
export const isPlanned = (key: keyof Policy): boolean => PLANNED.includes(key)

/** The thresholds of the plan: a town may ask for more, and for less only with a reason. */
const OF_THE_PLAN = ['quorumPercent', 'motionPercent', 'satisfactionPercent'] as const
type OfThePlan = (typeof OF_THE_PLAN)[number]

/** Those that this town has set lower than the plan. */
export const belowPlan = (policy: Pick<Policy, OfThePlan>): OfThePlan[] => OF_THE_PLAN.filter((key) => policy[key] < DEFAULT_POLICY[key])

/** What every result shows where its threshold is lower than the plan's; '' where it is not. */
export const whyBelow = (policy: Pick<Policy, OfThePlan | 'belowPlanReason'>, key: OfThePlan): string =>
  policy[key] < DEFAULT_POLICY[key] ? `（方案是${DEFAULT_POLICY[key]}%，镇里定低了：${policy.belowPlanReason}）` : ''

const ASKED: Readonly<Record<OfThePlan, string>> = { quorumPercent: '到会', motionPercent: '表决', satisfactionPercent: '满意' }
/** The same for a page or a paper, on which results of several kinds stand together. */
export const lowered = (policy: Pick<Policy, OfThePlan | 'belowPlanReason'>, of: readonly OfThePlan[] = OF_THE_PLAN): string[] =>
  of.flatMap((key) => (whyBelow(policy, key) === '' ? [] : [`${ASKED[key]}按${policy[key]}%算${whyBelow(policy, key)}`]))

export const policyOf = (own: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...own })

/** The smallest whole number `n` with `100 * n >= percent * base`: how many are needed. */
export const neededOf = (percent: number, base: number): number => Math.ceil((percent * base) / 100)

/** `100 * part >= percent * base`, in integers (rules: Figures). A base of 0 reaches nothing. */
export const reaches = (part: number, percent: number, base: number): boolean => base > 0 && 100 * part >= percent * base
