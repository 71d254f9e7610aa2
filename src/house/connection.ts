/** One account's connection: ours by lease, heard into the inbox, spoken through by one sender, its gaps remembered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { AccountLimited, type Gateway, type GatewayEvents, type Incoming, NotSent } from '../../bots/gateway.ts'
import { closeGap, openGap, openGapSinceLastSeen } from '../application/connection/gap.ts'
import { type LeaseTiming, Ownership } from '../application/connection/ownership.ts'
import { type Intake, NotStorable } from '../application/hearing/intake.ts'
import { takeMedia } from '../application/hearing/media.ts'
import type { Deps } from '../application/ports.ts'
import { type Pace, Sender } from '../application/saying/sender.ts'
import type { Instant } from '../kernel/time.ts'
import { forgetSeen, openGapOf, putSeen } from '../store/connection/gaps.ts'
import type { Received } from '../store/edges/inbox.ts'
import type { Ask } from '../store/vital.ts'

export interface ConnectionSettings {
  gateway: Gateway
  pace: Pace
  deps: Deps
  /** For the lease of the account. */
  ask: Ask
  lease: LeaseTiming
  intake: Intake
  /** A clock that is moved by hand stands still while nobody is there: then nothing can have been missed. */
  clockMovesByHand?: boolean
  onScan?: (code: string) => void
  /** The message of that id is in the inbox now. */
  onTaken?: (messageId: string) => void
  onConnection?: (state: 'online' | 'offline', at: Instant, why?: string) => void
}

const BEGIN_AGAIN_MS = 1_000
const REMEMBER_AGAIN_MS = 1_000

/** How often it is written down that the account is online: well within what is worth a word. */
const SEEN_EVERY_MS = 10_000

export class Connection {
  readonly sender: Sender
  readonly #settings: ConnectionSettings
  readonly #ownership: Ownership
  #online = false
  /** Online, and what the last gap cost has been made up for: only then may something be said. */
  #maySay = false
  #begun = false
  #ended = false
  #lease: 'ours' | 'lost' = 'lost'
  #seeing: NodeJS.Timeout | undefined
  /** What follows a lost lease, one after the other: leaving, waiting, beginning anew. */
  #changingHands: Promise<void> = Promise.resolve()
  /** Gaps are written one after the other, in the order in which they happened. */
  #remembering: Promise<void> = Promise.resolve()

