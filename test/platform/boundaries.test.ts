/**
 * The boundaries that docs/architecture.md claims, tried: for each rule of biome.json one line that it forbids is put into the room that
 * it guards, and the linter has to refuse it, with the rule's own reason; lines that are allowed there have to pass. A town of such files
 * is written into a scratch folder with the project's own configuration, and looked through once.
 */
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const PROJECT = resolve(import.meta.dirname, '../..')

/** The rooms of src from the ground up, and what else can be imported, by how a file two folders below the project's root names it. */
const ROOMS = [
  'kernel',
  'domain',
  'understand',
  'text',
  'documents',
  'application',
  'store',
  'door',
  'api',
  'console',
  'head',
  'house',
] as const
const HOUSE: readonly string[] = [...ROOMS, 'bots', 'jobs', 'seed', 'prisma', 'client', 'config', 'main', 'node']
const NAMED: Record<string, string> = {
  bots: '../../../bots/gateway.ts',
  jobs: '../../../jobs/queues.ts',
  seed: '../../../prisma/seed/town.ts',
  prisma: '@prisma/client',
  client: '../../store/generated/client.ts',
  config: '../../config.ts',
  main: '../../main.ts',
  node: 'node:fs/promises',
}
/** Rooms outside of src name those inside by it. */
const nameOf = (room: string, from: string): string =>
  NAMED[room] ?? (from.startsWith('src/') ? `../../${room}/x.ts` : `../../src/${room}/x.ts`)

/** Written by hand from the drawing of the layers: which of HOUSE a room may import. Everything else has to be refused. */
const MAY: Record<string, { imports: readonly string[]; reason: string }> = {
  'src/kernel': { imports: ['kernel', 'node'], reason: 'The kernel knows nothing above it.' },
  'src/domain': { imports: ['kernel', 'domain'], reason: 'Rules are pure' },
  'src/understand': { imports: ['kernel', 'domain', 'understand'], reason: 'Understanding is pure' },
  'src/text': { imports: ['kernel', 'domain', 'understand', 'text'], reason: 'made of the values it is given' },
  'src/documents': { imports: ['kernel', 'domain', 'text', 'documents', 'node'], reason: 'Documents are made of plain input' },
  'src/application': {
    imports: ['kernel', 'domain', 'understand', 'text', 'documents', 'application', 'store', 'node'],
    reason: 'not the other way round',
  },
  'src/store': { imports: ['kernel', 'domain', 'store', 'prisma', 'client', 'node'], reason: 'The store writes rows' },
  'src/door': {
    imports: ['kernel', 'domain', 'text', 'application', 'store', 'door', 'node'],
    reason: 'The door knows who comes in',
  },
  'src/api': {
    imports: ['kernel', 'domain', 'understand', 'text', 'documents', 'application', 'store', 'door', 'api', 'node'],
    reason: 'Routes turn requests into orders',
  },
  'src/console': {
    imports: ['kernel', 'domain', 'understand', 'text', 'documents', 'application', 'store', 'door', 'console', 'node'],
    reason: 'Pages show what',
  },
  'src/head': {
    imports: ['kernel', 'domain', 'understand', 'text', 'documents', 'application', 'store', 'door', 'head', 'node'],
    reason: 'page',
  },
  'src/house': {
    imports: HOUSE.filter((other) => !['prisma', 'client', 'main'].includes(other)),
    reason: 'The house puts together what it is given',
  },
  bots: { imports: ['kernel', 'understand', 'bots', 'node'], reason: 'A gateway carries messages and interprets none' },
  jobs: { imports: ['kernel', 'jobs', 'node'], reason: 'A job only wakes us' },
}

const PURE = 'A pure room: the moment, chance and the environment are handed in.'
const GLOBAL = 'Do not use the global variable'
const PURE_ROOMS = ['src/domain', 'src/understand', 'src/text']
const STATEMENT = 'Statements are written in src/store'

/** A line, where it may not stand, and the reason that has to be given. */
const REFUSED: readonly (readonly [line: string, rooms: readonly string[], reason: string])[] = [
  ...[
    'export const x = Date.now()',
    'export const x = [1].map(Date.now)',
    'export const x = new Date()',
    'export const x = Math.random()',
  ].map((line) => [line, PURE_ROOMS, PURE] as const),
  ...[
    'export const x = process.env.PORT',
    'export const x = globalThis.Date',
    'export const x = crypto.randomUUID()',
    'export const x = performance.now()',
    "export const x = fetch('/')",
    'export const x = setTimeout(() => {}, 1)',
  ].map((line) => [line, PURE_ROOMS, GLOBAL] as const),
  ...[
    "import type { D } from '../support/database.ts'\nexport const x = (db: D) => db.hamlet.findMany()",
    'export const x = (tx: never) => tx.user.create({ data: {} })',
    'export const x = (deps: never) => deps.db.user.count()',
    'export const x = (db: never) => db.$queryRaw`SELECT 1`',
    'export const x = (db: never) => db.$transaction([])',
  ].map((line) => [line, ['src/application', 'src/api', 'src/console', 'src/house'], STATEMENT] as const),
]

