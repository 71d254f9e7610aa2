/** Every page has its “?”. */
import { expect, test } from 'vitest'
import { Console } from '../../src/console/declare.tsx'
import { helpOf } from '../../src/console/help.ts'
import { openConsole } from '../../src/console/pages.ts'
import type { DoorDeps } from '../../src/door/deps.ts'

test('each page that is declared says what it is for, and one of a list says it of itself', () => {
  const pages: string[] = []
  const page = Console.prototype.page
  Console.prototype.page = function (this: Console, ...given) {
    pages.push(given[0])
    page.apply(this, given)
  }
  try {
    openConsole({ wall: { now: () => 0 } } as unknown as DoorDeps, () => ({}))
  } finally {
    Console.prototype.page = page
  }
  expect(pages.length).toBeGreaterThan(35)
  expect(pages.filter((path) => helpOf(path.replace(/:\w+/g, 'x')) === undefined)).toEqual([])
  expect(helpOf('/issues/x')).not.toEqual(helpOf('/issues'))
  expect(helpOf('/')?.what).not.toEqual(helpOf('/nowhere')?.what)
})
