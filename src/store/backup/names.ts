/** How backups are called: by the moment at which they were made, so that their names tell their age wherever they lie. */
import { type Instant, instantAt, SECOND, wallTime } from '../../kernel/time.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** `wuchang-2026-11-28-031500.tar.gz.age`, in the villages' time; `-before-0.2.0` when it was made for an upgrade. */
export function backupName(at: Instant, encrypted: boolean, before?: string): string {
  const { date, hour, minute } = wallTime(at)
  const second = Math.floor(at / SECOND) % 60
  const stamp = `${date}-${two(hour)}${two(minute)}${two(second)}`
  return `wuchang-${stamp}${before === undefined ? '' : `-before-${before}`}.tar.gz${encrypted ? '.age' : ''}`
}

/** When it was made; undefined for every other file, and for those made before an upgrade, which stay. */
export function madeAt(name: string): Instant | undefined {
  const [, date, hour, minute, second] = /^wuchang-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)\.tar\.gz(?:\.age)?$/.exec(name) ?? []
  return date === undefined ? undefined : instantAt(date, Number(hour), Number(minute)) + Number(second) * SECOND
}
