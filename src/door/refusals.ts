/** Why an order to the desk's own lists is refused. What the rules of a hamlet refuse is worded in src/text/refusals. */
import { ANNOUNCEMENT_CHARACTERS, type AnnouncementRefusal } from '../application/orders/announcements.ts'
import type { OfficialRefusal } from '../application/orders/officials.ts'
import type { UserRefusal } from '../application/orders/users.ts'
import { lengthOf } from '../domain/base/lengths.ts'
import { Problem } from './problem.ts'

/** Of a roster's import, once what it had changed has gone (retention). */
export const TOO_LATE = '这次导入过了保存的天数，改前的底稿已经删了，退不回去。要改请重新导入。'

type Words<Code extends string> = Readonly<Record<Code, string>>

export const OFFICIAL_REFUSALS: Words<OfficialRefusal> = {
  needsVillage: '村干部要选是哪个村的',
  townWide: '镇干部管全镇，不要选村',
  noVillage: '没有这个村，请从 /villages 里选',
  inOffice: '这个职务上已经有叫这个名字的人了；是两个人的话，名字后面加个字分开',
  ended: '这个人已经不任职了，要再任职请重新登记',
  taken: '这个微信号已经认过是谁了；认错了的话，先从那个人那里放开',
  otherGroup: '这个微信号是在别的村的群里说话的，不能登记成这个人',
}

export const USER_REFUSALS: Words<UserRefusal> = {
  loginTaken: '这个登录名已经有人用了',
  needsVillage: '村干部要选一个村',
  needsDepartment: '部门账号要选一个部门',
  townWide: '这个角色管全镇，不能只限一个村或部门',
  noSuchScope: '没有这个村、部门或干部',
  otherOffice: '选的干部不在这个村；镇干部配管全镇的账号，村干部配本村的账号',
  lastAdmin: '这是最后一个管理员，停用了就没人能管了',
}

export const announcementRefusals = ({ text }: { text: string }): Words<AnnouncementRefusal> => ({
  empty: '还没写内容',
  tooLong: `太长了，写了 ${lengthOf(text.trim())} 个字，群里一条最多 ${ANNOUNCEMENT_CHARACTERS} 字，请分成两条`,
  link: '群里不发链接，请把要紧的话写出来',
  nobody: '选的屋场都还没有绑定群聊，发不出去',
})

export const HAMLET_REFUSALS: Words<'noVillage' | 'aliasTaken'> = {
  noVillage: '没有这个村',
  aliasTaken: '镇里已经有叫这个简称的屋场了',
}

export const SPEAK_REFUSALS: Words<'notWaiting'> = { notWaiting: '这个号已经不在停发了，请刷新看看' }

export const REPAIR_REFUSALS: Words<'notWaiting'> = { notWaiting: '它已经不在等着处理了，请刷新看看' }

/** A new name in one of the town's lists, which it can be in once. */
export function added<T>(made: T | undefined, what: '村' | '部门'): T {
  if (made === undefined) throw new Problem('refused', `已经有这个${what}了`)
  return made
}
