/**
 * `npm run -s workdays -- 2026-09-30 5` prints the reckoning of “5 working days after” as one line of JSON, by the yearly notices alone
 * (a town's own entries live in its database). Wrong input: one line on stderr, exit code 2.
 */
import { isDate } from '../../kernel/time.ts'
import { calendarOf } from './calendar.ts'
import { MAX_WORKING_DAYS, workingDaysAfter } from './workdays.ts'

const FORM = 'right form: npm run -s workdays -- 2026-09-30 5'
const FIRST_YEAR = 1900
const LAST_YEAR = 2099

function complaint(args: readonly string[]): string | undefined {
  const [date, days] = args
  if (date === undefined) return 'the date is missing'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return `the date must be written YYYY-MM-DD, not "${date}"`
  if (!isDate(date)) return `there is no such date: "${date}"`
  const year = Number(date.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return `the year must be ${FIRST_YEAR} to ${LAST_YEAR}, not ${year}`
  if (days === undefined) return 'the number of working days is missing'
  if (!/^\d+$/.test(days)) return `the number of working days must be a whole number from 0 to ${MAX_WORKING_DAYS}, not "${days}"`
  if (Number(days) > MAX_WORKING_DAYS) return `at most ${MAX_WORKING_DAYS} working days, not ${days}`
  if (args.length > 2) return `one date and one number, nothing more: "${args.slice(2).join(' ')}"`
  return undefined
}

const args = process.argv.slice(2)
const wrong = complaint(args)
if (wrong === undefined) {
  const [date = '', days = ''] = args
  process.stdout.write(`${JSON.stringify(workingDaysAfter(calendarOf(), date, Number(days)))}\n`)
} else {
  process.stderr.write(`${wrong.replace(/[\r\n]+/g, ' ')}; ${FORM}\n`)
  process.exitCode = 2
}
