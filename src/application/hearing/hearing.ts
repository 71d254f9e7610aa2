/** What a message of a hamlet's group is heard with, and what comes of it. */
import type { Command } from '../../domain/base/commands.ts'
import type { AccountRow, Via } from '../../domain/base/rows.ts'
import type { HamletState } from '../../domain/base/state.ts'
import type { Actor } from '../../domain/base/who.ts'
import type { Instant } from '../../kernel/time.ts'
import type { IntentArgs, IntentName, Role } from '../../understand/outcome.ts'
import type { Asked } from './asked.ts'

/** One message's circumstances. */
export interface Hearing {
  state: HamletState
  account: AccountRow
  /** In a hamlet's group somebody of it; on the page of the own phone also a cadre. */
  actor: Actor & { accountId: string }
  /** How a word of theirs is marked. */
  via: Via
  role: Role
  roomId: string
  now: Instant
  /** The picture or voice that came with it. */
  mediaId?: string
  /** Somebody's words that it quotes. */
  quoted?: string
  /** Of a message that quotes words of the last record: which line they are. */
  quotedLine?: { meetingId: string; line: number }
  /** When it was said. */
  saidAt: Instant
  /** What it can answer. */
  asked: readonly Asked[]
  /** Said once more when it was asked: done also where the first word was doubted. */
  sure?: true
  /** Of a 接龙: the question that it answers. */
  chain?: Asked
  /** Finds, or makes, the account of a mentioned member. */
  mentioned(said: string): AccountRow | undefined
}

/** Without either the message was about nothing: ordinary chat. */
export interface Act {
  commands?: Command[]
  /** Said back at once. */
  say?: string
}

/** One for each intent; each noun's file has those of its own (`satisfies Partial<IntentRules>`), interpret.ts all of them. */
export type IntentRules = { readonly [K in IntentName]: (args: IntentArgs[K], hearing: Hearing) => Act }

export const one = (command: Command): Act => ({ commands: [command] })
