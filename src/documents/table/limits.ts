/** What a file may hold, so that a wrong or a hostile one is refused while it is read, with the limit that it met. */
export const MAX_BYTES = 20 * 1024 * 1024
/** Rows with something in them. */
export const MAX_ROWS = 60_000
export const MAX_COLUMNS = 100
/** All cells of a file together, in UTF-16 units. */
export const MAX_CHARS = 30_000_000
/** What a zip may unfold to: a sheet formatted down to its last row is about 46 MB. */
export const MAX_UNFOLDED_BYTES = 256 * 1024 * 1024
export const MAX_PARTS = 2_000
export const MAX_SHEETS = 60
/** Tags inside tags: the parser gets slower with each level, and no office program writes a hundred. */
export const MAX_DEPTH = 2_000
/** Rows and cells of a sheet, whether or not something is in them. */
export const MAX_MARKS = 12_000_000

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024}MB`

/** Ends the reading; `reason` is what the person is told. */
export class Unreadable extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export const TOO_MANY_ROWS = `超过${MAX_ROWS}行，请分村导入`
export const TOO_WIDE = `超过${MAX_COLUMNS}列，请把用不上的列删掉再导`
export const TOO_LARGE = `文件超过${megabytes(MAX_BYTES)}`
export const TOO_MUCH_TEXT = '文件里的字太多（超过3000万字），请分村导入'
export const UNFOLDS_TOO_FAR = `文件展开后超过${megabytes(MAX_UNFOLDED_BYTES)}（多半是整行整列画了格线），请把表下面和右边的空行空列删掉，另存后再导`
export const TOO_MANY_PARTS = `文件里的部件超过${MAX_PARTS}个，不像一张表，请把表格复制到新的 .xlsx 里再导`
export const TOO_MANY_SHEETS = `文件里的工作表超过${MAX_SHEETS}张，请分几份导入`
export const TOO_DEEP = `文件的结构套了${MAX_DEPTH}层还不止，不像一张表，请把表格复制到新的 .xlsx 里再导`
export const DAMAGED = '打不开这个 .xlsx 文件，可能已损坏或设了密码，请另存一份再试'
