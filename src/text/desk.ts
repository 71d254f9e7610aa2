/** What the groups hear of the town's desk. */

/** 【提级】槐树12号由镇里办理。原因：逾期未报。 */
export const takenUp = (alias: string, no: number, reason: string): string =>
  `【提级办理】${alias}${no}号由镇里接过去办了。${reason ? `原因：${reason}。` : ''}村里不用再上报，有材料请交给镇里。`

export const takenUpHere = (no: number): string => `${no}号镇里接过去办了，定了部门和日期就在这里告诉大家。`

const KINDS: Readonly<Record<string, string>> = { policy: '政策', farming: '农技', market: '市场', notice: '通知' }
export const ANNOUNCEMENT_KINDS = KINDS

/** 【通知】… ，with the one word that counts as a receipt. */
export const announcement = (kind: string, words: string, receipts: boolean): string =>
  `【${KINDS[kind] ?? '通知'}】${words}${receipts ? '\n看到的请回“收到”，一户回一次就行。' : ''}`
