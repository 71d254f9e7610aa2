/** The thread that reads files (apart.ts): bytes in, sheets out. */
import { parentPort } from 'node:worker_threads'
import { readTables } from './read.ts'

// What a library mutters about a broken file is nobody's. (A thread whose parent reads it keeps the parent from ending.)
for (const stream of [process.stdout, process.stderr]) stream.write = () => true

parentPort?.on('message', (bytes: Uint8Array) => {
  readTables(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).then(
    (tables) => parentPort?.postMessage({ tables }),
    (error: unknown) => parentPort?.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
