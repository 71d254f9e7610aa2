// The first file of a thread: tsx alone leaves threads without its loader (on Node 20), so each registers it and then loads its TypeScript.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData)
