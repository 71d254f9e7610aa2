/**
 * Requests that somebody began and does not send to their end. Node itself ends those without whole headers; here those whose body has
 * stopped coming are ended, and of many from one address all but a few.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds. */
export interface HalfSentLimits {
  /** Whole headers within this, and a body that goes on coming within this. */
  stalled: number
  /** A request of this age is not new any more: only such are counted. */
  young: number
  lookEvery: number
  /** Half-sent requests, not young any more, that one address may have. */
  anAddress: number
}

export const HALF_SENT: HalfSentLimits = { stalled: 4_000, young: 500, lookEvery: 250, anAddress: 20 }

/** For the server's options: what Node looks after itself. A whole request may take five minutes: a large roster on a bad line. */
export const headerLimits = (limits: HalfSentLimits = HALF_SENT) => ({
  headersTimeout: limits.stalled,
  requestTimeout: 300_000,
  connectionsCheckingInterval: limits.lookEvery,
})

interface Open {
  address: string
  /** The last one whose headers came; undefined before the first. What rests between two requests is Node's to end. */
  request: IncomingMessage | undefined
  /** Since when it is awaited. */
  since: number
  bytes: number
  movedAt: number
}

/** `exempt`: proxies of our own, behind which everybody is. */
export function limitHalfSent(
  server: Server,
  exempt: (address: string) => boolean = () => false,
  limits: HalfSentLimits = HALF_SENT,
): void {
  const open = new Map<Socket, Open>()
  server.on('connection', (socket) => {
    const now = performance.now()
    open.set(socket, { address: socket.remoteAddress ?? '', request: undefined, since: now, bytes: 0, movedAt: now })
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', (request: IncomingMessage) => {
    const connection = open.get(request.socket)
    if (!connection) return
    connection.request = request
    connection.since = performance.now()
    connection.movedAt = connection.since
  })
  const looking = setInterval(() => {
    const now = performance.now()
    for (const socket of tooLong(open, now, exempt, limits)) socket.destroy()
  }, limits.lookEvery)
  server.once('close', () => clearInterval(looking))
}

function tooLong(open: ReadonlyMap<Socket, Open>, now: number, exempt: (address: string) => boolean, limits: HalfSentLimits): Socket[] {
  const ended: Socket[] = []
  const held = new Map<string, number>()
  for (const [socket, connection] of open) {
    if (socket.bytesRead > connection.bytes) {
      connection.bytes = socket.bytesRead
      connection.movedAt = now
    }
    const { address, request, since, movedAt } = connection
    // Whole, and being answered: that may take its time.
    if (request?.complete || now - since < limits.young) continue
    const here = (held.get(address) ?? 0) + 1
    held.set(address, here)
    if (now - movedAt > limits.stalled || (here > limits.anAddress && !exempt(address))) ended.push(socket)
  }
  return ended
}
