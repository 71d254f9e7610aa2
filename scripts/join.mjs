// Joins this project's own sources into a few files under dist/, when one of them has changed since the last time; packages stay what they
// are. Five hundred files that are each looked up, read and translated at every start were more than half of what a start cost.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(project, 'dist')
/** What earlier sources were joined into is kept for as long as a program that was started from it may still load parts of it. */
const KEPT_MS = 30 * 86_400_000

/** Everything that the program can be made of; what it reads at run time it reads where it stands. */
const SOURCES = ['src', 'bots', 'jobs', 'prisma/seed']
const ALSO = ['tsconfig.json', 'package-lock.json', 'scripts/join.mjs']

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesIn(path)
    else if (/\.(ts|tsx|json)$/.test(entry.name)) yield path
  }
}

/** By size and time: to read them all would cost what is to be saved. */
function wanted() {
  const hash = createHash('sha256').update(process.version)
  for (const path of [...SOURCES.flatMap((folder) => [...filesIn(join(project, folder))]), ...ALSO.map((file) => join(project, file))]) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\0`)
  }
  return hash.digest('hex')
}

/** A source that asks where it is gets the place of its own file, not of the one that it was joined into. */
const whereEachStands = {
  name: 'where each stands',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const place = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path }
      const text = readFileSync(path, 'utf8').replace(/\bimport\.meta\.(url|dirname|filename)\b/g, (_, what) => JSON.stringify(place[what]))
      return { contents: text, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

async function joinSources(madeFrom) {
  const { build } = createRequire(import.meta.url)('esbuild')
  const draft = join(dist, `draft-${process.pid}`)
  rmSync(draft, { recursive: true, force: true })
  const { outputFiles } = await build({
    entryPoints: [join(project, 'src/main.ts')],
    absWorkingDir: project,
    outdir: draft,
    bundle: true,
    // What is imported only when it is needed stays apart.
    splitting: true,
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Errors and logs tell classes by their names.
    keepNames: true,
    write: false,
    logLevel: 'silent',
    plugins: [whereEachStands],
  })
  mkdirSync(draft, { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(path, contents)
  // In its place in one step: another start may be doing the same at this moment, with the same result.
  try {
    renameSync(draft, join(dist, madeFrom))
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(dist, madeFrom, 'main.mjs'))) throw error
  }
}

function forgetOld(madeFrom) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name)
    if (name !== madeFrom && Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true })
  }
}

/** The address of the joined program. Throws where it cannot be made, on a file system that is read only, say. */
export async function joined() {
  const madeFrom = wanted().slice(0, 16)
  const program = join(dist, madeFrom, 'main.mjs')
  if (!existsSync(program)) {
    mkdirSync(dist, { recursive: true })
    await joinSources(madeFrom)
    forgetOld(madeFrom)
  }
  return pathToFileURL(program).href
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await joined()
