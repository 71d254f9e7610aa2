/** `npm ci` on another machine stands or falls with this file, and nothing here would notice: the packages are installed already. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

interface Locked {
  /** Where it is installed under another one's name. */
  name?: string
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

const lock = JSON.parse(await readFile(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}
const entries = Object.entries(lock.packages)

it('the lock file has an entry for every platform’s optional package: npm leaves out those that a registry does not offer, then refuses its own file', () => {
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
    ),
  )
  expect(entries.length).toBeGreaterThan(400)
  expect(missing).toEqual([])
})

it('the lock file names no registry', () => {
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})

it('Prisma’s parts are of one release', () => {
  const version = (name: string) => lock.packages[`node_modules/${name}`]?.version
  const release = version('prisma')
  expect(['@prisma/client', '@prisma/adapter-pg', '@prisma/driver-adapter-utils'].map(version)).toEqual([release, release, release])
  expect(version('@prisma/schema-engine-wasm')?.split('-')[0]).toBe(release)
})

/** Per major version the first release without a known fault that somebody outside could use. What we cannot raise is in docs/security.md. */
const MENDED: Record<string, Record<number, number>> = {
  'tough-cookie': { 4: 1.03, 5: 0, 6: 0 },
  'form-data': { 2: 5.04, 3: 0.04, 4: 0.04 },
  xml2js: { 0: 5 },
}

it('old packages under wechaty are those with the known faults mended, and request is the fork that is kept up', () => {
  const named = (name: string) => entries.filter(([path]) => path.split('node_modules/').at(-1) === name).map(([, locked]) => locked)
  for (const [name, mended] of Object.entries(MENDED)) {
    const versions = named(name).map(({ version = '' }) => version)
    expect(versions).not.toEqual([])
    for (const version of versions) {
      const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
      expect(minor + patch / 100, `${name} ${version}`).toBeGreaterThanOrEqual(mended[major] ?? Number.POSITIVE_INFINITY)
    }
  }
  expect(named('request').map((locked) => locked.name)).toEqual(['@cypress/request'])
})
