/** Times as villagers say them. Always Shanghai. */
import { daysBetween, type Instant, wallTime } from '../kernel/time.ts'

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

function partOfDay(hour: number): string {
  if (hour < 6) return '凌晨'
  if (hour < 9) return '早上'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚'
}

/** 晚7点半, 中午12点, 下午3点15分. Midnight is 夜里12点. */
export function sayClock(at: Instant): string {
  const { hour, minute } = wallTime(at)
  if (hour === 0 && minute === 0) return '夜里12点'
  const said = hour > 12 ? hour - 12 : hour
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : `${minute < 10 ? '0' : ''}${minute}分`
  return `${partOfDay(hour)}${said}点${minutes}`
}

/** 9月9日, as it is typed in a command. The year only when it is not that of `now`. */
export function writeDay(at: Instant, now: Instant): string {
  const day = wallTime(at)
  const year = day.year === wallTime(now).year ? '' : `${day.year}年`
  return `${year}${day.month}月${day.day}日`
}
/** 9月9日晚7点半, as it is typed in a command. */
export const writeTime = (at: Instant, now: Instant): string => `${writeDay(at, now)}${sayClock(at)}`

/** 9月9日周三. */
export const sayDay = (at: Instant, now: Instant): string => `${writeDay(at, now)}${WEEKDAYS[wallTime(at).weekday]}`

/** 9月9日周三晚7点半. */
export const sayTime = (at: Instant, now: Instant): string => `${sayDay(at, now)}${sayClock(at)}`

/** 今晚7点半 / 明天(9月9日周三)晚7点半: for what is near. */
export function sayNear(at: Instant, now: Instant): string {
  const days = daysBetween(wallTime(now).date, wallTime(at).date)
  const near = ['今天', '明天', '后天'][days]
  return near ? `${near}（${sayDay(at, now)}）${sayClock(at)}` : sayTime(at, now)
}
