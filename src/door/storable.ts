/** Text that no database keeps was not typed by anybody: it is refused before anything is done with it. */
import { unstorableIn } from '../kernel/storable.ts'
import { Problem } from './problem.ts'

export function refuseUnstorable(given: object): void {
  const field = unstorableIn(given)
  if (field === undefined) return
  throw new Problem('badRequest', '里面有存不了的字符，请去掉再试', { fields: [{ field, message: '里面有存不了的字符，请去掉' }] })
}
