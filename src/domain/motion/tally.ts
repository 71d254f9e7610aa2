/**
 * Counting a motion's votes. Pure figures: people, never households. A household's votes are limited to the people it brought; each of
 * its voters has one ballot, the latest; when together they give more than were brought, the later ones count first, because a later
 * word replaces an earlier one.
 */
import type { Choice } from './rows.ts'

export interface Vote {
  /** Whose ballot it is: an account, or the list on which a household's votes were written by hand. */
  voter: string
  household: string
  choice: Choice
  votes: number
  /** Order of saying. One list entry may give several votes of one order: so many for, so many against. */
  seq: number
}

export interface Tally {
  /** People present: the base. */
  present: number
  approve: number
  reject: number
  abstain: number
}

/** 全家: as many as the household brought, however many these are. */
export const ALL_OF_THEM = Number.POSITIVE_INFINITY

/** `votes`: as said; undefined where no number was. */
export type Cast = Omit<Vote, 'votes'> & { votes: number | undefined }

/** What ballots are worth, in the order of saying: without a number as many as its voter gave before (改成同意 after 反对 2票), else one vote. */
export function worth(ballots: readonly Cast[]): Vote[] {
  const given = new Map<string, number>()
  return ballots.map((ballot) => {
    const votes = ballot.votes ?? given.get(ballot.voter) ?? 1
    given.set(ballot.voter, votes)
    return { ...ballot, votes }
  })
}

/** `present`: people by household. Votes of households that are not here count for nothing until they are. */
export function tally(votes: Iterable<Vote>, present: ReadonlyMap<string, number>): Tally {
  const count: Tally = { present: 0, approve: 0, reject: 0, abstain: 0 }
  for (const persons of present.values()) count.present += persons
  for (const [household, cast] of byHousehold(votes)) {
    let left = present.get(household) ?? 0
    for (const vote of cast.sort((a, b) => b.seq - a.seq)) {
      const counted = Math.min(vote.votes, left)
      count[vote.choice] += counted
      left -= counted
    }
  }
  return count
}

/** Each household's votes, with only the latest ballot of each voter. */
function byHousehold(votes: Iterable<Vote>): Map<string, Vote[]> {
  const ballots = new Map<string, Vote[]>()
  for (const vote of votes) {
    const before = ballots.get(vote.voter)?.[0]
    if (!before || before.seq < vote.seq) ballots.set(vote.voter, [vote])
    else if (before.seq === vote.seq) ballots.get(vote.voter)?.push(vote)
  }
  const households = new Map<string, Vote[]>()
  for (const vote of [...ballots.values()].flat()) households.set(vote.household, [...(households.get(vote.household) ?? []), vote])
  return households
}

export const voted = (count: Tally): number => count.approve + count.reject + count.abstain
