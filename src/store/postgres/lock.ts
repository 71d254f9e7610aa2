/** One wuchang per data folder. The lock names a process, and counts only while that very process lives. */
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Owner {
  pid: number
  /** Kernel start time of that process (Linux): a number that has been given to another process later does not fool us. */
  started: string
}

/** Fields of /proc/<pid>/stat from the third (state) on; empty where the system has no such file or the process is gone. */
function processFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name, in parentheses, may contain spaces and parentheses: the fields are counted after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Start time of a process in kernel ticks since boot, or '' where the system does not tell (then only the number is compared). */
const startedAt = (pid: number): string => processFields(pid)[19] ?? ''

/** True while the process runs. One that has ended but was not yet collected by its parent (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return processFields(pid)[0] !== 'Z'
}

const lives = (owner: Owner): boolean => isAlive(owner.pid) && startedAt(owner.pid) === owner.started

function parse(text: string): Owner | undefined {
  const [pid, started = ''] = text.trim().split(' ')
  return Number(pid) > 0 ? { pid: Number(pid), started } : undefined
}

/** Takes the folder's lock and returns how to give it back. Throws a line naming the process when a live one has it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'wuchang.lock')
  const mine = `${process.pid} ${startedAt(process.pid)}\n`
  const draft = `${file}.${process.pid}`
  await writeFile(draft, mine, { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      // A hard link is made or refused in one step, and the file already has its content when it appears.
      const taken = await link(draft, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error
          return false
        },
      )
      if (taken) return () => release(file, mine)
      const seen = await readFile(file, 'utf8').catch(() => '')
      const owner = parse(seen)
      if (owner && lives(owner)) {
        throw new Error(
          `another wuchang (process ${owner.pid}) is running on the data folder ${folder}: stop it, or set DATA_DIR to another folder`,
        )
      }
      await removeStale(file, seen)
    }
    throw new Error(`the lock ${file} could not be taken: many processes are starting at once`)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Between reading a dead owner's lock and removing it, another starter may have taken it: what was moved away is looked at again. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`
  await rename(file, aside).catch(() => undefined)
  const moved = await readFile(aside, 'utf8').catch(() => seen)
  if (moved !== seen) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function release(file: string, mine: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true })
}
