/** A small share of `npm run fuzz -- understand`. */
import { expect, test } from 'vitest'
import { understandMany } from './understand.ts'

test('hostile words are each answered, soundly and at once', () => {
  const found = understandMany({ seed: 20_261_128, texts: 3_000 })
  expect(found.faults).toEqual([])
  expect(Object.keys(found.kinds).length).toBeGreaterThan(25)
})
