/** Three hamlets that are asked for an evening at once, what is said in their groups, and what came of it. */
import { expect } from 'vitest'
import type { Received } from '../../src/store/edges/inbox.ts'
import { verifyLedgers } from '../../src/store/reading/ledger-verify.ts'
import { ACCOUNT, Village } from './village.ts'

export const KEYS = ['huaishu', 'tangwan', 'liuyin']
const WORDS = ['1', '13', '周三周四都行', '都不行', '吃了没', '2', '@小助手 帮助']

export function said(v: Village, n: number): Received[] {
  return Array.from({ length: n }, (_, i): Received => {
    const key = KEYS[i % KEYS.length] as string
    const who = 3 + (Math.floor(i / KEYS.length) % 15)
    return {
      account: ACCOUNT,
      messageId: `x${i}`,
      externalRoomId: `${key}@chatroom`,
      externalSenderId: `wxid_${key}_${who}`,
      senderName: '',
      kind: 'text',
      text: WORDS[(i * 7) % WORDS.length] as string,
      mentionsBot: false,
      mentionIds: [],
      self: false,
      mediaId: null,
      at: v.now,
    }
  })
}

export async function asked(): Promise<Village> {
  const v = await Village.open()
  for (const key of KEYS) await v.room(key).says('head', '约时间 修路 周三晚7点半/周四晚7点半/周六晚8点')
  return v
}

/** The last answer of each account, and what was said in each group, in order. */
export async function outcome(v: Village) {
  const accounts = new Map((await v.db.chatAccount.findMany()).map((a) => [a.id, a.externalId]))
  const answers = await v.db.timeAnswer.findMany({
    orderBy: { seq: 'asc' },
    select: { hamletId: true, accountId: true, yes: true, no: true },
  })
  const outbox = await v.db.outbox.findMany({ orderBy: { seq: 'asc' }, select: { roomId: true, text: true } })
  const ledger = await v.db.ledgerEntry.groupBy({ by: ['hamletId'], _count: true, orderBy: { hamletId: 'asc' } })
  return {
    answers: KEYS.map((key) =>
      answers
        .filter((a) => a.hamletId === `hamlet_${key}`)
        .map(({ accountId, yes, no }) => ({ who: accounts.get(accountId ?? ''), yes, no })),
    ),
    said: KEYS.map((key) => outbox.filter((o) => o.roomId === `room_${key}`).map((o) => o.text)),
    ledger: ledger.map((l) => [l.hamletId, l._count]),
  }
}

/** Every hamlet's chain holds. */
export async function whole(v: Village): Promise<void> {
  for await (const { findings } of verifyLedgers(v.db)) expect(findings).toEqual([])
}

export const rooms = KEYS.map((key) => ({ account: ACCOUNT, externalRoomId: `${key}@chatroom` }))
