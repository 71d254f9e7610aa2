/**
 * Who is here, what was voted, which evening most can make, how satisfied people are: counted a second time, from what was said and from
 * docs/rules.md alone, naively and without the rules' code. Every word is kept with when it was said; nothing is ever summed up before it is asked.
 */
import type { Score } from '../../../src/domain/issue/rows.ts'
import type { Choice } from '../../../src/domain/motion/rows.ts'
import type { TimeReply } from '../../../src/domain/poll/commands.ts'

/** `who`: an account, or a household that somebody else spoke for. */
interface Word {
  who: { account: string } | { household: string }
  at: number
  order: number
  byHand?: boolean
  /** Said for this household by an account that has been let go since. */
  home?: string
}
export interface Arrived extends Word {
  persons: number | undefined
  confirmed: boolean
}
export interface Voted extends Word {
  choice: Choice
  votes: number | undefined
  family: boolean
  /** Of a sheet: what its line says, instead of one choice. */
  line?: Readonly<Record<Choice, number>>
}
export interface Answered extends Word {
  reply: TimeReply
}
export interface Rated extends Word {
  score: Score
  atDoor: boolean
  confirmed: boolean
  /** Its place in the ledger. */
  entry: number
}

export type HomeOf = (word: Word) => string | undefined
const inOrder = <T extends Word>(words: readonly T[]): T[] => [...words].sort((a, b) => a.at - b.at || a.order - b.order)

/** People by household. Rules: a bare 到 leaves a number, a number is limited to the adults of the roster unless it was confirmed. */
export function presentOf(words: readonly Arrived[], home: HomeOf, adults: (household: string) => number): Map<string, number> {
  const present = new Map<string, number>()
  for (const word of inOrder(words)) {
    const household = home(word)
    if (household === undefined) continue
    const before = present.get(household) ?? 0
    if (word.persons === undefined && before > 0) continue
    const said = word.persons ?? 1
    present.set(household, word.confirmed ? said : Math.min(said, adults(household)))
  }
  for (const [household, persons] of present) if (persons === 0) present.delete(household)
  return present
}

/** People for, against and neither: each voter's last ballot, a household's votes limited to the people it brought, later ones first. */
export function votesOf(words: readonly Voted[], home: HomeOf, present: ReadonlyMap<string, number>): Record<Choice, number> {
  const last = new Map<string, Voted & { worth: number; household: string; place: number }>()
  let place = 0
  for (const word of inOrder(words)) {
    const household = home(word)
    if (household === undefined) continue
    const voter = `${'account' in word.who ? word.who.account : 'list'}/${household}`
    const before = last.get(voter)
    // 改成同意 after 反对 2票: as many as before; 全家 stands for all of them.
    const worth = word.family ? 1_000 : (word.votes ?? before?.worth ?? 1)
    place += 1
    last.set(voter, { ...word, worth, household, place })
  }
  const sum: Record<Choice, number> = { approve: 0, reject: 0, abstain: 0 }
  const left = new Map(present)
  for (const ballot of [...last.values()].sort((a, b) => b.place - a.place)) {
    const take = (choice: Choice, votes: number): void => {
      const counted = Math.min(votes, left.get(ballot.household) ?? 0)
      left.set(ballot.household, (left.get(ballot.household) ?? 0) - counted)
      sum[choice] += counted
    }
    if (ballot.line) for (const choice of ['approve', 'reject', 'abstain'] as const) take(choice, ballot.line[choice])
    else take(ballot.choice, ballot.worth)
  }
  return sum
}

export interface Evening {
  yes: number
  maybe: number
  persons: number
}

/** Each option's at-home households, and how many of these have answered at all. */
export function eveningsOf(
  words: readonly Answered[],
  home: HomeOf,
  options: number,
  atHome: ReadonlySet<string>,
): { evenings: Evening[]; answered: number } {
  type Mind = { by: ('yes' | 'maybe' | 'no' | '')[]; persons: number }
  const minds = new Map<string, Mind>()
  const every = (what: Mind['by'][number]): Mind['by'] => Array.from({ length: options }, () => what)
  for (const { reply, ...word } of inOrder(words)) {
    const household = home(word)
    if (household === undefined) continue
    const before = minds.get(household)
    const onlyNo = !reply.all && !reply.none && !reply.yes?.length && !reply.maybe?.length
    const by = onlyNo ? [...(before?.by ?? every('maybe'))] : every(reply.all ? 'yes' : reply.none ? 'no' : '')
    if (!reply.all && !reply.none)
      for (const what of ['maybe', 'yes', 'no'] as const)
        for (const n of reply[what] ?? []) if (what !== 'no' || onlyNo || by[n - 1] === '') by[n - 1] = what
    minds.set(household, { by, persons: reply.persons ?? before?.persons ?? 1 })
  }
  const here = [...minds].filter(([household]) => atHome.has(household)).map(([, mind]) => mind)
  const evenings = every('').map((_, i) => {
    const can = here.filter((m) => m.by[i] === 'yes')
    return { yes: can.length, maybe: here.filter((m) => m.by[i] === 'maybe').length, persons: can.reduce((n, m) => n + m.persons, 0) }
  })
  return { evenings, answered: here.length }
}

/** The one that most can make; then 勉强, then people, then the earlier. Undefined when nobody can make any that is ahead. */
export function bestOf(evenings: readonly Evening[], options: readonly number[], now: number): number | undefined {
  let best: number | undefined
  for (const [i, e] of evenings.entries()) {
    if (e.yes === 0 || (options[i] ?? 0) <= now) continue
    const b = best === undefined ? undefined : evenings[best]
    const better = !b || e.yes > b.yes || (e.yes === b.yes && (e.maybe > b.maybe || (e.maybe === b.maybe && e.persons > b.persons)))
    if (better) best = i
  }
  return best === undefined ? undefined : best + 1
}

/**
 * One rating a household, its own last word before what was entered at its door and confirmed; never the handler's. Of a confidential issue its
 * reporter's alone.
 */
export function ratersOf(
  words: readonly Rated[],
  home: HomeOf,
  may: { handler: string | null; confidential: boolean; reporter: string | null; reporterHome: string | undefined },
): { raters: number; satisfied: number; doors: number } {
  const counted = new Map<string, Rated>()
  for (const own of [false, true])
    for (const word of inOrder(words)) {
      if (word.atDoor === own || (word.atDoor && !word.confirmed)) continue
      const account = 'account' in word.who ? word.who.account : undefined
      const household = home(word) ?? (may.confidential && account === may.reporter ? `account:${account}` : undefined)
      if (household === undefined) continue
      if (may.confidential ? household !== (may.reporterHome ?? `account:${may.reporter}`) : household === may.handler) continue
      counted.set(household, word)
    }
  const all = [...counted.values()]
  return {
    raters: all.length,
    satisfied: all.filter((w) => w.score !== 'dissatisfied').length,
    doors: all.filter((w) => w.atDoor).length,
  }
}
