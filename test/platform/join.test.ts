/** The program joined into a few files: made once, and each source still knows where it stands. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const { joined } = (await import('../../scripts/join.mjs' as string)) as { joined: () => Promise<string> }

it('is the same program as long as no source has changed, also when two starts make it at once', async () => {
  const [one, two] = await Promise.all([joined(), joined()])
  expect(two).toBe(one)
  expect(await joined()).toBe(one)
  const folder = dirname(fileURLToPath(one))
  const files = readdirSync(folder)
  expect(files).toContain('main.mjs')
  // What is loaded late stands apart: the town, the charts, the queues' dashboard.
  for (const part of ['town', 'draw', 'board-app']) expect(files.some((name) => name.startsWith(`${part}-`))).toBe(true)
  const texts = files.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  expect(texts.filter((text) => /import\.meta\.(url|dirname|filename)/.test(text))).toEqual([])
  expect(texts.some((text) => text.includes('src/console/console.tsx'))).toBe(true)
})
