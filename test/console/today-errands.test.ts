/** Role × what waits for a person and is no issue: where it stands on 今天, written by hand (m: mine, b: below, a point: not shown). */
import { expect, test } from 'vitest'
import { sectionsOf } from '../../src/console/pages/today/sections.ts'
import type { Section } from '../../src/domain/digest/today.ts'
import type { DeskRole } from '../../src/domain/rights/desk.ts'

const ROLES: readonly DeskRole[] = ['townAdmin', 'official', 'department', 'cadre', 'viewer']
const MATRIX = `
claim      b b . m .
file       m m . . .
registry   b b . m .
erasure    m . . . .
caller     m . . . .
noMeeting  b b . b b
noQuorum   b b . b b
offline    m b . . b
backupLate m b . . b
`
const LINES = MATRIX.trim()
  .split('\n')
  .map((line) => line.split(/ +/) as [string, ...string[]])
const ERRANDS = ['claim', 'file', 'registry', 'erasure', 'caller'] as const
const SHORT: Readonly<Record<Section, string>> = { mine: 'm', below: 'b', coming: 'c' }

const place = { hamletId: 'h', hamlet: '槐树', villageId: 'v', village: '河口村' }

function shownTo(role: DeskRole, kind: string): string {
  const errand = ERRANDS.find((k) => k === kind)
  const sections = sectionsOf({
    ...{ role, byHamlet: role === 'cadre', items: [] },
    errands: errand ? [{ kind: errand, id: 'e', ...place, name: '王德福', said: null, since: null }] : [],
    digest: errand ? [] : [{ kind: kind as 'offline', village: '河口村', hamlet: '槐树', href: undefined }],
  })
  const [found] = Object.entries(sections).filter(([, groups]) => groups.length > 0)
  if (found === undefined) return '.'
  expect(found[1]).toMatchObject([{ count: 1, name: role === 'cadre' ? '槐树' : '河口村' }])
  return SHORT[found[0] as Section]
}

test.each(LINES)('%s', (kind, ...cells) => {
  expect(ROLES.map((role) => shownTo(role, kind))).toEqual(cells)
})
