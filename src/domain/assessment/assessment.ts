/** 督查考核: what is counted for a hamlet and a month (issue-loop: The town's morning). Recording issues never counts against anybody; sent-back closures do. */
export interface Assessment {
  meetings: number
  /** Meetings with quorum. */
  quorate: number
  /** Sums over the meetings: at-home households present, of the frozen bases. */
  householdsPresent: number
  householdsAtHome: number
  /** Motions that bind, voted with quorum, and those of them that were carried. */
  motions: number
  motionsCarried: number
  /** Voted without quorum: on record, and apart. */
  motionsNotBinding: number
  raised: number
  /** The village's deadlines that fell into the month and are past or met; and those met. */
  due: number
  onTime: number
  closed: number
  sentBack: number
  satisfied: number
  raters: number
  /** How many of the raters were asked at the door. */
  atDoor: number
}

export const ASSESSED = [
  'meetings',
  'quorate',
  'householdsPresent',
  'householdsAtHome',
  'motions',
  'motionsCarried',
  'motionsNotBinding',
  'raised',
  'due',
  'onTime',
  'closed',
  'sentBack',
  'satisfied',
  'raters',
  'atDoor',
] as const satisfies readonly (keyof Assessment)[]

export const NOTHING: Assessment = Object.fromEntries(ASSESSED.map((c) => [c, 0])) as unknown as Assessment

/** The sum over hamlets: a village's or the town's figures. */
export function total(parts: readonly Assessment[]): Assessment {
  const sum = { ...NOTHING }
  for (const part of parts) for (const column of ASSESSED) sum[column] += part[column]
  return sum
}
