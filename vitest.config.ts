import { defineConfig } from 'vitest/config'

/**
 * For every file. Two small cores are kept busy by three: one of them usually waits for the database, a program or the browser.
 * Tests that walk every page or route take a quarter of a minute on a machine that does nothing else.
 */
const usual = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000, teardownTimeout: 20_000, setupFiles: ['test/support/keys.ts'] }

const files = (...folders: string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`)
const ALONE = ['test/bots/{bridge,incoming,sandbox-*,wechaty*}.test.ts', 'test/platform/{config,embedded*,schedule}.test.ts']
const BROWSER = files('browser')
const WHOLE = files('house')

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 3,
    projects: [
      // Wechaty, the environment and timers that are faked are shared by all that runs in a process: each of these files has its own,
      // which costs it a second.
      { test: { ...usual, name: 'alone', include: ALONE } },
      // These start the whole program in their process and stop all of it again: it is imported once a process, too.
      { test: { ...usual, name: 'whole', include: WHOLE, isolate: false } },
      // The others only read what they import, and import it once a process instead of once a file.
      { test: { ...usual, name: 'together', include: files('*'), exclude: [...ALONE, ...WHOLE, ...BROWSER], isolate: false } },
      // `npm run test:browser`: every page in Chromium, at the desk's size and at a phone's.
      { test: { ...usual, name: 'browser', include: BROWSER, isolate: false } },
    ],
  },
})
