// `npm start`: the client that Prisma makes, the program joined into one file, both only when something has changed, and then the program,
// all in one process. Where nothing can be written the sources run as they are, which takes longer to begin.
import './generate.mjs'
import { joined } from './join.mjs'

const program = await joined().catch(async (error) => {
  if (error?.code !== 'EROFS' && error?.code !== 'EACCES') throw error
  await import('./ts.mjs')
  return new URL('../src/main.ts', import.meta.url).href
})
await import(program)
