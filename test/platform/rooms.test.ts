/** The nouns of the domain and the rooms of the application stand on floors; an arrow only ever runs down (docs/architecture.md). */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')

/** From the ground up. Rooms of one floor know nothing of each other. */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src/domain': [
    ['base', 'signs', 'backup'],
    ['calendar'],
    ['meeting', 'rights', 'ledger', 'late'],
    ['issue', 'attendance', 'poll', 'announcement'],
    ['survey', 'record', 'motion', 'member', 'rsvp', 'registry', 'digest', 'assessment'],
    ['adjournment', 'gap', 'nudge', 'preview', 'let-in'],
    ['by-hand'],
    ['rules.ts', 'lengths.ts'],
    ['decide.ts'],
  ],
  'src/application': [
    ['ports.ts'],
    ['making', 'saying', 'evening'],
    ['sitting.ts'],
    ['hearing', 'connection'],
    ['papers', 'board'],
    ['clock', 'watch', 'pages'],
    ['orders'],
  ],
}

const roomOf = (house: string, path: string): string => path.slice(house.length + 1).split('/')[0] ?? ''

function arrows(house: string): { from: string; to: string; where: string }[] {
  const files = readdirSync(join(project, house), { recursive: true, encoding: 'utf8' })
    .map((name) => join(house, name))
    .filter((path) => path.endsWith('.ts'))
  return files.flatMap((path) =>
    [...readFileSync(join(project, path), 'utf8').matchAll(/from '(\.[^']+)'/g)].flatMap(([, spec]) => {
      const target = normalize(join(dirname(path), spec ?? ''))
      if (!target.startsWith(`${house}/`)) return []
      const [from, to] = [roomOf(house, path), roomOf(house, target)]
      return from === to ? [] : [{ from, to, where: `${path} → ${target}` }]
    }),
  )
}

describe.each(Object.entries(FLOORS))('%s', (house, floors) => {
  const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room))

  test('has no room without a floor', () => {
    const rooms = readdirSync(join(project, house))
    expect(rooms.filter((room) => floorOf(room) < 0)).toEqual([])
  })

  test('has no arrow that runs up, or across a floor', () => {
    const all = arrows(house)
    expect(all.filter(({ from, to }) => floorOf(to) >= floorOf(from)).map((a) => a.where)).toEqual([])
    expect(all.length).toBeGreaterThan(20)
  })
})
