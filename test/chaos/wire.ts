/** A line to a server that can be cut, hang without a word, and lead elsewhere: one a program, so that one alone can be cut off. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export class Wire {
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((near) => this.#join(near))
  #to: number
  #state: 'whole' | 'cut' | 'hanging' = 'whole'

  private constructor(to: number) {
    this.#to = to
  }
  static async to(port: number): Promise<Wire> {
    const wire = new Wire(port)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    return wire
  }
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  #join(near: Socket): void {
    near.on('error', () => undefined)
    if (this.#state === 'cut') return void near.destroy()
    const far = connect(this.#to, '127.0.0.1')
    far.on('error', () => undefined)
    for (const socket of [near, far]) this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)))
    near.on('close', () => far.destroy()).on('data', (part) => void (this.#state === 'hanging' || far.write(part)))
    far.on('close', () => near.destroy()).on('data', (part) => void (this.#state === 'hanging' || near.write(part)))
  }

  cut(): void {
    this.#state = 'cut'
    for (const socket of this.#sockets) socket.destroy()
  }
  /** Connections stay, and nothing comes through. */
  hang(): void {
    this.#state = 'hanging'
  }
  /** What hung is forgotten, as by a network; new connections come through, to `to` if the server has moved. */
  mend(to = this.#to): void {
    if (this.#state === 'hanging' || to !== this.#to) for (const socket of this.#sockets) socket.destroy()
    this.#state = 'whole'
    this.#to = to
  }
  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