const ALLOWED: readonly (readonly [line: string, rooms: readonly string[]])[] = [
  ['export const x = new Date(0)', PURE_ROOMS],
  ['export const x = (at: number) => new Date(at)', ['src/domain']],
  ['export const x = { process: 1, fetch: 2 }.process', ['src/domain']],
  ['export const x = Date.now() + Math.random()', ['src/kernel', 'src/application', 'bots']],
  ['export const x = (db: never) => db.user.create({ data: {} })', ['src/store']],
  ['export const x = (map: never) => map.user.delete(1)', ['src/application']],
  // A folder of the store has the door's name.
  ["import { x } from '../../../store/door/users.ts'\nexport const y = x", ['src/application', 'src/api', 'src/console']],
]

interface Tried {
  file: string
  text: string
  /** undefined: it has to pass. */
  reason: string | undefined
}

const tried: Tried[] = []
/** In a folder below the room: the rules have to hold however a room is divided. */
const put = (room: string, text: string, reason?: string): Tried => {
  const one = { file: `${room}/part/n${tried.length}.ts`, text: `${text}\n`, reason }
  tried.push(one)
  return one
}

const imports = Object.entries(MAY).flatMap(([room, { imports, reason }]) =>
  HOUSE.map((other) => {
    const from = room === `src/${other}` || room === other ? '../x.ts' : nameOf(other, room)
    return [
      room,
      other,
      put(room, `import { x } from '${from}'\nexport const y = x`, imports.includes(other) ? undefined : reason),
    ] as const
  }),
)
const lines = [
  ...REFUSED.flatMap(([line, rooms, reason]) => rooms.map((room) => [room, line, put(room, line, reason)] as const)),
  ...ALLOWED.flatMap(([line, rooms]) => rooms.map((room) => [room, line, put(room, line)] as const)),
]
const commandLine = put('src/domain', 'export const x = process.argv', GLOBAL)
const entrance: Tried = { ...commandLine, file: 'src/domain/calendar/cli.ts', reason: undefined }
const long = put('src/domain', Array.from({ length: 301 }, (_, i) => `export const x${i} = ${i}`).join('\n'), 'too many lines (301)')
const longFunction = put('src/domain', `export function x(): void {\n${'  x()\n'.repeat(71)}}`, 'too many lines (71)')
const CIRCLE = 'This import is part of a cycle.'
const circle: Tried[] = [
  { file: 'src/domain/ring/a.ts', text: "import type { B } from './b.ts'\nexport type A = { b?: B }\n", reason: CIRCLE },
  { file: 'src/domain/ring/b.ts', text: "import type { C } from '../c.ts'\nexport type B = { c?: C }\n", reason: CIRCLE },
  { file: 'src/domain/c.ts', text: "export type { A as C } from './ring/a.ts'\n", reason: CIRCLE },
]
tried.push(entrance, ...circle)

let folder: string
let said: Map<string, string[]>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wuchang-boundaries-'))
  for (const name of ['biome.json', '.gitignore', 'scripts/lint']) await cp(join(PROJECT, name), join(folder, name), { recursive: true })
  for (const { file, text } of tried) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  said = refusals()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the linter says about each file. */
function refusals(): Map<string, string[]> {
  const biome = join(PROJECT, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=github', '--diagnostic-level=error', '--max-diagnostics=none', '.']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 })
  const found = new Map<string, string[]>()
  for (const [, path = '', reason = ''] of stdout.matchAll(/^::error title=[^,]*,file=([^,]*),[^:]*::(.*)$/gm)) {
    const file = path.slice(path.indexOf(folder) + folder.length + 1)
    found.set(file, [...(found.get(file) ?? []), reason])
  }
  if (found.size === 0) throw new Error(`the linter found nothing: ${stdout}${stderr}`)
  return found
}

function judge({ file, reason }: Tried): void {
  const heard = said.get(file) ?? []
  if (reason === undefined) expect(heard).toEqual([])
  else expect(heard.filter((one) => one.includes(reason)).length, heard.join('; ')).toBeGreaterThan(0)
}

describe('an import', () => {
  test.each(imports)('in %s of %s', (_room, _other, one) => judge(one))
})

describe('a line', () => {
  test.each(lines)('in %s: %s', (_room, _line, one) => judge(one))
})

test('what is run from the command line may look at its arguments, though it lies in a pure room', () => {
  judge(commandLine)
  judge(entrance)
})

test('a file has at most 300 lines, a function 70', () => {
  judge(long)
  judge(longFunction)
})

test('nothing imports itself by a way round, types neither', () => {
  for (const one of circle) judge(one)
})
