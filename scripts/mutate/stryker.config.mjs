const PLACE = 'data/mutate'

export default {
  mutate: ['src/domain/**/*.ts', '!src/domain/**/cli.ts'],
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
