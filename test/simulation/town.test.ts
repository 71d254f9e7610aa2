/** A town of chance in memory: a small share of `npm run simulate`, and every life that has ever broken a rule, once more. */
import { describe, expect, test } from 'vitest'
import { RULES } from '../../src/domain/rules.ts'
import { FOUND } from './town/found.ts'
import { run } from './town/run.ts'

describe('a life that has broken a rule', () => {
  test.each(FOUND)('seed $seed, hamlet $hamlet: $what', ({ seed, hamlet, months }) => {
    expect(run({ seed, months, from: hamlet }).faults).toEqual([])
  })
})

test('three hamlets for five months each: every rule holds after every step', () => {
  const ran = run({ seed: 20_261_128, months: 15 })
  expect(ran.faults).toEqual([])
  // It was worth living.
  expect(ran.steps).toBeGreaterThan(5_000)
  expect(ran.refused).toBeGreaterThan(500)
  expect(ran.fired).toBeGreaterThan(2_000)
  expect(ran.held).toBeGreaterThan(500)
  expect(Object.keys(ran.done).filter((what) => what in RULES).length).toBeGreaterThan(35)
})

test('the same seed is the same life', () => {
  expect(run({ seed: 7, months: 2 })).toEqual(run({ seed: 7, months: 2 }))
})
