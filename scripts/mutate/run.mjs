// `npm run mutate [-- file …]` or `-- --sample n`: changes the rules one small thing at a time and sees whether a test notices (docs/testing.md). Without
// files: all of src/domain. What it needs is installed when it is first run, by a lock file of its own, in
// data/mutate: 64 megabytes that nobody else should have to fetch.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const project = resolve(here, '../..')
const place = join(project, 'data', 'mutate')

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const lockIn = (folder) => join(folder, 'package-lock.json')
const isInstalled = () =>
  existsSync(join(place, 'node_modules')) && existsSync(lockIn(place)) && readFileSync(lockIn(place)).equals(readFileSync(lockIn(here)))

if (!isInstalled()) {
  mkdirSync(place, { recursive: true })
  for (const name of ['package.json', '.npmrc']) cpSync(join(here, name), join(place, name))
  cpSync(lockIn(here), lockIn(place))
  run('npm', ['ci', '--no-progress'], place)
}

const words = process.argv.slice(2)
const at = words.indexOf('--sample')
if (at >= 0) process.env.MUTATE_SAMPLE = words.splice(at, 2)[1] ?? '4'
const files = words.map((file) => relative(project, resolve(file)))
const stryker = join(place, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const chosen = files.length > 0 ? ['--mutate', files.join(',')] : []
run(process.execPath, [stryker, 'run', join(here, 'stryker.config.mjs'), ...chosen], project)
