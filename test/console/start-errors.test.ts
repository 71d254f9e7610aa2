/** What a start that fails says first. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { inChinese } from '../../src/house/start-errors.ts'

const GENERAL = inChinese('something else')
const refused = (env: Record<string, string>): string => {
  try {
    readConfig(env, '/nowhere')
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('was taken')
}

test('a setting that does not fit is named in Chinese, with what it was and what it should be', () => {
  expect(inChinese(refused({ PORT: 'x' }))).toBe('PORT 填得不对，填的是 "x"。要填成：0 到 65535 的端口号。')
  expect(inChinese(refused({ ROLE: 'api' }))).toBe('没有设 DATABASE_URL：设了 ROLE api 就要设它。')
  expect(inChinese(refused({ HOST: '0.0.0.0' }))).toContain('HOST 只能是 127.0.0.1')
  expect(inChinese(refused({ DATABASE_URL: 'x' }))).toMatch(/^DATABASE_URL 填得不对。/)
})

test('every line that a start can end with has one of its own', () => {
  const lines = (file: string) =>
    [
      ...readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').matchAll(/new (?:Error|NotOurs|PuppetUnusable)\(\s*[`']([^`']+)/g),
    ].map(([, words = '']) => words.replace(/\$\{[^}]*\}/g, 'x1'))
  const known = [
    'src/house/process.ts',
    'src/store/migrate.ts',
    'src/store/postgres/binaries.ts',
    'src/store/postgres/cluster.ts',
    'src/store/postgres/place.ts',
    'bots/wechaty/puppets.ts',
  ]
    .flatMap((file) => lines(file).map((words) => (file === 'src/store/migrate.ts' ? `DATA_DIR: the database in x1 ${words}` : words)))
    .filter((words) => !words.startsWith('did not close'))
    // Numbers where numbers stand.
    .map((words) => words.replace('PostgreSQL x1', 'PostgreSQL 15').replace('process x1', 'process 7'))
  expect(known.length).toBeGreaterThan(7)
  expect(known.filter((words) => inChinese(words) === GENERAL)).toEqual([])
})

test('no line has a gap', () => {
  expect(inChinese('PORT: 127.0.0.1:3000 is taken by another program; set PORT to a free one')).toBe(
    '端口 127.0.0.1:3000 被别的程序占着：把 PORT 换成一个没人用的。',
  )
  expect(GENERAL).toMatch(/\p{Script=Han}/u)
})
