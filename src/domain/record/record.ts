/** 原汁原味: what was said while the meeting was open, line by line. A line is added, never changed; a correction is a line of its own. */
import { sha256 } from '../../kernel/hash.ts'
import { mustBeMeeting } from '../attendance/attendance.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import type { MeetingRow } from '../meeting/rows.ts'
import type { RecordLineRow } from './rows.ts'

type Line = Omit<RecordLineRow, 'id' | 'hamletId' | 'meetingId' | 'seq' | 'corrects'>

function add(turn: Turn, meeting: MeetingRow, line: Line, corrects: number | null = null): { line: number; sha256: string } {
  const seq = meeting.lastLineNo + 1
  turn.state.meetings.put({ ...meeting, lastLineNo: seq })
  turn.state.recordLines.put({
    ...line,
    id: lineId(meeting.id, seq),
    hamletId: turn.hamlet.id,
    meetingId: meeting.id,
    seq,
    corrects: corrects === null ? null : lineId(meeting.id, corrects),
  })
  return { line: seq, sha256: sha256(line.text) }
}

const lineId = (meetingId: string, line: number): string => `${meetingId}/${line}`

/** Everything said in the hamlet's room from the opening of attendance until 散会; outside that window nothing. */
export function recordLine(turn: Turn, command: CommandOf<'recordLine'>): void {
  const meeting = turn.state.meetings.must(command.meetingId)
  // 散会 itself is the last line: the meeting has just ended by it.
  if (meeting.status !== 'open' && meeting.endedAt !== turn.now) return
  const { speaker, accountId, kind, text, intent, mediaId, at } = command
  const { line, sha256 } = add(turn, meeting, { speaker, accountId, kind, text, intent, mediaId, at, by: null })
  turn.happened('lineRecorded', meeting.id, { meetingId: meeting.id, line, kind, sha256 })
}

/** 记 …: what was said aloud. */
export function note(turn: Turn, command: CommandOf<'note'>): void {
  const meeting = mustBeMeeting(turn)
  const { text, speaker, by } = command
  const { line, sha256 } = add(turn, meeting, {
    speaker,
    accountId: null,
    kind: 'noted',
    text,
    intent: null,
    mediaId: null,
    at: turn.now,
    by,
  })
  turn.happened('lineRecorded', meeting.id, { meetingId: meeting.id, line, kind: 'noted', sha256 })
  turn.happened('lineNoted', meeting.id, { meetingId: meeting.id, line })
}

/** A misheard line put right: the correction is added, the original stays, the minutes are made again. */
export function correctLine(turn: Turn, command: CommandOf<'correctLine'>): void {
  const meeting = turn.state.meetings.get(command.meetingId) ?? refuse({ code: 'noSuchMeeting' })
  if (command.line < 1 || command.line > meeting.lastLineNo) refuse({ code: 'noSuchLine', line: command.line, lines: meeting.lastLineNo })
  const { line, sha256 } = add(
    turn,
    meeting,
    { speaker: '', accountId: null, kind: 'corrected', text: command.text, intent: null, mediaId: null, at: turn.now, by: command.by },
    command.line,
  )
  turn.happened('lineCorrected', meeting.id, { meetingId: meeting.id, line, corrects: command.line, sha256 })
  if (meeting.status === 'ended') turn.schedule('makeMinutes', meeting.id, turn.now)
}

/** The document was made and stored: the ledger keeps its fingerprint. */
export function minutesMade(turn: Turn, command: CommandOf<'minutesMade'>): void {
  const { meetingId, documentId, sha256 } = command
  turn.happened('minutesMade', meetingId, { meetingId, documentId, sha256 })
}
