/** What the groups hear of the town. */

const KINDS: Readonly<Record<string, string>> = { policy: '政策', farming: '农技', market: '市场', notice: '通知' }

export const ANNOUNCEMENT_KINDS = KINDS

/** 【通知】… ，with the one word that counts as a receipt. */
export const announcement = (kind: string, words: string, receipts: boolean): string =>
  `【${KINDS[kind] ?? '通知'}】${words}${receipts ? '\n看到的请回“收到”，一户回一次就行。' : ''}`
