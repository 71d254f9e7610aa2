/** Why nothing changed about a meeting. */
import { sayTime } from '../time.ts'
import type { RefusalTexts } from './texts.ts'

export const MEETING_REFUSALS = {
  noEveningFound: () => '农忙和节日把近几个月都占满了，我提不出合适的晚上。请屋场长自己写，比如“约时间 下周三晚7点半/下周四晚7点半”。',
  meetingAlreadyFixed: (r, now) => `已经定了${sayTime(r.startsAt, now)}开会。换时间回“改到…”，不开了回“取消会议 原因”。`,
  noMeeting: () => '现在没有定好的会。要定就回“开会 周五晚7点半 地点”。',
  meetingStarted: () => '会已经开始签到了。',
  startPast: (r, now) => `${sayTime(r.startsAt, now)}已经过了，请写以后的时间。`,
  noSuchMeeting: () => '没有找到这次会。',
  meetingNotBegun: (r, now) => `${sayTime(r.startsAt, now)}的会还没到时间，不能补录。`,
} satisfies Partial<RefusalTexts>
