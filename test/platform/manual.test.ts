/** The handbooks in docs/zh: every picture that they show is there, small, and taken by the script; every command that they teach is understood. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { understand } from '../../src/understand/understand.ts'
import { messageFor } from '../understand/lines.ts'

const ZH = new URL('../../docs/zh/', import.meta.url)
const pages = (await readdir(ZH)).filter((name) => name.endsWith('.md'))
const texts = new Map(await Promise.all(pages.map(async (name) => [name, await readFile(new URL(name, ZH), 'utf8')] as const)))
const shown = [...texts.values()].flatMap((text) => [...text.matchAll(/!\[[^\]]+\]\(images\/([^)]+)\)/g)].map((found) => found[1] ?? ''))

test('each picture is there, is shown once, and is taken by npm run manual', async () => {
  const there = await readdir(new URL('images/', ZH))
  const script = await readFile(new URL('../../scripts/manual.mjs', import.meta.url), 'utf8')
  const taken = [...script.matchAll(/(?:name: |keep\(admin, )'([a-z-]+)'/g)].map((found) => `${found[1]}.webp`)
  expect(there.sort()).toEqual([...shown].sort())
  expect(taken.sort()).toEqual([...shown].sort())
  expect(there.length).toBeLessThanOrEqual(25)
  for (const name of there) expect((await stat(new URL(`images/${name}`, ZH))).size, name).toBeLessThanOrEqual(60 * 1024)
})

test('each page is reached from the first, and leads to what is there', async () => {
  for (const name of pages.filter((page) => page !== 'README.md')) expect(texts.get('README.md')).toContain(`(${name})`)
  for (const text of texts.values())
    for (const [, to = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) expect((await stat(new URL(to, ZH))).isFile(), to).toBe(true)
})

test('each command of a table is understood', () => {
  let heading = ''
  const missed: string[] = []
  for (const line of [...texts.values()].join('\n').split('\n')) {
    heading = /^<!-- (.+) -->$/.exec(line)?.[1] ?? heading
    const [, cells = ''] = /^\| (`[^|]*) \|/.exec(line) ?? []
    for (const [, words = ''] of cells.matchAll(/`([^`]+)`/g))
      if (understand(messageFor(heading, words)).kind !== 'intent') missed.push(`${heading}: ${words}`)
  }
  expect(missed).toEqual([])
})
