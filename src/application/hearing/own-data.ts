/** 导出我的信息, asked alone: everything that is kept of whoever asks, by the account that asks. */
import type { HamletState } from '../../domain/base/state.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Transaction } from '../../store/database.ts'
import type { RoomRow } from '../../store/directory.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import { ownDataOf } from '../../store/personal/own-data.ts'
import { ownDataInTalk } from '../../text/own-data.ts'
import { asksOwnData } from '../../understand/own-data.ts'

/** Answers by the message that asks. The rows are read beforehand: hearing itself looks at the hamlet's state alone. */
export async function ownDataAsked(
  tx: Transaction,
  room: RoomRow,
  state: HamletState,
  messages: readonly InboxRow[],
  now: Instant,
): Promise<ReadonlyMap<bigint, string>> {
  const answers = new Map<bigint, string>()
  if (room.kind !== 'private') return answers
  for (const { seq, self, kind, text, externalSenderId } of messages) {
    if (self || kind !== 'text' || !asksOwnData(text)) continue
    const account = state.accounts.find((a) => a.externalId === externalSenderId)
    if (!account) continue
    const { villagerId, householdId } = account
    const person = {
      hamletId: state.hamlet.all().next().value?.id ?? '',
      villageId: '',
      villagerId,
      householdId,
      name: null,
      accounts: [account],
    }
    answers.set(seq, ownDataInTalk(await ownDataOf(tx, person), now))
  }
  return answers
}
