import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

/** The rules' own tests: pure, so that a hundred of them take a second, and no database has to be there. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '../..'),
    include: ['test/domain/**/*.test.ts'],
    // Starts processes, in which no mutant is.
    exclude: ['test/domain/calendar/cli.test.ts'],
    testTimeout: 60_000,
  },
})
