/** 签到: the base is frozen, households arrive, quorum is reached (rules: The meeting, 3). */
import { dateOf, HOUR, MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { atHomeIds, householdName, householdOf, isOwnWord } from '../base/households.ts'
import { noteSoon, stageOf, worthANote } from '../base/notes.ts'
import { neededOf } from '../base/policy.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { givenBy, type Respondent } from '../base/who.ts'
import { openMeeting, upcomingMeeting } from '../meeting/current.ts'
import type { PresentFigures } from '../meeting/figures.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import type { Arrival } from './commands.ts'
import { askHosts } from './hosts.ts'
import { adultsOf, ageAt, arrivalsOf, isAdult, presence, presentHouseholds } from './present.ts'
import type { AttendanceRow } from './rows.ts'

export function openAttendance(turn: Turn, { sure }: CommandOf<'openAttendance'>): void {
  if (openMeeting(turn.state)) refuse({ code: 'attendanceAlreadyOpen' })
  const meeting = upcomingMeeting(turn.state) ?? refuse({ code: 'noMeeting' })
  const ahead = meeting.startsAt - turn.now > turn.policy.attendanceAheadHours * HOUR
  if (ahead && !sure) refuse({ code: 'attendanceFarAhead', startsAt: meeting.startsAt })
  open(turn, meeting)
}

/** Half an hour before the start. After a long downtime the evening is over: then people enter it by hand. */
export function attendanceOpens(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'scheduled' || openMeeting(turn.state)) return false
  if (turn.now >= meeting.startsAt + turn.policy.meetingHoursAtMost * HOUR) return false
  open(turn, meeting)
  return true
}

/** Freezes the base. From now on households arrive instead of announcing themselves. */
export function open(turn: Turn, meeting: MeetingRow, byHand = false): MeetingRow {
  const ids = [...atHomeIds(turn.state)]
  // Who was nudged to announce themselves has not been nudged to come yet.
  const opened: MeetingRow = { ...meeting, status: 'open', openedAt: turn.now, atHomeBase: ids.length, atHomeIds: ids, notedAt: null }
  turn.state.meetings.put(opened)
  turn.drop(meeting.id)
  const noteAt = meeting.startsAt + turn.policy.attendanceNoteMinutesAfter * MINUTE
  if (noteAt > turn.now) turn.schedule('attendanceNote', meeting.id, noteAt)
  turn.schedule('meetingForgotten', meeting.id, Math.max(meeting.startsAt, turn.now) + turn.policy.meetingHoursAtMost * HOUR)
  const needed = neededOf(turn.policy.quorumPercent, ids.length)
  turn.happened('attendanceOpened', meeting.id, { meetingId: meeting.id, base: ids.length, needed, byHand })
  return opened
}

export function mustBeMeeting(turn: Turn): MeetingRow {
  return openMeeting(turn.state) ?? refuse({ code: 'attendanceNotOpen', startsAt: upcomingMeeting(turn.state)?.startsAt ?? null })
}

/** Rules: villagers attend and vote from 18. Of an account that is bound to a household only, nobody knows an age. */
export function mustBeAdult(turn: Turn, accountId: string, meeting: MeetingRow): void {
  const villager = turn.state.villagers.get(turn.state.accounts.get(accountId)?.villagerId)
  const date = dateOf(meeting.startsAt)
  if (villager && !isAdult(turn.state, villager, date)) refuse({ code: 'underage', age: ageAt(villager, date) ?? 0 })
}

export function attend(turn: Turn, command: CommandOf<'attend'>): void {
  const meeting = mustBeMeeting(turn)
  change(turn, meeting, () => {
    for (const arrival of command.arrivals) arrive(turn, meeting, arrival)
  })
}

function arrive(turn: Turn, meeting: MeetingRow, { from, persons }: Arrival): void {
  if ('accountId' in from) mustBeAdult(turn, from.accountId, meeting)
  // Somebody else's list or word changes nothing about a household that has spoken itself.
  else if (ownWord(turn, meeting, from.householdId)) return
  const row = give(turn, meeting, from, { persons: persons ?? 1, stated: persons !== undefined, confirmed: false })
  const householdId = householdOf(turn.state, row) ?? null
  turn.happened('attendanceGiven', meeting.id, {
    meetingId: meeting.id,
    householdId,
    persons: row.persons,
    stated: row.stated,
    known: householdId !== null,
    ...turn.late,
  })
  if (householdId) tellCap(turn, meeting, householdId, row)
}

/** More people than the roster knows: counted up to it, and said once, so that the recorder can confirm what is right. */
function tellCap(turn: Turn, meeting: MeetingRow, householdId: string, row: AttendanceRow): void {
  const adults = adultsOf(turn.state, householdId, dateOf(meeting.startsAt))
  const beyond = (r: AttendanceRow) => !r.confirmed && r.persons > adults && householdOf(turn.state, r) === householdId
  if (!beyond(row) || arrivalsOf(turn.state, meeting).some((r) => r.id !== row.id && beyond(r))) return
  turn.noted('attendanceCapped', meeting.id, { meetingId: meeting.id, householdId, said: row.persons, counted: adults })
}

export function markAttendance(turn: Turn, command: CommandOf<'markAttendance'>): void {
  const meeting = mustBeMeeting(turn)
  const { householdId, persons } = command
  mustNotOverrule(turn, meeting, householdId, persons ?? 1)
  change(turn, meeting, () => {
    give(turn, meeting, byOf(turn, householdId), { persons: persons ?? 1, stated: persons !== undefined, confirmed: true })
    const here = presentHouseholds(turn.state, meeting)
    const figures = presence(turn.state, meeting, here)
    turn.happened('attendanceMarked', meeting.id, { meetingId: meeting.id, householdId, persons: here.get(householdId) ?? 0, figures })
  })
}

