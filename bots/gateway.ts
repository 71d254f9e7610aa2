/**
 * What every chat channel offers to the house, whatever carries the messages. Capabilities are declared, not assumed.
 * A gateway never interprets a message: it hands over what came, in the order in which it came in each room.
 */
import type { Instant } from '../src/kernel/time.ts'

export type IncomingKind = 'text' | 'groupNote' | 'audio' | 'image' | 'recalled' | 'other'

export interface Incoming {
  /** Key of our own account that received it. */
  account: string
  /**
   * External ids, as the channel names them; they may change at every login with some puppets. In a private talk, which has no
   * room, `roomId` is the other person's id.
   */
  roomId: string
  messageId: string
  senderId: string
  /** The name shown in the group; never proof of identity. */
  senderName: string
  kind: IncomingKind
  /** Raw text: quotes and mentions are still inside. */
  text: string
  /** The bot is in the channel's own list of mentioned members. (`@name` in the text is checked later.) */
  mentionsBot: boolean
  /** Other members in that list. */
  mentionIds: string[]
  /** True for our own message coming back. */
  self: boolean
  at: Instant
  /** Loads the voice or picture; absent when there is none. Rejects when the channel cannot deliver it. */
  media?: () => Promise<{ bytes: Buffer; type: string }>
}

export interface Capabilities {
  /** Sends return the id of the message sent. */
  sentIds: boolean
  /** Sent messages come back to us as `self`. */
  echoes: boolean
  files: boolean
}

/** Raised by `send` when the channel says the account is limited (`20001`, 频繁): stop sending and alarm. */
export class AccountLimited extends Error {
  override name = 'AccountLimited'
}

/** Raised by `send` and `sendFile` when it is certain that nothing was sent (we are offline, say): it may be tried again as it is. */
export class NotSent extends Error {
  override name = 'NotSent'
}

export interface GatewayEvents {
  /** Called in order; the next message of the same room is not delivered before the promise is settled. */
  message(incoming: Incoming): Promise<void>
  /**
   * Instead of `message`, where it is offered: several of one room that came while the one before was being taken, in order. They are
   * taken all or none; when it rejects, the same ones are handed over again.
   */
  messages?(batch: readonly Incoming[]): Promise<void>
  /**
   * `online` only after the channel itself says so. `why` is for the operator. An `offline` carries the moment at which the
   * channel was last known to work, which may be a while ago: from then until the next `online` messages may have been missed.
   */
  status(state: 'online' | 'offline', at: Instant, why?: string): void
  /** A QR code to scan, as the text to encode. */
  scan?(code: string): void
}

export interface Gateway {
  readonly account: string
  readonly capabilities: Capabilities
  /** Resolves when started, not when logged in. Throws when the configuration cannot work. May be called again after a stop. */
  start(events: GatewayEvents): Promise<void>
  /** Resolves when everything heard so far has been handed over. */
  drained(): Promise<void>
  /** Resolves when nothing more will be delivered. */
  stop(): Promise<void>
  /** Throws AccountLimited, NotSent, or any other error when the fate of the message is unknown. */
  send(roomId: string, text: string): Promise<{ messageId?: string }>
  sendFile?(roomId: string, name: string, bytes: Buffer): Promise<{ messageId?: string }>
}