  constructor(settings: ConnectionSettings) {
    const { deps, ask, gateway, pace, lease } = settings
    this.#settings = settings
    this.#ownership = new Ownership({ ...deps, ask }, gateway.account, lease)
    this.sender = new Sender(
      deps,
      channelOf(gateway, () => this.#maySay),
      pace,
    )
  }

  get account(): string {
    return this.#settings.gateway.account
  }

  /** online, offline, or why the channel lets it say nothing more. */
  get state(): string {
    return this.sender.limited === undefined ? (this.#online ? 'online' : 'offline') : `limited: ${this.sender.limited}`
  }

  /** Throws what makes the connection impossible. A process that has to wait for the account is up all the same. */
  async start(): Promise<void> {
    if (await this.#ownership.tryTake(() => this.#lost())) return this.#begin()
    this.#settings.deps.log.warn({ account: this.account }, 'another process owns the account; this one waits for it')
    this.#changingHands = this.#takeOver()
  }

  async hearNoMore(): Promise<void> {
    this.#ended = true
    await this.#leave()
  }

  async sayNoMore(): Promise<void> {
    await this.sender.stop()
    // Whoever stops in good order has told when it went offline; another owner's sign of life is not ours to take away.
    if (this.#lease === 'ours')
      await forgetSeen(this.#settings.deps.db, this.account).catch((error: unknown) =>
        this.#settings.deps.log.warn({ account: this.account, reason: String(error) }, 'the sign of life could not be taken back'),
      )
    await this.#ownership.release()
    await this.#changingHands
  }

  async #begin(): Promise<void> {
    this.#lease = 'ours'
    this.#begun = true
    if (!this.#settings.clockMovesByHand) await openGapSinceLastSeen(this.#settings.deps, this.account)
    await this.sender.start()
    await this.#settings.gateway.start(this.#events())
  }

  async #leave(): Promise<void> {
    clearInterval(this.#seeing)
    if (this.#begun) await this.#settings.gateway.stop()
    this.#begun = false
    if (this.#ended) await this.#remembering
  }

  #lost(): void {
    this.#lease = 'lost'
    this.#settings.deps.log.error(
      { account: this.account },
      'the account could not be kept; nothing is heard or said until it is ours again',
    )
    this.#changingHands = this.#changingHands.then(async () => {
      await this.sender.stop()
      await this.#leave()
      await this.#takeOver()
    })
  }

  /** Waits for the account and begins, for as long as it takes. Never rejects. */
  async #takeOver(): Promise<void> {
    const { log } = this.#settings.deps
    while (!this.#ended && (await this.#ownership.take(() => this.#lost()))) {
      try {
        await this.#begin()
        log.info({ account: this.account }, 'the account is ours')
        return
      } catch (error) {
        log.error({ account: this.account, reason: String(error) }, 'the connection could not be begun; it is tried again')
        await this.sender.stop()
        await this.#leave()
        await sleep(BEGIN_AGAIN_MS)
      }
    }
  }

  #events(): GatewayEvents {
    const { deps, onScan } = this.#settings
    return {
      message: async (incoming) => this.#take(await received(deps, incoming)),
      messages: async (batch) => {
        // Pictures are loaded side by side; the order is that of the batch.
        const taken = await Promise.all(batch.map((incoming) => received(deps, incoming)))
        await Promise.all(taken.map((message) => this.#take(message)))
      },
      status: (state, at, why) => this.#changed(state, at, why),
      ...(onScan ? { scan: onScan } : {}),
    }
  }

  /** Resolves when the message is in the inbox. One that no database keeps is told in the log: handing it over again would be in vain. */
  async #take(message: Received): Promise<void> {
    const { deps, intake, onTaken } = this.#settings
    try {
      await intake.take(message)
    } catch (error) {
      if (!(error instanceof NotStorable)) throw error
      deps.log.error({ account: this.account, reason: error.message }, 'a message cannot be kept and is left out')
      return
    }
    onTaken?.(message.messageId)
  }

  #changed(state: 'online' | 'offline', at: Instant, why?: string): void {
    const { deps, onConnection } = this.#settings
    this.#online = state === 'online'
    deps.log.info({ account: this.account, state, why }, 'connection')
    onConnection?.(state, at, why)
    this.#maySay = false
    clearInterval(this.#seeing)
    if (this.#online) {
      this.#remember(() => this.#gapEnds(at))
      this.#remember(() => this.#isSeen())
      this.#seeing = setInterval(() => this.#remember(() => this.#isSeen()), SEEN_EVERY_MS)
    } else this.#remember(() => openGap(deps, this.account, at, why))
    this.#remember(async () => {
      this.#maySay = this.#online
      this.sender.wake()
    })
  }

  /** Until it is written: a database that is away must not make a gap be forgotten. Only the end of the process does. */
  #remember(work: () => Promise<void>): void {
    this.#remembering = this.#remembering.then(async () => {
      for (;;) {
        try {
          return await work()
        } catch (error) {
          this.#settings.deps.log.error({ account: this.account, reason: String(error) }, 'a gap in the connection could not be remembered')
          if (this.#ended) return
          await sleep(REMEMBER_AGAIN_MS)
        }
      }
    })
  }

  async #isSeen(): Promise<void> {
    const { deps } = this.#settings
    if (this.#online) await putSeen(deps.db, this.account, deps.clock.now())
  }

  async #gapEnds(at: Instant): Promise<void> {
    const { deps } = this.#settings
    const gap = await openGapOf(deps.db, this.account)
    if (gap) await closeGap(deps, this.account, gap.from, at)
  }
}

async function received(deps: Deps, incoming: Incoming): Promise<Received> {
  const {
    account,
    messageId,
    roomId: externalRoomId,
    senderId: externalSenderId,
    senderName,
    kind,
    text,
    mentionsBot,
    mentionIds,
    self,
    at,
  } = incoming
  const message = { account, messageId, externalRoomId, externalSenderId, senderName, kind, text, mentionsBot, mentionIds, self, at }
  const media = incoming.media && !self ? await takeMedia(deps, message, incoming.media) : undefined
  return { ...message, mediaId: media && 'mediaId' in media ? media.mediaId : null }
}

/** What the sender knows of a gateway: how to say something, whether it can, and what the gateway's errors are sure about. */
export const channelOf = (
  gateway: Pick<Gateway, 'account' | 'send' | 'sendFile'> & { capabilities?: Gateway['capabilities'] },
  isOnline: () => boolean = () => true,
) => ({
  account: gateway.account,
  isOnline,
  send: (roomId: string, text: string) => gateway.send(roomId, text),
  ...(gateway.capabilities?.files && gateway.sendFile
    ? { sendFile: (roomId: string, name: string, bytes: Buffer) => gateway.sendFile!(roomId, name, bytes) }
    : {}),
  isLimit: (error: unknown) => error instanceof AccountLimited,
  isUnknown: (error: unknown) => !(error instanceof NotSent) && !(error instanceof AccountLimited),
})
