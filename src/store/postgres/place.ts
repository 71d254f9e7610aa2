/**
 * Who runs the embedded PostgreSQL, and where its files lie. PostgreSQL refuses to run as root, so root hands it to the account
 * `nobody`, and that account must be able to enter every folder above the database. Whether it can is found out by trying.
 */
import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, runProgram } from './program.ts'

/** The numeric account of `nobody` on Debian, Fedora, Alpine and Arch; by number, because a small image may not list the name. */
const NOBODY: Account = { uid: 65534, gid: 65534 }

/** Where root puts database and programs when the project's own folder cannot be entered by another account. */
const OUTSIDE = '/var/lib'

export interface Place {
  /** The data folder really used. */
  folder: string
  /** The database cluster in it; exists, and belongs to the account, when `place` returns. */
  cluster: string
  account: Account | undefined
  /** True when `folder` is not the one that was asked for. */
  outside: boolean
}

const clusterIn = (folder: string): string => join(folder, 'postgres')

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

/** The same project and data folder always lead to the same place, and two projects never share one. */
export function outsideFolder(projectDir: string, dataDir: string): string {
  const hash = createHash('sha256').update(`${projectDir}\n${dataDir}`).digest('hex').slice(0, 12)
  return join(OUTSIDE, `wuchang-${hash}`)
}

async function canUse(folder: string, account: Account): Promise<boolean> {
  return runProgram('/bin/sh', ['-c', 'cd "$1" && test -r . && test -w .', 'sh', folder], account).then(
    () => true,
    () => false,
  )
}

/** The account a cluster belongs to already (an earlier start by an ordinary user, say), else `nobody`. */
async function accountFor(cluster: string): Promise<Account> {
  const owner = await stat(cluster).catch(() => undefined)
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY
}

async function prepare(folder: string, account: Account | undefined): Promise<string> {
  const cluster = clusterIn(folder)
  await mkdir(folder, { recursive: true })
  await mkdir(cluster, { recursive: true })
  if (account) await chown(cluster, account.uid, account.gid)
  await chmod(cluster, 0o700).catch(() => undefined)
  return cluster
}

/**
 * Decides and prepares. An ordinary user gets `dataDir` itself. Root gets `dataDir` if the database account can reach it, otherwise a
 * folder of its own under /var/lib; a database that exists in one of the two is never passed over for an empty new one.
 */
export async function place(projectDir: string, dataDir: string): Promise<Place> {
  if (process.getuid?.() !== 0) {
    return { folder: dataDir, cluster: await prepare(dataDir, undefined), account: undefined, outside: false }
  }
  const outside = outsideFolder(projectDir, dataDir)
  const has = (folder: string) => exists(join(clusterIn(folder), 'PG_VERSION'))
  if ((await has(outside)) && !(await has(dataDir))) {
    const account = await accountFor(clusterIn(outside))
    return { folder: outside, cluster: await prepare(outside, account), account, outside: true }
  }
  const account = await accountFor(clusterIn(dataDir))
  const inside = await prepare(dataDir, account)
  if (await canUse(inside, account)) return { folder: dataDir, cluster: inside, account, outside: false }
  if (await has(dataDir)) {
    throw new Error(
      `the database in ${inside} belongs to account number ${account.uid}, which may no longer enter that folder: ` +
        'let others pass through the folders above it (chmod o+x), or start as the user who made it',
    )
  }
  const cluster = await prepare(outside, NOBODY)
  // A umask of 077 would shut this folder to the account that it exists for; its secrets are files that only root may read.
  await chmod(outside, 0o711)
  return { folder: outside, cluster, account: NOBODY, outside: true }
}