export function unmarkAttendance(turn: Turn, command: CommandOf<'unmarkAttendance'>): void {
  const meeting = mustBeMeeting(turn)
  const { householdId } = command
  if (!presentHouseholds(turn.state, meeting).has(householdId))
    refuse({ code: 'notSignedIn', name: householdName(turn.state, householdId) })
  const before = presence(turn.state, meeting)
  change(turn, meeting, () => {
    give(turn, meeting, byOf(turn, householdId), { persons: 0, stated: true, confirmed: true })
    const figures = presence(turn.state, meeting)
    const lost = before.quorate && !figures.quorate
    turn.happened('attendanceStruck', meeting.id, { meetingId: meeting.id, householdId, figures, lost })
    // Who strikes a household out in the group is told there that they are too few now.
    if (lost && turn.account) pictureIsNew(turn, meeting, figures)
  })
}

/** What the household itself has said last about who came, a bare 到 leaving its number; undefined while it has said nothing. */
export function ownWord(turn: Turn, meeting: MeetingRow, householdId: string): AttendanceRow | undefined {
  return arrivalsOf(turn.state, meeting)
    .filter((a) => isOwnWord(a) && householdOf(turn.state, a) === householdId)
    .sort((a, b) => a.seq - b.seq)
    .reduce<AttendanceRow | undefined>((last, row) => (last && last.persons > 0 && !row.stated ? last : row), undefined)
}

/**
 * The household's own word stands: whoever signs it in in its stead confirms what it said, up to as many as it said, and changes nothing else. More
 * or fewer is the household's to say.
 */
function mustNotOverrule(turn: Turn, meeting: MeetingRow, householdId: string, persons: number): void {
  const own = ownWord(turn, meeting, householdId)
  if (own && own.persons !== persons)
    refuse({ code: 'ownAttendanceStands', name: householdName(turn.state, householdId), persons: own.persons })
}

const byOf = (turn: Turn, householdId: string): Respondent => ({ householdId, via: turn.via, by: turn.who })

export function give(
  turn: Turn,
  meeting: MeetingRow,
  from: Respondent,
  said: { persons: number; stated: boolean; confirmed: boolean },
): AttendanceRow {
  const row: AttendanceRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    meetingId: meeting.id,
    ...givenBy(from),
    ...said,
    at: turn.saidSince(meeting.openedAt ?? turn.saidAt),
    seq: turn.nextSeq,
  }
  turn.state.attendances.put(row)
  return row
}

/** Does what changes who is here, then says at once what matters and lets the rest be summed up. */
export function change(turn: Turn, meeting: MeetingRow, work: () => void): void {
  const before = presence(turn.state, meeting)
  work()
  if (openMeeting(turn.state)?.id === meeting.id) presenceChanged(turn, before)
}

function presenceChanged(turn: Turn, before: PresentFigures): void {
  const meeting = openMeeting(turn.state)
  if (!meeting) return
  const figures = presence(turn.state, meeting)
  if (figures.quorate && !before.quorate) {
    turn.state.meetings.put({ ...meeting, quorumSaidAt: turn.now })
    turn.drop(meeting.id, ['attendanceProgress'])
    turn.happened('quorumReached', meeting.id, { meetingId: meeting.id, figures })
  } else if (figures.persons !== before.persons || figures.atHome !== before.atHome) noteSoon(turn, 'attendanceProgress', meeting.id)
}

/** After a binding: what the account said before counts from now on. `before` is how things stood until then. */
export function countAnew(turn: Turn, before: PresentFigures | undefined): void {
  if (before) presenceChanged(turn, before)
}
export function presenceNow(turn: Turn): PresentFigures | undefined {
  const meeting = openMeeting(turn.state)
  return meeting ? presence(turn.state, meeting) : undefined
}

export function attendanceProgress(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'open') return false
  const figures = presence(turn.state, meeting)
  if (!pictureIsNew(turn, meeting, figures)) return false
  turn.noted('attendanceNoted', meetingId, { meetingId, figures })
  return true
}

/** On the way to the quorum what counts is how many are still needed; once it is told, that everybody is here, or that it is lost again. */
function pictureIsNew(turn: Turn, meeting: MeetingRow, figures: PresentFigures): boolean {
  const { atHome, base, needed, quorate } = figures
  const stage = stageOf(atHome, quorate ? base : needed)
  if (quorate && stage !== 'all') return false
  const lost = !quorate && meeting.quorumSaidAt !== null
  return worthANote(turn, 'attendanceProgress', `${meeting.id}/${meeting.openedAt}`, [quorate, stage, lost])
}

/** A quarter of an hour after the start: how many are here, of how many, how many are missing. */
export function attendanceNote(turn: Turn, meetingId: string): boolean {
  const meeting = turn.state.meetings.get(meetingId)
  if (meeting?.status !== 'open') return false
  turn.drop(meetingId, ['attendanceProgress'])
  turn.noted('attendanceSummed', meetingId, { meetingId, figures: presence(turn.state, meeting) })
  askHosts(turn, meeting)
  return true
}

export function nudgeAttendance(turn: Turn, meeting: MeetingRow): void {
  turn.happened('attendanceNudged', meeting.id, { meetingId: meeting.id, figures: presence(turn.state, meeting) })
}
