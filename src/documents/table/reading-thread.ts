/** The thread that reads files (apart.ts): bytes in, sheets out. */
import { parentPort } from 'node:worker_threads'
import { readTables } from './read.ts'

parentPort?.on('message', (bytes: Uint8Array) => {
  readTables(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).then(
    (tables) => parentPort?.postMessage({ tables }),
    (error: unknown) => parentPort?.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
