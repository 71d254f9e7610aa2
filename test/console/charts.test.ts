/** The charts of 考核: what they draw, and that they follow the page into the dark. */
import { expect, test } from 'vitest'
import { monthsChart, villagesChart } from '../../src/console/charts.ts'
import { NOTHING } from '../../src/domain/assessment/assessment.ts'

const svg = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
const present = (householdsPresent: number) => ({ ...NOTHING, householdsPresent, householdsAtHome: 40 })

test('a month without a base is a gap in its line and no zero', () => {
  const months = [present(32), NOTHING, present(36), present(40)].map((m, i) => ({ ...m, month: `2026-0${i + 1}`, raised: i }))
  const chart = svg(monthsChart(months))
  const [, line = ''] = chart.match(/<path class="a" d="([^"]*)"/) ?? []
  expect(line.match(/M/g)).toHaveLength(2)
  expect(line.match(/L/g)).toHaveLength(1)
  expect(chart.match(/<circle class="a"/g)).toHaveLength(3 + 1)
  expect(chart).toContain('>3月</text>')
})

test('a village’s bars have their numbers, its name is no mark-up, and all colours have others in the dark', () => {
  const chart = svg(villagesChart([{ name: '<河口村>', figures: present(31) }], true))
  expect(chart).toContain('&lt;河口村&gt;')
  expect(chart).toContain('>77%</text>')
  expect(chart.match(/>–<\/text>/g)).toHaveLength(2)
  const [, light = '', dark = ''] = chart.match(/<style>(.*)@media \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/s) ?? []
  const filled = (sheet: string): string[] => [...sheet.matchAll(/\.(\w+)\{fill:#/g)].map(([, name = '']) => name).sort()
  expect(filled(dark)).toEqual(filled(light))
  expect(chart).not.toMatch(/ fill="|style="/)
})
