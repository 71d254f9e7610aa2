/** Mail addresses through a server that says what the test tells it to: what certainly was not taken is tried again, what may have been is not. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NotSent } from '../../bots/gateway.ts'
import { mailGateway } from '../../bots/mail/gateway.ts'
import { silentLog } from '../../src/kernel/log.ts'

let server: Server
let letters: { to: string[]; body: string }[]
/** What it answers instead of taking it, by the first word of what it is asked; null: it hangs up. */
let instead: Record<string, string | null>

/** What the server says to one line; null: it hangs up. */
function answerTo(line: string, recipients: string[]): string | null {
  const word = line.split(/[\s:]/)[0]?.toUpperCase() ?? ''
  const other = instead[word]
  if (other !== undefined) return other
  if (word === 'RCPT') recipients.push(/<(.*)>/.exec(line)?.[1] ?? '')
  return { EHLO: '250 town.example', DATA: '354 go on', QUIT: '221 bye' }[word] ?? '250 well'
}

function converse(socket: Socket): void {
  let lines = ''
  let to: string[] = []
  let body: string | undefined
  const say = (text: string | null): void => {
    if (text === null) socket.destroy()
    else socket.write(`${text}\r\n`)
  }
  const take = (line: string): void => {
    if (body === undefined) {
      const answer = answerTo(line, to)
      if (answer?.startsWith('354')) body = ''
      say(answer)
    } else if (line !== '.') body += `${line}\n`
    else {
      const answer = instead['.']
      if (answer === undefined) letters.push({ to, body })
      say(answer === undefined ? '250 taken' : answer)
      body = undefined
      to = []
    }
  }
  socket.on('error', () => undefined)
  socket.on('data', (data) => {
    lines += data.toString('utf8')
    for (let end = lines.indexOf('\r\n'); end >= 0; end = lines.indexOf('\r\n')) {
      const line = lines.slice(0, end)
      lines = lines.slice(end + 2)
      take(line)
    }
  })
  say('220 town.example')
}

beforeEach(async () => {
  letters = []
  instead = {}
  server = createServer(converse)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.close()
  await once(server, 'close')
})

const post = (port = (server.address() as AddressInfo).port) =>
  mailGateway({ account: 'mail', server: `smtp://127.0.0.1:${port}`, from: 'bot@town.example', log: silentLog, now: () => 0 })

/** The words of a letter, whatever they were carried in. */
const read = (body: string): string => Buffer.from(body.split('\n\n')[1]?.replace(/\s/g, '') ?? '', 'base64').toString('utf8')

test('a letter has the first line as its subject, and all of it as its words', async () => {
  const { messageId } = await post().send('desk@town.example', '【屋场通要人看一下】硬盘快满了\n怎么办：删文件')
  expect(letters.map((l) => l.to)).toEqual([['desk@town.example']])
  expect(messageId).toMatch(/@/)
  expect(letters[0]?.body).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(letters[0]?.body).toMatch(/^From: bot@town\.example$/m)
  expect(read(letters[0]?.body ?? '')).toContain('怎么办：删文件')
})

test('it is online at once, and hears nothing', async () => {
  const seen: string[] = []
  await post().start({ message: async () => {}, messages: async () => {}, status: (state) => seen.push(state) })
  expect(seen).toEqual(['online'])
})

describe('what goes wrong', () => {
  test.each<[string, Record<string, string | null>, boolean]>([
    ['an address that is refused', { RCPT: '550 no such box' }, true],
    ['a sender that is refused', { MAIL: '451 later' }, true],
    ['a letter that is refused', { '.': '552 too much' }, true],
    ['a line that breaks on the way', { RCPT: null }, false],
    ['a line that breaks when the letter had gone', { '.': null }, false],
  ])('%s', async (_, answers, certain) => {
    instead = answers
    const failed = await post()
      .send('desk@town.example', '硬盘快满了')
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Error)
    expect(failed instanceof NotSent).toBe(certain)
    expect(letters).toEqual([])
    expect(String(failed)).not.toContain('desk@')
  })

  test('a server that is not there', async () => {
    await expect(post(1).send('desk@town.example', '硬盘快满了')).rejects.toBeInstanceOf(NotSent)
  })
})
