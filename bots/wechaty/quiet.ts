import { log as wechatyLog } from 'wechaty-puppet'
import type { Log } from '../../src/kernel/log.ts'

/**
 * Wechaty logs to the terminal, at its higher levels with what people wrote. Here only its errors are kept, and they go where all
 * our errors go. Its logger is one for the whole process.
 */
export function quietWechaty(log: Log): void {
  wechatyLog.level('error')
  wechatyLog.enableLogging((level?: string, line?: string) => log.warn({ level, line: line?.slice(0, 500) }, 'wechaty says'))
}
