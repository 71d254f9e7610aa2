/** Turns the bytes of a roster (.xlsx or .csv) into rows of cells, or into one reason why that cannot be done. */
import { CsvError, parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import type { RosterCell } from './roster-fields.ts'

/** Limits, so that a wrong file cannot take the process with it. */
export const MAX_BYTES = 20 * 1024 * 1024
export const MAX_ROWS = 60_000

export type Rows = { rows: RosterCell[][] } | { reason: string }

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, i) => bytes[i] === byte)

/** UTF-8 with or without a byte order mark, UTF-16 as Excel's “Unicode text”, else GB18030, which covers GBK and GB2312. */
function decode(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this encoding: the next one is tried, and none at all is reported.
    }
  }
  return undefined
}

/** The separator that stands most often in the line with 姓名. */
function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 20).find((line) => line.includes('姓名')) ?? text.slice(0, 500)
  const counted = [',', '\t', ';', '，'].map((sign) => ({ sign, count: head.split(sign).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).sign
}

function readCsv(bytes: Uint8Array): Rows {
  const text = decode(bytes)
  if (text === undefined || text.includes('\u0000')) return { reason: '看不懂文件的编码，请另存为 .xlsx 或 UTF-8 的 .csv' }
  try {
    return { rows: parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false }) }
  } catch (thrown) {
    if (thrown instanceof CsvError) return { reason: `文件第${Number(thrown.lines) || 1}行附近的引号没有配对` }
    throw thrown
  }
}

async function readXlsx(bytes: Buffer): Promise<Rows> {
  try {
    const rows = await readSheet(bytes, 1, { trim: false })
    return { rows: rows as unknown as RosterCell[][] }
  } catch {
    // A damaged zip, a locked file, a workbook of another kind: whatever the library names it, the person can only save it again.
    return { reason: '打不开这个 .xlsx 文件，可能已损坏或设了密码，请另存一份再试' }
  }
}

/** The rows of the first sheet, counted as the person sees them: rows[0] is line 1. */
export async function readRows(bytes: Buffer): Promise<Rows> {
  if (bytes.length === 0) return { reason: '文件是空的' }
  if (bytes.length > MAX_BYTES) return { reason: `文件超过${MAX_BYTES / 1024 / 1024}MB` }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { reason: '这是旧的 .xls 格式或设了密码，请另存为 .xlsx 再试' }
  const read = startsWith(bytes, 0x50, 0x4b) ? await readXlsx(bytes) : readCsv(bytes)
  if ('rows' in read && read.rows.length > MAX_ROWS) return { reason: `超过${MAX_ROWS}行，请分村导入` }
  return read
}
