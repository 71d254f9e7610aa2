/** Charts as SVG, drawn on the server: a page needs no script to show them. The same figures stand in a table beside each. */
import type { Assessment } from '../domain/assessment/assessment.ts'
import type { MonthAssessment } from '../store/reading/assessment.ts'

/** Whole per cent, rounded down; null where there is no base, so that the line has a gap and not a zero. */
const share = (part: number, base: number): number | null => (base === 0 ? null : Math.floor((100 * part) / base))
const shares = (a: Assessment) => ({
  present: share(a.householdsPresent, a.householdsAtHome),
  onTime: share(a.onTime, a.due),
  satisfied: share(a.satisfied, a.raters),
})

/** Attendance, punctuality and satisfaction by month, beside how many issues were raised and closed. */
export async function monthsChart(months: readonly MonthAssessment[], narrow = false): Promise<Uint8Array> {
  const { draw } = await import('./draw.ts')
  const labels = months.map((m) => `${Number(m.month.slice(5))}月`)
  const line = (name: string, data: (number | null)[]) => ({
    name,
    type: 'line',
    data,
    symbolSize: 7,
    lineStyle: { width: 3 },
    yAxisIndex: 1,
  })
  const bar = (name: string, data: number[], color: string) => ({ name, type: 'bar', data, barMaxWidth: 18, itemStyle: { color } })
  return draw(
    {
      legend: { top: 8, textStyle: { fontSize: 15 } },
      grid: { left: narrow ? 30 : 60, right: narrow ? 36 : 60, top: narrow ? 100 : 60, bottom: 40 },
      xAxis: { type: 'category', data: labels },
      yAxis: [
        { type: 'value', name: '件', minInterval: 1 },
        { type: 'value', name: '%', min: 0, max: 100, splitLine: { show: false } },
      ],
      series: [
        bar(
          '提出问题',
          months.map((m) => m.raised),
          '#d9d6d0',
        ),
        bar(
          '销号',
          months.map((m) => m.closed),
          '#8fc0a3',
        ),
        line(
          '到会率',
          months.map((m) => shares(m).present),
        ),
        line(
          '按期率',
          months.map((m) => shares(m).onTime),
        ),
        line(
          '满意率',
          months.map((m) => shares(m).satisfied),
        ),
      ],
    },
    360,
    narrow,
  )
}

/** Villages side by side. */
export async function villagesChart(villages: readonly { name: string; figures: Assessment }[], narrow = false): Promise<Uint8Array> {
  const { draw } = await import('./draw.ts')
  const bar = (name: string, pick: 'present' | 'onTime' | 'satisfied') => ({
    name,
    type: 'bar',
    barMaxWidth: 22,
    label: { show: true, position: 'right', formatter: '{c}%', fontSize: 13 },
    data: villages.map((v) => shares(v.figures)[pick]),
  })
  return draw(
    {
      legend: { top: 8, textStyle: { fontSize: 15 } },
      grid: { left: narrow ? 70 : 110, right: 60, top: 55, bottom: 30 },
      xAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
      yAxis: { type: 'category', data: villages.map((v) => v.name), inverse: true },
      series: [bar('到会率', 'present'), bar('按期率', 'onTime'), bar('满意率', 'satisfied')],
    },
    90 + villages.length * 90,
    narrow,
  )
}
