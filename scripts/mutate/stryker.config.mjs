import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PLACE = 'data/mutate'

/** Of every file each n-th line: what a look at all of the rules costs a quarter of an hour for. */
function sampled(n) {
  const files = readdirSync('src/domain', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.ts') && entry.name !== 'cli.ts')
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  return files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n').length
    return Array.from({ length: Math.floor(lines / n) }, (_, i) => `${file}:${(i + 1) * n}-${(i + 1) * n}`)
  })
}

const sample = Number(process.env.MUTATE_SAMPLE ?? 0)

export default {
  mutate: sample > 0 ? sampled(sample) : ['src/domain/**/*.ts', '!src/domain/**/cli.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutate/vitest.config.ts', related: false },
  // The compiler refuses nearly all of these: a kind that is spelled otherwise, a row without its columns.
  mutator: { excludedMutations: ['StringLiteral', 'ObjectLiteral'] },
  // What was tried before is tried again only where it, or a test of it, has changed since.
  incremental: true,
  incrementalFile: `${PLACE}/incremental.json`,
  // A machine that does other things as well is slow, and not in a loop.
  timeoutMS: 60_000,
  // A changed line is tried with the tests that pass over it, and with no others.
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // It would ask TypeScript to read this file, by an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  tempDirName: `${PLACE}/sandbox`,
  ignorePatterns: ['data', 'docs', 'bench', 'test/api', 'test/browser', 'test/conversation', 'test/simulation'],
  reporters: ['progress', 'clear-text', 'json', 'html'],
  clearTextReporter: {
    allowColor: false,
    logTests: false,
    reportTests: false,
    reportMutants: true,
    reportScoreTable: true,
    skipFull: true,
  },
  jsonReporter: { fileName: `${PLACE}/mutation.json` },
  htmlReporter: { fileName: `${PLACE}/mutation.html` },
}
