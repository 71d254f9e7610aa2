import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { claims, understand } from '../../src/understand/understand.ts'
import { messageFor, readLines, written } from './lines.ts'

const files = readdirSync(new URL('data/', import.meta.url)).filter((f) => f.endsWith('.tsv'))
const all = files.flatMap((file) => readLines(file).map((line) => ({ file, ...line })))

describe('lines as people type them', () => {
  it('are many', () => {
    expect(all.length).toBeGreaterThan(1_400)
    // Near-misses stand beside the answers that they resemble.
    expect(all.filter((l) => l.expected === '-').length).toBeGreaterThan(450)
  })

  for (const file of files) {
    it(`mean what ${file} says`, () => {
      const wrong = readLines(file)
        .map((l) => ({ ...l, got: written(understand(messageFor(l.heading, l.text))) }))
        .filter((l) => l.got !== l.expected)
      expect(wrong).toEqual([])
    })
  }

  it('are never claimed by two parsers', () => {
    const twice = all
      .map((l) => ({ text: l.text, by: claims(messageFor(l.heading, l.text)).map((c) => c.parser) }))
      .filter((l) => l.by.length > 1)
    expect(twice).toEqual([])
  })

  it('are never claimed by two parsers whatever else is open, whoever speaks', () => {
    const everything = 'timePoll+attendance+rsvp+motion+survey+receipt+clarify'
    const twice: { text: string; heading: string; by: string[] }[] = []
    for (const role of ['villager', 'head', 'recorder', 'cadre', 'official', 'unbound']) {
      for (const open of [everything, 'timePoll+attendance', 'rsvp+motion', 'attendance+rsvp', 'timePoll+rsvp+survey+survey2', '']) {
        for (const { text } of all) {
          const by = claims(messageFor(`${role} ${open}`, text)).map((c) => c.parser)
          if (by.length > 1) twice.push({ text, heading: `${role} ${open}`, by })
        }
      }
    }
    expect(twice).toEqual([])
  }, 180_000)
})

describe('the form that a clarification shows', () => {
  it('is itself understood, wherever it is a whole command', () => {
    const broken: string[] = []
    for (const line of all) {
      const outcome = understand(messageFor(line.heading, line.text))
      if (outcome.kind !== 'clarify' || !outcome.say) continue
      const form = /请这样发：“([^”]+)”/.exec(outcome.say)?.[1]
      if (form === undefined) continue
      const again = understand(messageFor(line.heading, form))
      if (again.kind !== 'intent') broken.push(`${line.heading}: ${line.text} → ${form} → ${written(again)}`)
    }
    expect(broken).toEqual([])
  })
})
