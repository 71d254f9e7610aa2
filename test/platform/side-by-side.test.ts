/** The API and the console stand side by side on the door, and nothing below it reaches up: the linter refuses a line that does. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const SIDE_BY_SIDE = 'stand side by side'

const REFUSED: readonly [file: string, from: string, why: string][] = [
  ['src/api/routes/a.ts', '../../console/declare.tsx', SIDE_BY_SIDE],
  ['src/console/pages/b.ts', '../../api/declare.ts', SIDE_BY_SIDE],
  ['src/console/c.ts', '../api/schemas.ts', SIDE_BY_SIDE],
  ['src/door/d.ts', '../api/declare.ts', 'The door knows who comes in'],
  ['src/door/e.ts', '../console/view.ts', 'The door knows who comes in'],
  ['src/application/orders/f.ts', '../../door/problem.ts', 'chat, HTTP and queues call it'],
  ['src/store/reading/g.ts', '../../door/problem.ts', 'The store writes rows'],
  ['src/domain/base/h.ts', '../../door/problem.ts', 'Rules are pure'],
  ['src/text/i.ts', '../door/problem.ts', 'What the bot says'],
  ['bots/http/j.ts', '../../src/door/problem.ts', 'A gateway carries messages'],
  ['jobs/k.ts', '../src/door/problem.ts', 'A job only wakes us'],
]
const ALLOWED: readonly [file: string, from: string][] = [
  ['src/api/routes/l.ts', '../../door/problem.ts'],
  ['src/console/m.ts', '@bull-board/api'],
  ['src/console/n.ts', '../door/problem.ts'],
  ['src/application/orders/o.ts', '../../store/door/users.ts'],
  ['src/store/reading/p.ts', '../door/users.ts'],
  ['src/house/q.ts', '../api/app.ts'],
]

interface Diagnostic {
  category: string
  message: string
  location: { path: string }
}

let folder: string
let found: Diagnostic[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'side-by-side-'))
  cpSync(join(project, 'biome.json'), join(folder, 'biome.json'))
  for (const [file, from] of [...REFUSED, ...ALLOWED]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `import { it } from '${from}'\n\nit()\n`)
  }
  const biome = join(project, 'node_modules/.bin/biome')
  const given = ['lint', '--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false', '.']
  found = diagnosticsOf(biome, given)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** It ends with 1 where it refuses something. */
function diagnosticsOf(biome: string, given: readonly string[]): Diagnostic[] {
  try {
    execFileSync(biome, given, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    return []
  } catch (error) {
    return (JSON.parse((error as { stdout: string }).stdout) as { diagnostics: Diagnostic[] }).diagnostics
  }
}

const said = (file: string): string[] => found.filter((d) => d.location.path === file).map((d) => d.message)

test.each(REFUSED)('%s may not import %s', (file, _, why) => {
  expect(said(file)).toEqual([expect.stringContaining(why)])
})

test.each(ALLOWED)('%s may import %s', (file) => {
  expect(said(file)).toEqual([])
})
