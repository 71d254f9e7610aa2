/** Words and times as the page shows them. The sandbox writes its times with Shanghai's offset, so they are read as they stand. */

export const ROLES = {
  head: '屋场长',
  recorder: '记录员',
  villager: '村民',
  cadre: '村干部',
  official: '镇干部',
  unbound: '还没认人',
}

const FIRED = {
  pollClose: '约时间截止',
  pollProgress: '报约时间的进展',
  meetingReminder: '开会提醒',
  rsvpProgress: '报参会的进展',
  attendanceOpens: '开始签到',
  attendanceProgress: '报签到的进展',
  attendanceNote: '报签到的情况',
  meetingForgotten: '问一问会散了没有',
  makeMinutes: '整理会议记录',
  surveyProgress: '报评议的进展',
  surveyClose: '评议截止',
  supportProgress: '报附议的进展',
  motionProgress: '报表决的进展',
  digest: '镇里的日报',
  monthlyReminder: '提醒本月还没开会的屋场',
  sweep: '查一遍有没有漏办的事',
}
export const firedName = (kind) => FIRED[kind] ?? '一件到点的事'

const WEEKDAYS = '日一二三四五六'
const weekday = (iso) => WEEKDAYS[new Date(Date.UTC(+iso.slice(0, 4), +iso.slice(5, 7) - 1, +iso.slice(8, 10))).getUTCDay()]

/** 早上7:05, as a villager says it. */
export function clockOf(iso) {
  const hour = +iso.slice(11, 13)
  const part = hour < 5 ? '凌晨' : hour < 9 ? '早上' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上'
  return `${part}${hour > 12 ? hour - 12 : hour}:${iso.slice(14, 16)}`
}

const dayOf = (iso) => `${+iso.slice(5, 7)}月${+iso.slice(8, 10)}日 周${weekday(iso)}`
export const longTime = (iso) => `${+iso.slice(5, 7)}月${+iso.slice(8, 10)}日 星期${weekday(iso)} ${clockOf(iso)}`
/** Without the day when it is today. */
export const shortTime = (iso, now) => (iso.slice(0, 10) === now.slice(0, 10) ? clockOf(iso) : `${dayOf(iso)} ${clockOf(iso)}`)
/** As narrow as the room list wants it. */
export const listTime = (iso, now) => (iso.slice(0, 10) === now.slice(0, 10) ? clockOf(iso) : `${+iso.slice(5, 7)}月${+iso.slice(8, 10)}日`)
export const minutesBetween = (a, b) => (Date.parse(b) - Date.parse(a)) / 60_000

const QUOTE = /^「([\s\S]*?)：([\s\S]*)」\n(?:- ?){13,17}\n([\s\S]*)$/
/** The reply and what it quotes, apart. */
export function apart(text) {
  const found = QUOTE.exec(text)
  return found ? { who: found[1], quoted: found[2], reply: found[3] } : { reply: text }
}

/** One line of a message for the room list. */
export function brief(message) {
  if (message.kind === 'image') return '[图片]'
  if (message.kind === 'audio') return `[语音]${message.text}`
  if (message.kind === 'recalled') return '撤回了一条消息'
  return apart(message.text).reply.replace(/\s+/g, ' ').slice(0, 60)
}

/** A colour for each name, always the same; all dark enough for white letters. */
const COLOURS = ['#8a5a44', '#4f7a5b', '#4a6fa5', '#9a5b7f', '#a0682a', '#5f6b8a', '#3f7d7a', '#8c4a4a', '#6d6a3c', '#6a5a94']
export function colourOf(id) {
  let sum = 7
  for (const char of id) sum = (sum * 31 + char.codePointAt(0)) >>> 0
  return COLOURS[sum % COLOURS.length]
}
export const lettersOf = (name) => [...name].slice(-2).join('')
