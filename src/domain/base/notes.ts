/**
 * A question is summed up as a head would do it: after the first answers, then only when the picture has changed, and not often.
 * What sums up or reminds is worked out when it is said: in quiet hours the deadline waits for the morning, not a text of last night
 * (rules: Manners).
 */
import { SECOND } from '../../kernel/time.ts'
import { afterQuiet } from './quiet.ts'
import type { Turn } from './turn.ts'

type Summed = 'pollProgress' | 'rsvpProgress' | 'attendanceProgress' | 'motionProgress' | 'surveyProgress' | 'supportProgress'
/** What is said so seldom, beside the sums: 您也算到场吗. */
type Told = Summed | 'hostsAsked'
type Noted = Summed | 'meetingReminder' | 'lateReplies'

/** On the evening its sums are answers to those who are there, also at night. */
const ON_THE_EVENING: ReadonlySet<Noted> = new Set(['attendanceProgress', 'motionProgress'])

/** A progress note comes at most once in `progressNoteSeconds`. */
export function noteSoon(turn: Turn, kind: Noted, subject: string): void {
  if (turn.hasOpenDeadline(kind, subject)) return
  const at = turn.now + turn.policy.progressNoteSeconds * SECOND
  turn.schedule(kind, subject, ON_THE_EVENING.has(kind) ? at : afterQuiet(at, turn.policy))
}

/** How far a question has come, of those who can answer. */
export function stageOf(answered: number, of: number): 'few' | 'half' | 'allButThree' | 'all' {
  if (answered >= of) return 'all'
  if (of - answered <= ALL_BUT) return 'allButThree'
  return 2 * answered >= of ? 'half' : 'few'
}
const ALL_BUT = 3

/**
 * Whether this is worth telling: the first time, then only another picture than the one told last, and so often at most. One that is told is
 * remembered. `question`: a meeting that was moved asks anew.
 */
export function worthANote(turn: Turn, kind: Told, question: string, picture: readonly (string | number | boolean | null)[]): boolean {
  const told = turn.state.progressNotes.find((n) => n.kind === kind && n.subject === question)
  const seen = picture.join('/')
  if (told && (told.picture === seen || told.count >= turn.policy.notesPerQuestion)) return false
  turn.state.progressNotes.put({
    id: told?.id ?? turn.id(),
    hamletId: turn.hamlet.id,
    kind,
    subject: question,
    count: (told?.count ?? 0) + 1,
    picture: seen,
    at: turn.now,
  })
  return true
}

/** True when it is night, as after downtime, and the deadline `kind` was set anew for the morning. */
export function waitsForMorning(turn: Turn, kind: Noted, subject: string): boolean {
  const morning = afterQuiet(turn.now, turn.policy)
  if (morning === turn.now) return false
  turn.schedule(kind, subject, morning)
  return true
}
