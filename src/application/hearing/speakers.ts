/** Who speaks in a batch of messages. */
import type { AccountRow } from '../../domain/base/rows.ts'
import { hamletOf } from '../../domain/base/state.ts'
import { findAccounts } from '../../store/accounts.ts'
import type { Transaction } from '../../store/database.ts'
import type { InboxRow } from '../../store/edges/inbox.ts'
import type { Deps } from '../ports.ts'
import type { Sitting } from '../sitting.ts'
import { speakerName } from './person.ts'
import type { Speaking } from './recording.ts'

/** The accounts of a batch: those of the hamlet, newcomers, and people who belong elsewhere. */
export class Speakers {
  readonly #sitting: Sitting
  readonly #deps: Deps
  readonly #known = new Map<string, AccountRow>()

  private constructor(deps: Deps, sitting: Sitting) {
    this.#deps = deps
    this.#sitting = sitting
    for (const account of sitting.state.accounts.all()) this.#known.set(account.externalId, account)
  }

  static async of(tx: Transaction, deps: Deps, sitting: Sitting, messages: readonly InboxRow[]): Promise<Speakers> {
    const speakers = new Speakers(deps, sitting)
    const strangers = [...new Set(messages.flatMap((m) => [m.externalSenderId, ...m.mentionIds]))].filter((id) => !speakers.#known.has(id))
    const account = messages[0]?.account
    if (account && strangers.length) for (const row of await findAccounts(tx, account, strangers)) speakers.#known.set(row.externalId, row)
    return speakers
  }

  /**
   * Who spoke. Of a newcomer, or one with a new name in the group, nothing is written until something was meant for us (`keep`). Undefined
   * for somebody who belongs to another hamlet or to the town.
   */
  speaker(message: InboxRow): AccountRow | undefined {
    const known = this.#latest(message.externalSenderId)
    if (known && known.hamletId !== hamletOf(this.#sitting.state).id) return undefined
    if (!known) return this.#stranger(message.account, message.externalSenderId, message.senderName)
    return known.nickname === message.senderName || !message.senderName ? known : { ...known, nickname: message.senderName }
  }

  /** Whose words these are, for the record: also of people who belong elsewhere, and of those nobody knows. */
  speaking(message: InboxRow): Speaking {
    const account = this.speaker(message) ?? this.#latest(message.externalSenderId)
    if (!account) return { name: message.senderName, accountId: null }
    const kept = this.#sitting.state.accounts.get(account.id) ?? (account.officialId ? account : undefined)
    return { name: speakerName(this.#sitting.state, account), accountId: kept?.id ?? null }
  }

  keep(account: AccountRow): void {
    if (this.#sitting.state.accounts.get(account.id) !== account) this.#sitting.state.accounts.put(account)
    this.#known.set(account.externalId, account)
  }

  mentioned(said: string, message: InboxRow): AccountRow | undefined {
    const name = said.replace(/^@/, '').trim()
    const ids = message.mentionIds.map((id) => this.#latest(id) ?? this.#stranger(message.account, id, name))
    const meant = ids.find((a) => a.nickname === name) ?? ids[0] ?? this.#sitting.state.accounts.find((a) => a.nickname === name)
    if (meant) this.keep(meant)
    return meant
  }

  #latest(externalId: string): AccountRow | undefined {
    const known = this.#known.get(externalId)
    return known && (this.#sitting.state.accounts.get(known.id) ?? known)
  }

  #stranger(account: string, externalId: string, nickname: string): AccountRow {
    return {
      id: this.#deps.newId(),
      account,
      externalId,
      nickname,
      hamletId: hamletOf(this.#sitting.state).id,
      villagerId: null,
      householdId: null,
      officialId: null,
      boundAt: null,
      boundBy: null,
      greetedAt: null,
      consentAt: null,
    }
  }
}
