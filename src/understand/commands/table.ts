/**
 * Every command with the characters of its words. A message without any of them cannot be that command, which one pass over the message
 * tells for all of them: most of what is said in a group is dismissed here.
 */
import { help, witness } from './asked.ts'
import { categorise, decideIssue } from './decide-issue.ts'
import { assignIssue, cadreCommand, desk, rateOnBehalf } from './desk.ts'
import { approveClaim, bindMember, claimIdentity, nameKin } from './identity.ts'
import { tellsMeeting, tellsOff, tellsVenue, wishesPoll } from './in-own-words.ts'
import { askProgress, raiseIssue, support, withdrawIssue } from './issue.ts'
import { letLateIn } from './late.ts'
import { addTopic, cancelMeeting, endMeeting, nudge, reschedule, scheduleMeeting, setVenue } from './meeting.ts'
import { confirmVisits, raiseAgain, raiseOver, signReport, studyIssue } from './on-record.ts'
import type { Command } from './order.ts'
import { correctLine } from './record.ts'
import { cancelAttendance, markAttendance, openAttendance, setAtHome, unmarkAttendance } from './roll.ts'
import { chooseOption, endPoll, extendPoll, openTimePoll } from './time-poll.ts'
import { handCount, note, openMotion } from './votes.ts'

export interface Entry {
  name: string
  read: Command
}

const TABLE: readonly (readonly [string, string, Command])[] = [
  ['nameKin', '是', nameKin],
  ['help', '帮用命怎h?会能', help],
  ['witness', '实异对错', witness],
  ['raiseIssue', '反返', raiseIssue],
  ['askProgress', '进单账样步没况吗好映提报查看展了哪', askProgress],
  ['withdrawIssue', '撤收用反', withdrawIssue],
  ['support', '附付也+同', support],
  ['claimIdentity', '是叫人', claimIdentity],
  ['bindMember', '@', bindMember],
  ['approveClaim', '绑', approveClaim],
  ['openTimePoll', '约', openTimePoll],
  ['endPoll', '约', endPoll],
  ['chooseOption', '定', chooseOption],
  ['extendPoll', '延推截', extendPoll],
  ['scheduleMeeting', '开召定', scheduleMeeting],
  ['reschedule', '改推提延', reschedule],
  ['cancelMeeting', '取消会', cancelMeeting],
  ['setVenue', '地场', setVenue],
  ['addTopic', '议', addTopic],
  ['tellsMeeting', '开', tellsMeeting],
  ['wishesPoll', '约商讨', wishesPoll],
  ['tellsOff', '取开', tellsOff],
  ['tellsVenue', '改换移挪', tellsVenue],
  ['endMeeting', '散会', endMeeting],
  ['nudge', '催提差缺少谁哪几', nudge],
  ['letLateIn', '算补', letLateIn],
  ['openAttendance', '签', openAttendance],
  ['cancelAttendance', '签', cancelAttendance],
  ['markAttendance', '签', markAttendance],
  ['unmarkAttendance', '划勾取撤', unmarkAttendance],
  ['setAtHome', '外回门走返在', setAtHome],
  ['openMotion', '决', openMotion],
  ['handCount', '手清同', handCount],
  ['note', '记', note],
  ['correctLine', '更订', correctLine],
  ['categorise', '类归改算', categorise],
  ['decideIssue', '场约限答报转交不驳并合归办修处解弄搞', decideIssue],
  ['cadreCommand', '受接认签报办修处解弄搞', cadreCommand],
  ['assignIssue', '交转分', assignIssue],
  ['desk', '待逾期日办', desk],
  ['rateOnBehalf', '访', rateOnBehalf],
  ['confirmVisits', '访', confirmVisits],
  ['studyIssue', '研', studyIssue],
  ['signReport', '签', signReport],
  ['raiseOver', '反', raiseOver],
  ['raiseAgain', '反', raiseAgain],
]

export const COMMANDS: readonly Entry[] = TABLE.map(([name, , read]) => ({ name, read }))

/** Two words of thirty bits: bit n of them is command n. */
const HALF = 30
const low = new Map<number, number>()
const high = new Map<number, number>()
for (const [n, [, signs]] of TABLE.entries()) {
  const [map, bit] = n < HALF ? [low, n] : [high, n - HALF]
  for (const sign of signs) map.set(sign.charCodeAt(0), (map.get(sign.charCodeAt(0)) ?? 0) | (1 << bit))
}

/** The commands that `text` could be. */
export function candidates(text: string): Entry[] {
  let a = 0
  let b = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a |= low.get(c) ?? 0
    b |= high.get(c) ?? 0
  }
  const found: Entry[] = []
  if (a !== 0) for (let n = 0; n < HALF; n++) if (a & (1 << n)) found.push(COMMANDS[n]!)
  if (b !== 0) for (let n = HALF; n < COMMANDS.length; n++) if (b & (1 << (n - HALF))) found.push(COMMANDS[n]!)
  return found
}
