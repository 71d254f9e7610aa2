/** What is trouble, at the bounds: docs/watching.md says them, and these are written by hand. */
import { describe, expect, test } from 'vitest'
import type { AccountSigns, Signs } from '../../../src/domain/signs/signs.ts'
import { canJudge, TROUBLES, troublesOf } from '../../../src/domain/signs/trouble.ts'
import { troubleBegan, troubleOver } from '../../../src/text/trouble.ts'

const NOW = Date.UTC(2026, 8, 7, 1)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ago = (ms: number): number => NOW - ms

const QUIET: AccountSigns = {
  account: 'wechat',
  offlineSince: null,
  limitedSince: null,
  due: 0,
  dueSince: null,
  lastSentAt: null,
  unsent: 0,
  unsentSince: null,
}
const WELL: Signs = {
  now: NOW,
  accounts: [QUIET],
  inbox: { waiting: 0, since: null, failed: 0 },
  deadlines: { late: 0, since: null },
  disk: { host: 'pc', free: 50, total: 100 },
  backupAt: null,
  backupLateFrom: null,
  clockAhead: 0,
  ledger: null,
}
const account = (more: Partial<AccountSigns>): Signs => ({ ...WELL, accounts: [{ ...QUIET, ...more }] })
const disk = (free: number): Signs => ({ ...WELL, disk: { host: 'pc', free, total: 100 } })

const told = (signs: Signs, open: string[] = []): string[] =>
  troublesOf(signs, new Set(open)).map(({ kind, subject, figure }) => `${kind}/${subject} ${figure}`)

test('a program that is well has none', () => expect(told(WELL)).toEqual([]))

describe('each begins past its bound', () => {
  test.each<[string, Signs, string[]]>([
    ['offline for an hour', account({ offlineSince: ago(HOUR) }), []],
    ['and more', account({ offlineSince: ago(HOUR + MINUTE) }), ['offline/wechat 61']],
    ['half an hour without anything sent', account({ due: 3, dueSince: ago(30 * MINUTE) }), []],
    ['and more', account({ due: 3, dueSince: ago(31 * MINUTE) }), ['outboxStuck/wechat 3']],
    ['a long announcement that goes out', account({ due: 300, dueSince: ago(3 * HOUR), lastSentAt: ago(MINUTE) }), []],
    [
      'one that stopped going out',
      account({ due: 300, dueSince: ago(3 * HOUR), lastSentAt: ago(31 * MINUTE) }),
      ['outboxStuck/wechat 300'],
    ],
    ['what waits for an account that is away', account({ due: 3, dueSince: ago(31 * MINUTE), offlineSince: ago(40 * MINUTE) }), []],
    ['what was not sent', account({ unsent: 2, unsentSince: ago(MINUTE) }), ['unsent/wechat 2']],
    ['a deadline late by five minutes', { ...WELL, deadlines: { late: 1, since: ago(5 * MINUTE) } }, []],
    ['and more', { ...WELL, deadlines: { late: 2, since: ago(6 * MINUTE) } }, ['deadlinesLate/ 2']],
    ['a tenth of the disk free', disk(10), []],
    ['less', disk(9), ['diskFull/pc 9']],
    ['a disk that nobody can see', { ...WELL, disk: null }, []],
    ['a demonstration, which nobody backs up', { ...WELL, backupAt: null, backupLateFrom: null }, []],
    ['an old backup that is not late', { ...WELL, backupAt: ago(50 * HOUR), backupLateFrom: NOW }, []],
    ['a late one', { ...WELL, backupAt: ago(50 * HOUR), backupLateFrom: ago(1) }, ['backupLate/ 50']],
    ['never one', { ...WELL, backupAt: null, backupLateFrom: ago(1) }, ['backupLate/ 0']],
    ['a clock two minutes off', { ...WELL, clockAhead: 2 * MINUTE }, []],
    ['more, ahead', { ...WELL, clockAhead: 3 * MINUTE }, ['clockOff/ 3']],
    ['more, behind', { ...WELL, clockAhead: -5 * MINUTE }, ['clockOff/ -5']],
    ['ledgers that hold', { ...WELL, ledger: { at: ago(HOUR), broken: 0 } }, []],
    ['one that does not', { ...WELL, ledger: { at: ago(HOUR), broken: 1 } }, ['ledgerBroken/ 1']],
  ])('%s', (_, signs, expected) => expect(told(signs)).toEqual(expected))
})

test('what was told is over only well on this side of its bound', () => {
  expect([9, 10, 11, 12].map((free) => told(disk(free), ['diskFull/pc']).length)).toEqual([1, 1, 1, 0])
  expect([120, 61, 60].map((s) => told({ ...WELL, clockAhead: s * 1_000 }, ['clockOff/']).length)).toEqual([1, 1, 0])
  // Another machine's trouble says nothing of this one's bound.
  expect(told(disk(11), ['diskFull/other'])).toEqual([])
})

test('a disk is judged from its own machine alone, everything else from any', () => {
  expect(canJudge(WELL, { kind: 'diskFull', subject: 'pc' })).toBe(true)
  expect(canJudge(WELL, { kind: 'diskFull', subject: 'other' })).toBe(false)
  expect(canJudge({ ...WELL, disk: null }, { kind: 'diskFull', subject: 'pc' })).toBe(false)
  expect(canJudge(WELL, { kind: 'offline', subject: 'wechat' })).toBe(true)
})

test.each(TROUBLES)('%s says what is wrong and what to do, and in one line that it is over', (kind) => {
  const trouble = { kind, subject: 'wechat', figure: 3, since: ago(2 * HOUR) }
  const [what = '', todo = '', ...more] = troubleBegan(trouble, NOW).split('\n')
  expect(more).toEqual([])
  expect(what).toMatch(/^【屋场通要人看一下】\p{Script=Han}/u)
  expect(todo).toMatch(/^怎么办：.{10,}/u)
  expect(troubleOver(trouble)).toMatch(/^【屋场通好了】[^\n]+。$/u)
  expect([what, todo, troubleOver(trouble)].join('')).not.toMatch(/undefined|NaN/)
})
