/** The digest by hand: the same that the morning's tick sends, in the same way, and never twice on a day. */
import type { Principal } from '../../domain/rights/desk.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { sendDigest } from '../clock/digest.ts'
import type { Deps } from '../ports.ts'

/** False when it has gone out today already, or today is no working day of the town. */
export async function sendDigestNow(deps: Deps, who: Principal): Promise<boolean> {
  const sent = (await sendDigest(deps, who.townId)) > 0
  const now = deps.clock.now()
  await inTransaction(deps.db, (tx) => audit(tx, who, now, { action: 'sendDigest', subject: `town:${who.townId}`, after: { sent } }))
  return sent
}
