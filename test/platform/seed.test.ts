import { describe, expect, test } from 'vitest'
import { seedTown } from '../../prisma/seed/town.ts'

const NOW = new Date('2026-09-07T01:00:00Z')
const seed = (options: { hamlets?: number; households?: number } = {}) => seedTown({ ...options, now: NOW, account: 'x' })
const sizes = (rows: ReturnType<typeof seed>) => rows.hamlet.map((h) => rows.household.filter((x) => x.hamletId === h.id).length)

describe('the households of a seeded town', () => {
  test.each([
    [{}, [36, 34, 34]],
    [{ hamlets: 5 }, [36, 34, 34, 36, 36]],
    [{ households: 200 }, [200, 200, 200]],
    [{ hamlets: 4, households: 50 }, [50, 50, 50, 50]],
    [{ hamlets: 4, households: 10 }, [36, 34, 34, 10]],
    [{ households: 35 }, [36, 35, 35]],
  ])('%j', (options, expected) => {
    expect(sizes(seed(options))).toEqual(expected)
  })

  test('a larger town has the people of the demo town, and nobody twice', () => {
    const [demo, large] = [seed(), seed({ households: 200 })]
    const named = new Map(large.villager.map((v) => [v.id, v.name]))
    expect(demo.villager.filter((v) => named.get(v.id) !== v.name)).toEqual([])
    for (const hamlet of large.hamlet) {
      const names = large.villager.filter((v) => v.hamletId === hamlet.id).map((v) => v.name)
      expect(new Set(names).size).toBe(names.length)
    }
  })
})
