/** A line to a server that a test can cut, or let hang without a word, as a network does. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll } from 'vitest'

export class Line {
  readonly port: number
  readonly #to: { host: string; port: number }
  #server: Server
  readonly #sockets = new Set<Socket>()
  #hanging = false

  private constructor(server: Server, to: { host: string; port: number }) {
    this.#server = server
    this.#to = to
    this.port = (server.address() as AddressInfo).port
    this.#serve(server)
  }

  static async open(to: { host: string; port: number }): Promise<Line> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const line = new Line(server, to)
    afterAll(() => line.cut())
    return line
  }

  /** The same database or queue, through this line. */
  static async to(url: string): Promise<{ line: Line; url: string }> {
    const through = new URL(url)
    const line = await Line.open({ host: through.hostname, port: Number(through.port) })
    through.hostname = '127.0.0.1'
    through.port = `${line.port}`
    return { line, url: through.href }
  }

  #serve(server: Server): void {
    server.on('connection', (near) => {
      const far = connect(this.#to)
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket))
      }
      near.on('close', () => far.destroy()).on('data', (part) => void (this.#hanging || far.write(part)))
      far.on('close', () => near.destroy()).on('data', (part) => void (this.#hanging || near.write(part)))
    })
  }

  /** Connections break, and new ones are refused. */
  async cut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    if (!this.#server.listening) return
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** Connections stay, and nothing comes through any more; what was sent meanwhile is lost. */
  hang(): void {
    this.#hanging = true
  }

  /** New connections come through. Those that hung stay dead, as after a network that has forgotten them. */
  async mend(): Promise<void> {
    if (this.#hanging) {
      for (const socket of this.#sockets) socket.pause()
      this.#sockets.clear()
    }
    this.#hanging = false
    if (this.#server.listening) return
    this.#server = createServer().listen(this.port, '127.0.0.1')
    this.#serve(this.#server)
    await once(this.#server, 'listening')
  }
}
