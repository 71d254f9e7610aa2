/** What one table keeps. */
import type { Keeping } from '../../domain/base/keeping.ts'

export interface Kept {
  /** Of whom; absent where nothing is anybody's. */
  of?: string
  why?: string
  keep?: Keeping
  /** Columns with personal data, in words for those whom it is about. */
  personal?: Readonly<Record<string, string>>
  /** All other columns. */
  rest: string
}
