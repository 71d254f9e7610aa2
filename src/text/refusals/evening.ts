/** Why something was not done on the evening: what to do instead. */
import { shown } from '../motion.ts'
import { sayTime } from '../time.ts'
import type { RefusalTexts } from './texts.ts'

export const EVENING_REFUSALS = {
  attendanceNotOpen: (r, now) =>
    r.startsAt === null
      ? '现在没有在开会。要定开会时间就回“开会 周五晚7点半 地点”。'
      : `${sayTime(r.startsAt, now)}的会还没开始签到。屋场长或记录员回“签到”就开始。`,
  nothingLate: () => '没有晚到的回复要算。',
  attendanceFarAhead: (r, now) => `${sayTime(r.startsAt, now)}才开会，到时候我会提前开始签到。现在就开始签到吗？回“是”就开始。`,
  alreadyVoted: (r) => `会上已经表决了${r.motions}项，不能当没开过。请回“散会”，没议完的另约时间。`,
  attendanceIsDue: () => '签到的时间已经到了，取消不了。今天不开就回“取消会议 原因”，换时间就回“改到…”。',
  attendanceAlreadyOpen: () => '已经在签到了，到了的回“到”就行。',
  underage: () => '满18岁才能签到和表决，请家里的大人来回。',
  ownAttendanceStands: (r) => `${r.name}家自己签到了${r.persons}人，算自己说的。来的人不一样，请${r.name}家自己回“到 几人”。`,
  notSignedIn: (r) => `${r.name}家本来就没有签到。`,
  motionStillOpen: (r) => `表决${r.no}“${shown(r.text, 30)}”还没完。先回“表决结束”，再表决下一项。`,
  noOpenMotion: () => '现在没有在表决。要表决就回“表决 每户出50元修路灯”。',
  noSuchTopic: (r) =>
    r.topics === 0
      ? '这次会没有事先定议题，请把要表决的事写上，比如“表决 每户出50元修路灯”。'
      : `没有议题${r.topicNo}，一共${r.topics}个，请回“表决 议题${r.topics}”这样的。`,
  noSuchMotion: (r) => `没有表决${r.motionNo}，这次会一共${r.motions}项表决。`,
  cardNotSignedIn: () => '您家还没有签到，扫户码投的票要签了到才算。人到了先点“到了”，或者请屋场长签上，再投。',
  cardBesideHands: () => '这一件正在举手，请举手，户码上不投。',
  tooManyHands: (r) => `举手一共${r.hands}人，签到的只有${r.present}人，对不上。请再数一遍，或先把没签到的补签。`,
  handsWaiting: (r) => `举手的人数还没证实，还差${r.missing}户到会的乡亲回“属实”。数错了就重新报“举手 同意… 反对… 弃权…”。`,
  noHandsWaiting: () => '现在没有等着证实的举手人数。先报人数，再定见证户。',
  notSignedInWitness: () => '签了到的乡亲才能给举手的人数作证，请先回“到”。',
  ownCount: () => '报数的那一户不能给自己作证，请别家的乡亲回“属实”。',
  noSuchLine: (r) => `没有第${r.line}句，这次会一共记了${r.lines}句。`,
  recordSealed: (r) => `这次会过去${r.days}天以上了，记录已经封存，不能再改。`,
  votesBeyondPresence: (r) => `${r.name}家签到${r.brought}人，填了${r.votes}票，对不上。`,
} satisfies Partial<RefusalTexts>
