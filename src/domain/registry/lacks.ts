/** What a hamlet's registration lacks (rules: Who and where). Shown to the town as something to do, never a refusal. */

export const HOUSEHOLDS_MIN = 30
export const HOUSEHOLDS_MAX = 50
/** From so many party members on, a hamlet has a party group led by the head. */
export const PARTY_GROUP_FROM = 3

export interface HamletFacts {
  households: number
  headId: string | null
  headIsPartyMember: boolean
  recorderId: string | null
  venue: string | null
  venueReady: boolean
  filing: 'pending' | 'filed' | 'replaced'
  partyGroup: boolean
  partyMembers: number
  /** A chat group is bound to the hamlet. */
  hasRoom: boolean
}

export type Lack =
  | 'tooFewHouseholds'
  | 'tooManyHouseholds'
  | 'noHead'
  | 'headNotPartyMember'
  | 'noRecorder'
  | 'headIsRecorder'
  | 'noVenue'
  | 'venueNotReady'
  | 'notFiled'
  | 'partyGroupDue'
  | 'noRoom'

export function lacksOf(hamlet: HamletFacts): Lack[] {
  const lacks: [Lack, boolean][] = [
    ['tooFewHouseholds', hamlet.households < HOUSEHOLDS_MIN],
    ['tooManyHouseholds', hamlet.households > HOUSEHOLDS_MAX],
    ['noHead', hamlet.headId === null],
    ['headNotPartyMember', hamlet.headId !== null && !hamlet.headIsPartyMember],
    ['noRecorder', hamlet.recorderId === null],
    ['headIsRecorder', hamlet.headId !== null && hamlet.headId === hamlet.recorderId],
    ['noVenue', hamlet.venue === null],
    ['venueNotReady', hamlet.venue !== null && !hamlet.venueReady],
    // A head who took over has to be put on record anew.
    ['notFiled', hamlet.filing !== 'filed'],
    ['partyGroupDue', hamlet.partyMembers >= PARTY_GROUP_FROM && !hamlet.partyGroup],
    ['noRoom', !hamlet.hasRoom],
  ]
  return lacks.flatMap(([lack, holds]) => (holds ? [lack] : []))
}
