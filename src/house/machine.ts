/** What only the machine knows of how the program is. */
import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Machine } from '../application/watch/signs.ts'
import type { Log } from '../kernel/log.ts'

export const machineOf = (dataDir: string, log: Log): Machine => ({
  wall: () => Date.now(),
  async disk() {
    try {
      // What this account may use: some of the disk is kept for root.
      const { bavail, blocks, bsize } = await statfs(dataDir)
      return { host: hostname(), free: bavail * bsize, total: blocks * bsize }
    } catch (error) {
      log.warn({ reason: String(error) }, 'the disk could not be asked')
      return null
    }
  },
})
