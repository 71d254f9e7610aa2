/** How things stand, looked up when Prometheus asks. What cannot be known at this moment is absent, and not zero. */
import { Gauge, type Registry } from 'prom-client'
import { type Machine, signsOf } from '../application/watch/signs.ts'
import type { Signs } from '../domain/signs/signs.ts'
import { MINUTE } from '../kernel/time.ts'
import { within } from '../kernel/within.ts'
import { poolOf } from '../store/database.ts'
import { openTroubles } from '../store/troubles.ts'
import type { House } from './house.ts'

/** A database that hangs must not hang whoever watches. */
const ANSWER_MS = 3_000
const QUEUE_STATES = ['waiting', 'active', 'delayed', 'failed'] as const

interface Stand {
  signs: Signs
  troubles: number
}

type Value = readonly [value: number | null, labels?: Record<string, string>]

const age = (now: number, since: number | null): number => (since === null ? 0 : Math.max(0, (now - since) / 1_000))

/** By name: what it is, its labels, and its values. */
const OF_SIGNS: Readonly<Record<string, { help: string; labels?: string[]; of: (stand: Stand) => Value[] }>> = {
  outbox_due: {
    help: 'Messages that could be said now and are not.',
    labels: ['account'],
    of: ({ signs }) => signs.accounts.map(({ account, due }) => [due, { account }]),
  },
  outbox_age_seconds: {
    help: 'Since when the oldest message of the outbox is due.',
    labels: ['account'],
    of: ({ signs: { accounts, now } }) => accounts.map(({ account, dueSince }) => [age(now, dueSince), { account }]),
  },
  outbox_unsent: {
    help: 'Messages of the last week that failed, or of which nobody knows.',
    labels: ['account'],
    of: ({ signs }) => signs.accounts.map(({ account, unsent }) => [unsent, { account }]),
  },
  offline_seconds: {
    help: 'Since when an account is not connected; 0 while it is.',
    labels: ['account'],
    of: ({ signs: { accounts, now } }) => accounts.map(({ account, offlineSince }) => [age(now, offlineSince), { account }]),
  },
  gaps_open: {
    help: 'Accounts that are not connected.',
    of: ({ signs }) => [[signs.accounts.filter((a) => a.offlineSince !== null).length]],
  },
  inbox_waiting: { help: 'Messages received and not handled yet.', of: ({ signs }) => [[signs.inbox.waiting]] },
  inbox_failed: { help: 'Messages set aside because they could not be handled.', of: ({ signs }) => [[signs.inbox.failed]] },
  inbox_age_seconds: { help: 'Since when the oldest message waits.', of: ({ signs: { inbox, now } }) => [[age(now, inbox.since)]] },
  deadlines_late: {
    help: `Deadlines not met ${MINUTE / 1_000} seconds after their time.`,
    of: ({ signs }) => [[signs.deadlines.late]],
  },
  deadline_age_seconds: {
    help: 'How late the latest of them is.',
    of: ({ signs: { deadlines, now } }) => [[age(now, deadlines.since)]],
  },
  disk_free_bytes: { help: 'Free where the data is kept.', of: ({ signs }) => [[signs.disk?.free ?? null]] },
  disk_size_bytes: { help: 'Size of the disk where the data is kept.', of: ({ signs }) => [[signs.disk?.total ?? null]] },
  backup_age_seconds: {
    help: 'Age of the last backup that was whole; absent until there is one.',
    of: ({ signs: { backupAt, now } }) => [[backupAt === null ? null : age(now, backupAt)]],
  },
  clock_ahead_seconds: { help: 'This clock, ahead of the others’.', of: ({ signs }) => [[signs.clockAhead / 1_000]] },
  ledgers_broken: {
    help: 'Hamlets whose ledger did not hold when last gone through; absent before the first time.',
    of: ({ signs }) => [[signs.ledger?.broken ?? null]],
  },
  troubles_open: { help: 'Troubles that the town was told of and that are not over.', of: ({ troubles }) => [[troubles]] },
}

export function standIn(registry: Registry, house: Pick<House, 'deps' | 'jobs'>, machine: Machine): void {
  const { db } = house.deps
  const gauge = (name: string, help: string, values: () => Promise<Value[]>, labelNames: string[] = []) =>
    new Gauge({
      name: `wuchang_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const known = await values()
        this.reset()
        // A gauge without labels is 0 after that, which would be an answer.
        if (labelNames.length === 0) this.remove()
        for (const [value, labels] of known) if (value !== null) this.set(labels ?? {}, value)
      },
    })
  const stand = together(() =>
    asked(async (): Promise<Stand> => {
      const [signs, troubles] = await Promise.all([signsOf(house.deps, machine), openTroubles(db)])
      return { signs, troubles: troubles.length }
    }),
  )
  for (const [name, { help, labels, of }] of Object.entries(OF_SIGNS))
    gauge(
      name,
      help,
      async () => {
        const known = await stand()
        return known ? of(known) : []
      },
      labels,
    )
  gauge('database_up', 'Whether the database answered this question.', async () => [[(await stand()) ? 1 : 0]])
  gauge(
    'pool_connections',
    'Connections of this process to the database.',
    async () => Object.entries(poolOf(db) ?? {}).map(([state, count]): Value => [count, { state }]),
    ['state'],
  )
  gauge(
    'queue_jobs',
    'Jobs in the queue, by state.',
    async () => {
      const counts = await asked(() => house.jobs.queue.getJobCounts(...QUEUE_STATES))
      return Object.entries(counts ?? {}).map(([state, count]): Value => [count, { state }])
    },
    ['state'],
  )
}

const asked = <T>(ask: () => Promise<T>): Promise<T | undefined> => within(ANSWER_MS, 'a part', ask).catch(() => undefined)

/** Whoever asks while the last question is under way is given its answer: one look at the database for all gauges of an answer. */
function together<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined
    })
    return asked
  }
}
