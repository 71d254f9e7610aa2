/**
 * The operator's log: one JSON object a line. Standard output is kept for the few lines that a person reads at the start.
 *
 * What may be logged: ids, counts, durations, kinds, reasons. Never a villager's name, never what somebody wrote, never a
 * password or token. Callers choose their fields with that in mind; the redaction here is only the second lock on the door.
 */
import { writeSync } from 'node:fs'
import { type DestinationStream, multistream, pino, stdSerializers } from 'pino'
import { LogFile } from './log-file.ts'
import { withoutWords, withoutWordsIn } from './without-words.ts'

/** What modules ask for; a pino logger fits, and so does `silentLog`. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  child(fields: Record<string, unknown>): Log
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** For tests, and for parts that run before there is a log. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog }

/** Field names whose values never reach the log, wherever in the first three levels they stand. */
const NEVER = [
  'text',
  'name',
  'senderName',
  'fromName',
  'nickname',
  'villager',
  'speaker',
  'comment',
  'phone',
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
]

/** `scheme://user:password@host` in any string: the password goes, the rest helps the operator. */
export const withoutPassword = (text: string): string => text.replace(/(\b[a-z][a-z\d+.-]*:\/\/[^\s:@/]*):[^\s/]*@/gi, '$1:***@')

const plain = (text: string): string => withoutWords(withoutPassword(text))

/** Errors keep their class, code, message and stack; driver errors also carry the row's values (`detail`, `where`), which are dropped. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, stack } = stdSerializers.err(error)
  const code = 'code' in error ? error.code : undefined
  return { type, code, message: plain(error.message), stack: plain(stack) }
}

/** Standard error may lie on a full disk, or its reader may be gone: that is no reason to end. */
function sayToOperator(line: string): void {
  try {
    writeSync(2, line)
  } catch {
    // There is nobody left to tell.
  }
}

/**
 * Opens the log. With `file`, every line at `level` and above goes to that file (made with its folder, appended), and warnings
 * and errors also to standard error; without it, everything goes to standard error, as a container wants it.
 */
export function openLog(options: { level: LogLevel; file?: string; stderr?: DestinationStream }): Log {
  const stderr = options.stderr ?? { write: sayToOperator }
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    serializers: { err: serializeError, error: serializeError },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      // The redaction knows names of fields; what an error quotes stands in any of them.
      log: (fields: object) => withoutWordsIn(fields) as Record<string, unknown>,
    },
  }
  if (options.file === undefined) return pino(settings, stderr)
  const trouble = (line: string) => stderr.write(`${JSON.stringify({ level: 'error', at: new Date().toISOString(), msg: line })}\n`)
  const file = new LogFile(options.file, trouble)
  return pino(
    settings,
    multistream([
      { level: 'debug', stream: file },
      { level: 'warn', stream: stderr },
    ]),
  )
}
