/** Statuses as everybody reads them, in chats, pages and workbooks: the plan's words. */
import type { IssueStatus } from '../domain/issue/rows.ts'
import type { MeetingRow } from '../domain/meeting/rows.ts'

export const ISSUE_STATUS: Readonly<Record<IssueStatus, string>> = {
  raised: '已提出',
  inHamlet: '屋场办理',
  inVillage: '村级办理',
  inTown: '已报镇，待交办',
  assigned: '已交办',
  inReview: '办结待评议',
  closed: '已销号',
  withdrawn: '已撤回或合并',
}

export const MEETING_STATUS: Readonly<Record<MeetingRow['status'], string>> = {
  scheduled: '已定时间',
  open: '正在开',
  ended: '已结束',
  cancelled: '已取消',
}

export const SURVEY_STATUS = {
  open: '评议中',
  waiting: '评议户不够，等走访',
  passed: '通过，已销号',
  failed: '满意的不够，退回重办',
  cancelled: '已取消',
} as const
