/**
 * Mail addresses that are told when something is wrong with the program itself. They only listen: an address in our settings stands for a room,
 * and what is said goes through the same outbox as everything else.
 */
import { createTransport } from 'nodemailer'
import type { Log } from '../../src/kernel/log.ts'
import { type Instant, SECOND } from '../../src/kernel/time.ts'
import { type Capabilities, type Gateway, type GatewayEvents, NotSent } from '../gateway.ts'

export interface MailGatewayOptions {
  account: string
  /** smtp:// or smtps:// with who logs in: a secret. */
  server: string
  from: string
  log: Log
  now: () => Instant
}

const ANSWER_WITHIN = 15 * SECOND

interface SmtpError {
  code?: unknown
  syscall?: unknown
  /** What the server answered: then it has decided, and not taken it. */
  responseCode?: unknown
}

/** No answer of the server, or no line to it at all. A line that breaks later is told alike wherever it broke. */
const certainlyNot = ({ code, syscall, responseCode }: SmtpError): boolean =>
  typeof responseCode === 'number' || code === 'EDNS' || syscall === 'connect'

export function mailGateway({ account, server, from, log, now }: MailGatewayOptions): Gateway {
  const said = log.child({ part: 'mail', account })
  const transport = createTransport(server, { from })
  // The address of a server may carry options; these are ours.
  Object.assign(transport.options, { connectionTimeout: ANSWER_WITHIN, greetingTimeout: ANSWER_WITHIN, socketTimeout: ANSWER_WITHIN })
  const capabilities: Capabilities = { sentIds: true, echoes: false, files: false }
  return {
    account,
    capabilities,
    async start(events: GatewayEvents) {
      events.status('online', now())
    },
    async drained() {},
    async stop() {
      transport.close()
    },
    async send(address, text) {
      const [subject = '', ...rest] = text.split('\n')
      try {
        const { messageId } = await transport.sendMail({ to: address, subject, text: rest.length === 0 ? subject : text })
        return { messageId }
      } catch (error) {
        const { code, responseCode } = error as SmtpError
        const why = `mail: ${String(responseCode ?? code ?? 'failed')}`
        said.warn({ code, responseCode }, 'a letter was not taken')
        if (certainlyNot(error as SmtpError)) throw new NotSent(why)
        throw new Error(why)
      }
    },
  }
}
