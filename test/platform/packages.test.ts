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

it('old packages under wechaty with known faults are not installed (docs/security.md)', () => {
  const names = new Set(entries.map(([path]) => path.split('node_modules/').at(-1)))
  const faulty = ['request', '@cypress/request', 'tough-cookie', 'form-data', 'xml2js', 'fast-xml-parser', 'jimp', 'open-graph']
  expect(names).toContain('wechaty')
  expect(
    faulty.filter(
      (name) => names.has(name) && !entries.some(([path, locked]) => path.endsWith(name) && locked.name === 'empty-npm-package'),
    ),
  ).toEqual([])
})
