/** Any file that somebody may take for a table, as sheets of rows; or one sentence that says why not and what to do. Pure but for the bytes. */
import { readCsv } from './csv.ts'
import { decodeText } from './decode.ts'
import { readDocx } from './docx.ts'
import { readHtml, readXml2003 } from './html.ts'
import { DAMAGED, MAX_BYTES, TOO_LARGE, Unreadable } from './limits.ts'
import type { Tables } from './sheet.ts'
import { readXls } from './xls.ts'
import { readXlsx } from './xlsx.ts'
import { openZip } from './zip.ts'

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, i) => bytes[i] === byte)

export async function readTables(bytes: Buffer): Promise<Tables> {
  try {
    if (bytes.length === 0) return { reason: '文件是空的' }
    if (bytes.length > MAX_BYTES) return { reason: TOO_LARGE }
    if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return readXls(bytes)
    if (startsWith(bytes, 0x50, 0x4b)) return await readZip(bytes)
    if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return { reason: '这是 PDF，读不了里面的表，请用原来的 .xlsx 或 .csv' }
    return readText(bytes)
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { reason: thrown.reason }
    throw thrown
  }
}

async function readZip(bytes: Buffer): Promise<Tables> {
  try {
    const zip = await openZip(bytes)
    const tables = await readXlsx(zip)
    if (tables) return tables
    if (zip.has('word/document.xml')) return await readDocx(zip)
    return { reason: '这个压缩包里没有能读的表（.ods、.numbers、.xlsb 请另存为 .xlsx）' }
  } catch (thrown) {
    if (thrown instanceof Unreadable) throw thrown
    // A damaged zip, a locked file: whatever the library names it, the person can only save it again.
    return { reason: DAMAGED }
  }
}

function readText(bytes: Buffer): Tables {
  const charset = /<meta[^>]{0,200}charset=["']?([\w-]{2,20})/i.exec(bytes.subarray(0, 4_096).toString('latin1'))?.[1]
  const text = (charset === undefined ? undefined : declared(charset, bytes)) ?? decodeText(bytes)
  if (text === undefined) return { reason: '看不懂文件的编码，请另存为 .xlsx 或 UTF-8 的 .csv' }
  const start = text.slice(0, 4_096)
  if (/^\ufeff?\s*MIME-Version:/i.test(start)) return { reason: '这是“单个文件网页”（.mht），请用 Excel 或 WPS 打开，另存为 .xlsx 再导' }
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(start)) return readXml2003(text)
  if (/^\ufeff?\s*(?:<!doctype html|<html|<table|<meta|<head|<style|<\?xml|<div)/i.test(start) && /<table/i.test(text))
    return readHtml(text)
  return readCsv(text)
}

/** What the page itself says, as long as it is so. */
function declared(charset: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(/^(?:gb2312|gbk)$/i.test(charset) ? 'gb18030' : charset, { fatal: true }).decode(bytes)
  } catch {
    // An unknown name, or a wrong one: found out as for any other text.
    return undefined
  }
}
