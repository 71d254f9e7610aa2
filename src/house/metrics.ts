/**
 * What Prometheus is told. What happens is counted from the same wide lines that the operator reads (docs/architecture.md, “Seen at work”), so
 * that there is one place where a unit of work says what it was; how things stand is looked up when it is asked for. No names, no words.
 */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Log } from '../kernel/log.ts'

type Fields = Readonly<Record<string, unknown>>
type Count = (fields: Fields) => void

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

const seconds = (ms: unknown): number => (typeof ms === 'number' ? ms / 1_000 : 0)
const label = (value: unknown): string => (value === undefined || value === null ? 'none' : String(value))

export class Metrics {
  readonly registry = new Registry()
  readonly #lines: Readonly<Record<string, Count>>
  readonly #complaints: Counter<'level'>

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'wuchang_' })
    this.#complaints = this.#counter('log_lines_total', 'Warnings and errors in the log.', ['level'])
    for (const level of ['warn', 'error']) this.#complaints.inc({ level }, 0)
    this.#lines = { ...this.#work(), ...this.#chat() }
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return new Counter({ name: `wuchang_${name}`, help, labelNames, registers: [this.registry] })
  }

  #histogram<L extends string>(name: string, help: string, labelNames: L[] = []): Histogram<L> {
    return new Histogram({ name: `wuchang_${name}`, help, labelNames, buckets: SECONDS, registers: [this.registry] })
  }

  #chat(): Record<string, Count> {
    const messages = this.#counter('messages_total', 'Messages handled, by what they came to.', ['outcome'])
    const lag = this.#histogram('message_lag_seconds', 'From the receipt of a message to its being handled.')
    const sent = this.#counter('sent_total', 'Messages said.')
    const notSent = this.#counter('not_sent_total', 'Attempts to say something that failed, or of which nobody knows.')
    const gaps = this.#counter('gaps_total', 'Times an account went offline.', ['account'])
    return {
      message: ({ outcome, waitedMs }) => {
        messages.inc({ outcome: label(outcome) })
        lag.observe(seconds(waitedMs))
      },
      sent: () => sent.inc(),
      'not sent': () => notSent.inc(),
      connection: ({ account, state }) => (state === 'offline' ? gaps.inc({ account: label(account) }) : undefined),
    }
  }

  #work(): Record<string, Count> {
    const turns = this.#histogram('turn_seconds', 'A turn: messages of one or many rooms in one transaction.')
    const statements = this.#counter('turn_statements_total', 'Statements that turns have sent to the database.')
    const jobs = this.#counter('jobs_total', 'Jobs of the queue, by what they came to.', ['job', 'outcome'])
    const jobTime = this.#histogram('job_seconds', 'A job of the queue.', ['job'])
    const requests = this.#histogram('request_seconds', 'An HTTP request, by its route as declared.', ['method', 'route', 'status'])
    return {
      turn: (fields) => {
        turns.observe(seconds(fields.ms))
        statements.inc(Number(fields.statements))
      },
      job: ({ job, outcome, ms }) => {
        jobs.inc({ job: label(job), outcome: typeof outcome === 'string' ? outcome : 'again' })
        jobTime.observe({ job: label(job) }, seconds(ms))
      },
      request: ({ method, route, status, ms }) =>
        requests.observe({ method: label(method), route: label(route), status: label(status) }, seconds(ms)),
    }
  }

  /** The same log, each of whose lines is counted on its way, whatever level the file keeps. */
  counting(log: Log): Log {
    return {
      debug: (fields, message) => {
        this.#lines[message]?.(fields as Fields)
        log.debug(fields, message)
      },
      info: (fields, message) => {
        this.#lines[message]?.(fields as Fields)
        log.info(fields, message)
      },
      warn: (fields, message) => {
        this.#complaints.inc({ level: 'warn' })
        log.warn(fields, message)
      },
      error: (fields, message) => {
        this.#lines[message]?.(fields as Fields)
        this.#complaints.inc({ level: 'error' })
        log.error(fields, message)
      },
      child: (fields) => this.counting(log.child(fields)),
    }
  }
}
