/**
 * What can be asked of a hamlet: in the imperative, with names already matched and times as instants. Chat, deadlines and the desk all make
 * these. Each noun declares its own (`<noun>/commands.ts`), and what falls due in it.
 */
import type { Actor } from './who.ts'

export interface Commands {
  /** A deadline has come. */
  fall: { deadlineId: string }
}

export type CommandType = keyof Commands
export type Command = { [K in CommandType]: { type: K; actor: Actor } & Commands[K] }[CommandType]
export type CommandOf<K extends CommandType> = Extract<Command, { type: K }>
