/** Somebody asks to be forgotten: one admin says so, another looks and confirms, and then it is done at once (docs/decisions/erasure.md). */
import type { Refusal } from '../../domain/base/refusals.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import { inTransaction, type Transaction } from '../../store/database.ts'
import { audit } from '../../store/door/audit.ts'
import { eraseRows } from '../../store/personal/erase.ts'
import { eraseFromLedger } from '../../store/personal/erase-ledger.ts'
import { askFor, confirm, drop, findErasure, hasNamesake, holdHamlet, noteDone, officeOf, papersOf } from '../../store/personal/erasures.ts'
import { findPerson, type Person, type Subject } from '../../store/personal/person.ts'
import { lockHamlet } from '../../store/turn/hamlet.ts'
import type { Deps } from '../ports.ts'
import { Sitting } from '../sitting.ts'
import { actorOf } from './order.ts'

export type ErasureRefusal = 'askedAlready' | 'askedByYou' | 'settled'
export type Erasing<T> = T | { missing: true } | { refused: ErasureRefusal } | { refusal: Refusal }

/** `askedAlready`: it waits for another admin. */
export async function askErasure(deps: Deps, who: Principal, of: Subject, reason: string): Promise<Erasing<{ id: string }>> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const person = await findPerson(tx, reachOf(who), of)
    if (!person) return { missing: true as const }
    const office = await officeOf(tx, person)
    if (office) return { refusal: { code: 'stillInOffice' as const, office } }
    const id = deps.newId()
    const asked = { id, townId: who.townId, hamletId: person.hamletId, ...of, reason, askedBy: who.userId, askedAt: now }
    if (!(await askFor(tx, asked))) return { refused: 'askedAlready' as const }
    await audit(tx, who, now, {
      action: 'askErasure',
      subject: `${of.subject}:${of.subjectId}`,
      villageId: person.villageId,
      after: { erasureId: id },
    })
    return { id }
  })
}

export async function dropErasure(deps: Deps, who: Principal, id: string): Promise<Erasing<{ id: string }>> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (tx) => {
    const asked = await findErasure(tx, who.townId, id)
    if (!asked) return { missing: true as const }
    if (!(await drop(tx, id, now))) return { refused: 'settled' as const }
    await audit(tx, who, now, { action: 'dropErasure', subject: `${asked.subject}:${asked.subjectId}`, after: { erasureId: id } })
    return { id }
  })
}

/** What cannot be taken back. Everything of it is one transaction: it is done whole, or not at all. */
export async function confirmErasure(deps: Deps, who: Principal, id: string): Promise<Erasing<{ done: Record<string, number> }>> {
  try {
    const outcome = await inTransaction(deps.db, (tx) => confirmed(deps, tx, who, id))
    if (!('wake' in outcome)) return outcome
    outcome.wake()
    return { done: outcome.done }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal }
    throw error
  }
}

type Confirmed = { done: Record<string, number>; wake: () => void } | { missing: true } | { refused: ErasureRefusal }

/** Takes everything back. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

async function confirmed(deps: Deps, tx: Transaction, who: Principal, id: string): Promise<Confirmed> {
  const now = deps.clock.now()
  const asked = await findErasure(tx, who.townId, id)
  const person = asked && (await findPerson(tx, reachOf(who), asked))
  if (!asked || !person) return { missing: true as const }
  if (asked.askedBy === who.userId) return { refused: 'askedByYou' as const }
  if (!(await confirm(tx, id, who.userId, now))) return { refused: 'settled' as const }
  await holdHamlet(tx, person.hamletId)
  const names = await namesOf(tx, person)
  const rows = await eraseRows(tx, id, person, names)
  const entries = await eraseFromLedger(tx, person, names)
  const state = await lockHamlet(tx, person.hamletId, now)
  if (!state) return { missing: true as const }
  const sitting = new Sitting(deps, state, now)
  sitting.because(`erasure/${id}`)
  const { villagerId } = person
  const accountIds = person.accounts.map((a) => a.id)
  const decided = sitting.order({ type: 'forgetPerson', actor: actorOf(who), erasureId: id, villagerId, accountIds, entries })
  if ('refusal' in decided) throw new Refused(decided.refusal)
  const done = { ...rows, LedgerEntry: entries.length, papersThatStay: await papersOf(tx, person.hamletId) }
  await noteDone(tx, id, done)
  await audit(tx, who, now, {
    action: 'confirmErasure',
    subject: `${asked.subject}:${asked.subjectId}`,
    villageId: person.villageId,
    after: { erasureId: id, done },
  })
  return { done, wake: await sitting.close(tx) }
}

/** What others may have called them. A name that somebody else there still has stays in others' words: nobody can tell who was meant. */
async function namesOf(tx: Transaction, person: Person): Promise<string[]> {
  const nicknames = person.accounts.map((a) => a.nickname).filter((name) => name.length >= NICKNAME_AT_LEAST)
  const name = person.name !== null && !(await hasNamesake(tx, person.hamletId, person.villagerId, person.name)) ? [person.name] : []
  return [...new Set([...name, ...nicknames])]
}

/** A nickname of one or two letters (开心, A) is also a word. */
const NICKNAME_AT_LEAST = 3
