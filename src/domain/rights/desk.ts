/**
 * Who may do what at the town's desk. One table, read by the API and by the console; what is not in it is denied. What may be done is
 * bounded again by the reach of the person: a cadre's is one village, a department's is what was assigned to it.
 */

export const ROLES = ['townAdmin', 'official', 'department', 'cadre', 'viewer'] as const
export type DeskRole = (typeof ROLES)[number]

const DESK: readonly DeskRole[] = ['townAdmin', 'official', 'cadre']
const TOWN: readonly DeskRole[] = ['townAdmin', 'official']

export const MAY = {
  /** Places, meetings, public issues, figures. */
  look: ROLES,
  /** Households and villagers by name. */
  lookAtPeople: DESK,
  /** To ask for one whole phone number, which is noted; lists show everybody the first three and last four digits. */
  seePhones: DESK,
  /** Issues that are kept out of the groups. */
  seeConfidential: DESK,
  /** Rooms, accounts, outbox, inbox. */
  lookAtRooms: DESK,
  keepRegistry: DESK,
  makePlaces: ['townAdmin'],
  bindPeople: DESK,
  takeUpIssues: DESK,
  assignIssues: TOWN,
  handleIssues: ['townAdmin', 'official', 'department', 'cadre'],
  markConfidential: DESK,
  importRoster: DESK,
  announce: DESK,
  sendDigest: TOWN,
  keepCalendar: TOWN,
  setPolicy: ['townAdmin'],
  repairQueues: ['townAdmin'],
  /** What people said to the bot and it did not understand, in their words, for 30 days. */
  seeMissed: ['townAdmin'],
  export: ['townAdmin', 'official', 'cadre', 'viewer'],
  /** How the program itself is, and what is wrong with it. */
  lookAtProgram: ['townAdmin'],
  /** All that is kept of one person, for that person; noted. */
  exportPeople: DESK,
  /** To ask that somebody be forgotten, and to confirm what another has asked. */
  erasePeople: ['townAdmin'],
  keepUsers: ['townAdmin'],
  /** Who the officials and cadres are, and which chat accounts speak for them. */
  keepOfficials: ['townAdmin'],
  audit: ['townAdmin'],
  /** How old the last backup is, and whether it could be put back. */
  seeBackups: ['townAdmin'],
  /** One's own tokens and password. */
  keepOwn: ROLES,
} as const satisfies Record<string, readonly DeskRole[]>

export type Capability = keyof typeof MAY

export const mayRole = (role: DeskRole, capability: Capability): boolean => (MAY[capability] as readonly DeskRole[]).includes(role)

/** What a person can see at all. Lists are filtered by it; what lies outside is "not found", so that nothing is learnt from asking. */
export interface Reach {
  townId: string
  /** Null: the whole town. */
  villageId: string | null
  /** Name of the department whose assignments are all that is seen of issues. */
  department: string | null
  confidential: boolean
  /** Also those that pass over a village's cadres, because they are about them. */
  aboutCadres: boolean
  /** Villagers by name: who raised, rated, supported. Without it, what they said goes without who they are. */
  people: boolean
}

/** A person at the desk, as every order and every page knows them. */
export interface Principal {
  userId: string
  name: string
  role: DeskRole
  townId: string
  villageId: string | null
  department: string | null
  officialId: string | null
  via: 'console' | 'api' | 'server'
  /** A token that may look and not write. */
  readOnly: boolean
}

export const may = (who: Principal, capability: Capability): boolean => mayRole(who.role, capability)

export const reachOf = (who: Principal): Reach => ({
  townId: who.townId,
  villageId: who.villageId,
  department: who.role === 'department' ? (who.department ?? '') : null,
  confidential: may(who, 'seeConfidential'),
  aboutCadres: who.role === 'townAdmin' || who.role === 'official',
  people: may(who, 'lookAtPeople'),
})
