import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    // Test files have a process of their own (Wechaty and Prisma keep state in the module); two are what a small machine carries.
    pool: 'forks',
    maxWorkers: 2,
    // Those that walk every page or route take a quarter of a minute on a machine that does nothing else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
