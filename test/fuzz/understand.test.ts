/** A small share of `npm run fuzz -- understand`. */
import { expect, test } from 'vitest'
import { understand } from '../../src/understand/understand.ts'
import { pumped, understandMany } from './understand.ts'

test('hostile words are each answered, soundly and at once', () => {
  const found = understandMany({ seed: 20_261_128, texts: 3_000 })
  expect(found.faults).toEqual([])
  expect(Object.keys(found.kinds).length).toBeGreaterThan(25)
})

/**
 * An expression that can divide the same characters in many ways takes twice as long with each: forty digits behind 附议 stood still for hours. Each
 * form of the page of commands, and its beginning, with something repeated behind it and an end that fits nothing.
 */
test('no form stands still at what is repeated behind it', () => {
  expect(pumped(['1', '12 ', '、1', '号', '例', '我'])).toEqual([])
})

test.each([`附议${'1'.repeat(38)}-x`, `附议１２１２１２１２１２１２１00000000000000１-타`, `#接龙\n${'例'.repeat(40)}\nx\n1. 王德福 1`])(
  '%s is answered at once',
  (text) => {
    const begun = performance.now()
    understand({ text, role: 'head', open: [{ question: 'attendance' }], now: '2026-09-08T10:00:00+08:00' })
    expect(performance.now() - begun).toBeLessThan(2_000)
  },
)
