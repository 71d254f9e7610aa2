/** 考核 as pictures and as workbooks. */
import { assessmentTable, meetingBook } from '../../../application/papers/books.ts'
import { XLSX } from '../../../door/file.ts'
import { dateOf } from '../../../kernel/time.ts'
import { assessHamlets, assessMonths } from '../../../store/reading/assessment.ts'
import { monthsChart, villagesChart } from '../../charts.ts'
import type { Console } from '../../declare.tsx'
import { asked, placeOf } from './asked.ts'
import { byVillage } from './by-village.ts'

const SVG = 'image/svg+xml'

export function chartsAndBooks(console: Console): void {
  const { deps } = console
  const { db } = deps
  console.file('/assessment/villages.svg', 'look', SVG, async (view) => ({
    name: 'villages.svg',
    bytes: villagesChart(
      byVillage(await assessHamlets(db, view.reach, asked(view), dateOf(view.now), placeOf(view))),
      view.query('narrow') === '1',
    ),
    inline: true,
  }))
  console.file('/assessment/months.svg', 'look', SVG, async (view) => ({
    name: 'months.svg',
    bytes: monthsChart(await assessMonths(db, view.reach, asked(view), 12, dateOf(view.now), placeOf(view)), view.query('narrow') === '1'),
    inline: true,
  }))
  console.file('/books/assessment.xlsx', 'export', XLSX, async (view) => assessmentTable(deps, view.who, asked(view), placeOf(view)))
  console.file('/books/meetings.xlsx', 'export', XLSX, async (view) => meetingBook(deps, view.who, asked(view), placeOf(view)))
}
