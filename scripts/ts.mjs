// Lets Node run this project's TypeScript (`node --import ./scripts/ts.mjs file.ts`) without a build step.
// tsx would keep its transform cache under the system's temporary folder; nothing is to be written outside the project.
process.env.TSX_DISABLE_CACHE = '1'
await import('tsx')
