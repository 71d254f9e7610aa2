/** The files of the embedded database: made once, then only looked at. */
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { type Account, runProgram } from './program.ts'

/** The database's only user; it owns everything. */
export const USER = 'wuchang'

/**
 * Creates the cluster on the first start and returns the password of its only user. It is built aside and renamed when complete, so a
 * broken-off creation leaves no half database. Throws when the cluster that is there is of another major version.
 */
export async function ensureCluster(spot: Place, binaries: Binaries): Promise<string> {
  const secret = join(spot.folder, 'postgres.password')
  const version = (await readFile(join(spot.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version) {
    const programs = await runProgram(join(binaries.home, 'bin', 'postgres'), ['--version'], spot.account)
    if (!programs.includes(` ${version}.`)) {
      throw new Error(
        `the database in ${spot.cluster} is of PostgreSQL ${version}, the programs of this version are ${programs.trim()}: make a backup with the version of this program that ran on it (npm run backup), set DATA_DIR to a new folder, and put it back with this one (npm run restore -- <file>); nothing was touched`,
      )
    }
    return readFile(secret, 'utf8')
  }
  const password = randomBytes(24).toString('hex')
  const draft = `${spot.cluster}.new`
  const passwordFile = `${secret}.new`
  await rm(draft, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  await makeOwned(draft, spot.account)
  if (spot.account) await chown(passwordFile, spot.account.uid, spot.account.gid)
  await initdb(spot.account, binaries, draft, passwordFile)
  if (spot.account) await chown(passwordFile, 0, 0)
  await rename(passwordFile, secret)
  await rm(spot.cluster, { recursive: true, force: true })
  await rename(draft, spot.cluster)
  return password
}

async function makeOwned(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (account) await chown(folder, account.uid, account.gid)
}

async function initdb(account: Account | undefined, binaries: Binaries, cluster: string, passwordFile: string): Promise<void> {
  // C.UTF-8 of the builtin provider sorts by code point and upper-cases like Unicode, whatever locales the host has.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const access = [`--username=${USER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const args = ['-D', cluster, ...locale, ...access, '--data-checksums', '--no-instructions']
  await runProgram(join(binaries.home, 'bin', 'initdb'), args, account, { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' })
}
