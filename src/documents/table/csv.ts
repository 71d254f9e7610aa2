/** Tables in plain text: separated by commas, tabs or semicolons. */
import { CsvError, parse } from 'csv-parse/sync'
import { MAX_COLUMNS, MAX_ROWS, TOO_MANY_ROWS, TOO_WIDE, Unreadable } from './limits.ts'
import { Budget, RowKeeper, type Tables } from './sheet.ts'

/** The separator that stands most often in the line with 姓名. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 20).find((line) => line.includes('姓名')) ?? text.slice(0, 500)
  const counted = [',', '\t', ';', '，', '|'].map((sign) => ({ sign, count: head.split(sign).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).sign
}

export function readCsv(text: string): Tables {
  const keeper = new RowKeeper(new Budget())
  let line = 0
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      // ="13900000000" has its quotes in the middle.
      relax_quotes: true,
      skip_empty_lines: false,
      on_record: (record: string[]) => {
        line += 1
        // Rows count with nothing in them, too: in a text nobody sees that they are there.
        if (line > MAX_ROWS + 1) throw new Unreadable(TOO_MANY_ROWS)
        if (record.length > MAX_COLUMNS && record.slice(MAX_COLUMNS).some((cell) => cell.trim() !== '')) throw new Unreadable(TOO_WIDE)
        keeper.add(line, record)
        // Nothing is collected twice.
        return null
      },
    })
  } catch (thrown) {
    if (thrown instanceof CsvError) return { reason: `文件第${Number(thrown.lines) || 1}行附近的引号没有配对` }
    throw thrown
  }
  return { sheets: [{ name: '', rows: keeper.rows, merges: [] }], hidden: [] }
}
