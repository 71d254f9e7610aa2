/** What was quoted back to a person, and what a later 是 makes of it. */
import { MINUTE } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import type { HamletState } from '../base/state.ts'
import type { Turn } from '../base/turn.ts'
import type { ClarificationRow } from './rows.ts'

/** The reading that this account's 是 would settle: its latest, while it lasts. */
export const openClarification = (state: HamletState, accountId: string, now: number): ClarificationRow | undefined =>
  state.clarifications.where((c) => c.accountId === accountId && c.settledAt === null && c.expiresAt > now).at(-1)

export function askBack(turn: Turn, command: CommandOf<'askBack'>): void {
  settleAll(turn, command.accountId)
  const id = turn.id()
  if (command.reading !== undefined)
    turn.state.clarifications.put({
      id,
      hamletId: turn.hamlet.id,
      roomId: command.roomId,
      accountId: command.accountId,
      reading: command.reading,
      askedAt: turn.now,
      expiresAt: turn.now + turn.policy.clarificationMinutes * MINUTE,
      settledAt: null,
    })
  turn.noted('askedBack', command.accountId, { accountId: command.accountId, clarificationId: id })
}

export function settleClarification(turn: Turn, command: CommandOf<'settleClarification'>): void {
  const row = turn.state.clarifications.must(command.clarificationId)
  turn.state.clarifications.put({ ...row, settledAt: turn.now })
  turn.noted('clarificationSettled', row.accountId, { clarificationId: row.id })
}

function settleAll(turn: Turn, accountId: string): void {
  for (const row of turn.state.clarifications.where((c) => c.accountId === accountId && c.settledAt === null))
    turn.state.clarifications.put({ ...row, settledAt: turn.now })
}

/** The last text of a 接龙 about a question, so that the next one is read as what changed. */
export function rememberNote(turn: Turn, command: CommandOf<'rememberNote'>): void {
  const before = turn.state.groupNotes.find(
    (n) => n.roomId === command.roomId && n.heading === command.heading && n.about === command.about,
  )
  const { roomId, heading, about, text } = command
  // An older list that comes later is not what was seen last.
  if (before && before.at > turn.saidAt) return
  turn.state.groupNotes.put({ id: before?.id ?? turn.id(), hamletId: turn.hamlet.id, roomId, heading, about, text, at: turn.saidAt })
  turn.noted('noteRemembered', roomId, { heading })
}

/** 二伯 is 王德福, by the speaker's own word and for the speaker alone (rules: Who and where). The latest word holds. */
export function learnKin(turn: Turn, command: CommandOf<'learnKin'>): void {
  const { accountId, word, villagerId } = command
  const before = turn.state.kinWords.find((k) => k.accountId === accountId && k.word === word)
  turn.state.kinWords.put({ id: before?.id ?? turn.id(), hamletId: turn.hamlet.id, accountId, word, villagerId, at: turn.now })
  turn.noted('kinLearnt', accountId, { accountId, word, villagerId })
}
