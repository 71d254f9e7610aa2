/** What a comment refers to exists: a heading of docs, a file of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const CODE = /\.(?:tsx?|mjs|js|prisma|sql)$/

const filesOf = (folder: string): string[] =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => CODE.test(path) && !path.includes('generated'))

const sources = ['src', 'bots', 'jobs', 'prisma', 'bench', 'scripts', 'test'].flatMap(filesOf)

const headingsOf = (doc: string): string[] => {
  const path = join(project, 'docs', `${doc}.md`)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? [])
}

/** `(rules: The meeting, 3)`, `(issue-loop: Satisfaction)`: a page of docs and a heading of it, perhaps with the number of a line. */
const CITED = /\((rules|conversation|issue-loop|meeting-night|calendar|architecture): ([^)]*?)(?:, \d+)?\)/g
const commentsOf = (text: string): string => (text.match(/\/\*[\s\S]*?\*\/|\/\/.*/g) ?? []).join('\n')

const PATH = /(?<![\w./-])((?:src|bots|jobs|prisma|docs|test|scripts|bench)\/[\w./-]+\.(?:tsx?|mjs|js|md|prisma|css|html))(?![\w])/g

test('every heading that a comment cites is one of docs', () => {
  const missing = sources.flatMap((path) =>
    [...commentsOf(readFileSync(join(project, path), 'utf8')).matchAll(CITED)]
      .filter(([, doc, heading]) => !headingsOf(doc ?? '').includes(heading ?? ''))
      .map(([whole]) => `${path}: ${whole}`),
  )
  expect(missing).toEqual([])
})

test('every file of the project that a comment or a page of docs names exists', () => {
  const docs = readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
  const missing = [...sources.filter((path) => !path.startsWith('test')), ...docs, 'README.md', 'README.zh-CN.md'].flatMap((path) =>
    [...readFileSync(join(project, path), 'utf8').matchAll(PATH)]
      .filter(([, named]) => !existsSync(join(project, named ?? '')))
      .map(([, named]) => `${path}: ${named}`),
  )
  expect(missing).toEqual([])
})
