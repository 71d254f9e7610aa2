/** 公示板 at the desk: a hamlet's address is made, made anew, or taken back; and the poster that carries it. */
import { randomBytes } from 'node:crypto'
import { posterDocument } from '../../documents/poster.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { type BoardAddress, boardOf, dropBoard, putBoard } from '../../store/boards.ts'
import { inTransaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { findHamlet, hamletInReach } from '../../store/reading/hamlets.ts'
import { townById } from '../../store/reading/town.ts'
import type { Deps } from '../ports.ts'

/** 128 bits: nobody finds it by trying. Short, so that its QR is read from a few steps away. */
export const newAddress = (): string => randomBytes(16).toString('base64url')

/** Missing: no such hamlet, or not for this person. The log says that it was made, and not what it is. */
export async function makeBoard(deps: Deps, who: Principal, hamletId: string): Promise<BoardAddress | undefined> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const hamlet = await hamletInReach(tx, reachOf(who), hamletId)
    if (!hamlet) return undefined
    const board = { hamletId, token: newAddress(), madeAt: now, madeBy: who.userId }
    await putBoard(tx, board)
    await audit(tx, who, now, { action: 'makeBoard', subject: `hamlet:${hamletId}`, villageId: hamlet.villageId })
    return board
  })
}

/** Its address leads nowhere from here on. Missing: there was none, or not for this person. */
export async function endBoard(deps: Deps, who: Principal, hamletId: string): Promise<boolean> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const hamlet = await hamletInReach(tx, reachOf(who), hamletId)
    if (!hamlet || !(await dropBoard(tx, hamletId))) return false
    await audit(tx, who, now, { action: 'endBoard', subject: `hamlet:${hamletId}`, villageId: hamlet.villageId })
    return true
  })
}

/** `origin`: where people's phones find the program. Undefined: no such hamlet for this person, or no board. */
export async function posterPaper(
  deps: Deps,
  who: Principal,
  hamletId: string,
  origin: string,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const [hamlet, board, town] = await Promise.all([
    findHamlet(deps.db, reachOf(who), hamletId),
    boardOf(deps.db, hamletId),
    townById(deps.db, who.townId),
  ])
  if (!hamlet || !board) return undefined
  const bytes = await posterDocument({
    town: town.name,
    village: hamlet.villageName,
    hamlet: hamlet.name,
    address: `${origin}/b/${board.token}`,
    issuedAt: deps.clock.now(),
  })
  return { name: `${hamlet.name}屋场牌.docx`, bytes }
}
