/** Times on the page, as villagers say them. Always Shanghai. */
import { type Instant, wallTime } from '../kernel/time.ts'
import { sayNear } from '../text/time.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** 19:30. */
export function timeOfDay(at: Instant): string {
  const { hour, minute } = wallTime(at)
  return `${two(hour)}:${two(minute)}`
}

export const near = sayNear
