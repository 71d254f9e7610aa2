/**
 * How fast understanding is: a mixed corpus (chat, answers, commands) with three questions open, one message at a time, and the command
 * line from start to last line. A message is measured alone, so the figures hold for a quiet room as well as for a burst.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Understandable } from '../src/understand/outcome.ts'
import { understand } from '../src/understand/understand.ts'
import { messageFor, NOW, QUESTIONS, ROSTER, readLines } from '../test/understand/lines.ts'
import type { Figure } from './figures.ts'

const FILES = ['answers.tsv', 'votes.tsv', 'extra.tsv', 'everybody.tsv', 'commands.tsv']
const ROUNDS = 20
const CLI_LINES = 20_000
const open = [QUESTIONS.timePoll!, QUESTIONS.attendance!, QUESTIONS.motion!]

function corpus(): Understandable[] {
  const chat = readFileSync(new URL('../test/understand/data/chat.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
  const lines = FILES.flatMap(readLines).map((l) => ({ ...messageFor(l.heading, l.text), open }))
  return [...chat.map((text): Understandable => ({ text, now: NOW, roster: ROSTER, open })), ...lines]
}

/** What villagers answer to a poll about three evenings, and what stands beside it in the tables. */
const pollLines = (): Understandable[] =>
  ['answers.tsv', 'extra.tsv', 'choices.tsv']
    .flatMap(readLines)
    .filter((l) => l.heading === 'villager timePoll')
    .map((l) => messageFor(l.heading, l.text))

/** Microseconds of each message, sorted. */
function measure(messages: readonly Understandable[]): Float64Array {
  // As in a program that has run for a while.
  for (let warm = 0; warm < 20; warm++) for (const message of messages) understand(message)
  const times = new Float64Array(messages.length * ROUNDS)
  let n = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const message of messages) {
      const start = performance.now()
      understand(message)
      times[n++] = (performance.now() - start) * 1_000
    }
  }
  return times.sort()
}

/** Lines per second of the command line, its start included. */
function cliRate(messages: readonly Understandable[]): Promise<number> {
  const lines = Array.from({ length: CLI_LINES }, (_, i) => JSON.stringify(messages[i % messages.length]))
  const root = fileURLToPath(new URL('../', import.meta.url))
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', 'src/understand/cli.ts'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let seen = 0
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) seen++
    })
    child.on('error', reject)
    child.on('close', () =>
      seen === CLI_LINES
        ? resolve(CLI_LINES / ((performance.now() - start) / 1_000))
        : reject(new Error(`${seen} lines came back of ${CLI_LINES}`)),
    )
    child.stdin.end(`${lines.join('\n')}\n`)
  })
}

const tenth = (n: number): number => Math.round(n * 10) / 10

export const suite = {
  name: 'understand',
  async run(): Promise<Figure[]> {
    const messages = corpus()
    const times = measure(messages)
    const polls = measure(pollLines())
    const at = (share: number, of = times): number => tenth(of[Math.floor(of.length * share)]!)
    return [
      { name: 'messages in the corpus', value: messages.length, unit: '' },
      { name: 'one message, median', value: at(0.5), unit: 'µs' },
      { name: 'one message, 99 of 100 below', value: at(0.99), unit: 'µs' },
      { name: 'an answer to a poll, median', value: at(0.5, polls), unit: 'µs' },
      { name: 'command line, start included', value: Math.round(await cliRate(messages)), unit: 'lines/s' },
    ]
  },
}
