/** What stands under which heading of 今天, and in whose group: jobs of issues, errands, and what the digest says of hamlets. */
import type { DigestItem } from '../../../domain/digest/digest.ts'
import { SECTIONS, type Section, type TodayItem } from '../../../domain/digest/today.ts'
import type { DeskRole } from '../../../domain/rights/desk.ts'
import type { Errand } from '../../../store/reading/today.ts'

export type Entry =
  | { of: 'issue'; item: TodayItem }
  | { of: 'errand'; errand: Errand }
  /** Several of one kind at one place are one line: nobody reads sixty times that a head is not filed. */
  | { of: 'errands'; kind: Errand['kind']; count: number; villageId: string | null }
  | { of: 'digest'; item: DigestItem & { href: string | undefined } }
  | { of: 'digests'; kind: DigestItem['kind']; month: string | undefined; count: number }

export interface Group {
  /** A village; for a cadre a hamlet; empty where it is nowhere in particular. */
  name: string
  villageId: string | null
  entries: Entry[]
  count: number
  late: number
}

type Places = Partial<Record<DeskRole, Section>>
const OF_TOWN: Places = { townAdmin: 'below', official: 'below', viewer: 'below' }
const ERRANDS: Readonly<Record<Errand['kind'], Places>> = {
  claim: { townAdmin: 'below', official: 'below', cadre: 'mine' },
  file: { townAdmin: 'mine', official: 'mine' },
  registry: { townAdmin: 'below', official: 'below', cadre: 'mine' },
  erasure: { townAdmin: 'mine' },
  caller: { townAdmin: 'mine' },
}
/** Of issues the digest has what 今天 has by itself; of hamlets and of the program it has more. */
const DIGEST: Readonly<Partial<Record<DigestItem['kind'], Places>>> = {
  noMeeting: { ...OF_TOWN, cadre: 'below' },
  noQuorum: { ...OF_TOWN, cadre: 'below' },
  offline: { ...OF_TOWN, townAdmin: 'mine' },
  backupLate: { ...OF_TOWN, townAdmin: 'mine' },
}

/** From so many of one kind on, they are one line. */
const MANY = 4

export interface Today {
  role: DeskRole
  /** By hamlets for somebody who has one village. */
  byHamlet: boolean
  items: readonly TodayItem[]
  errands: readonly Errand[]
  digest: readonly (DigestItem & { href: string | undefined })[]
}

export function sectionsOf({ role, byHamlet, items, errands, digest }: Today): Record<Section, Group[]> {
  const sections: Record<Section, Map<string, Group>> = { mine: new Map(), below: new Map(), coming: new Map() }
  const groupOf = (section: Section, at: { village: string | null; hamlet: string | null; villageId: string | null }): Group => {
    const name = (byHamlet ? at.hamlet : at.village) ?? ''
    const group = sections[section].get(name) ?? { name, villageId: at.villageId, entries: [], count: 0, late: 0 }
    sections[section].set(name, group)
    return group
  }
  for (const item of items) {
    const group = groupOf(item.section, item.issue)
    group.entries.push({ of: 'issue', item })
    group.count += 1
    if (item.late !== undefined) group.late += 1
  }
  for (const errand of errands) {
    const section = ERRANDS[errand.kind][role]
    if (section) add(groupOf(section, errand), { of: 'errand', errand })
  }
  for (const item of digest) {
    const section = DIGEST[item.kind]?.[role]
    if (section) add(groupOf(section, { village: item.village, hamlet: item.hamlet, villageId: null }), { of: 'digest', item })
  }
  const sorted = (section: Section): Group[] =>
    [...sections[section].values()]
      .map((group) => ({ ...group, entries: gathered(group) }))
      // What is nowhere in particular concerns the whole town; then where most is late.
      .sort((a, b) => Number(a.name !== '') - Number(b.name !== '') || b.late - a.late || b.count - a.count)
  return Object.fromEntries(SECTIONS.map((section) => [section, sorted(section)])) as Record<Section, Group[]>
}

function add(group: Group, entry: Entry): void {
  group.entries.push(entry)
  group.count += 1
}

const kindOf = (entry: Entry): string =>
  entry.of === 'errand' ? entry.errand.kind : entry.of === 'digest' ? `${entry.item.kind}/${entry.item.month ?? ''}` : ''

function gathered(group: Group): Entry[] {
  const counts = new Map<string, number>()
  for (const entry of group.entries) counts.set(kindOf(entry), (counts.get(kindOf(entry)) ?? 0) + 1)
  const told = new Set<string>()
  return group.entries.flatMap((entry): Entry[] => {
    const kind = kindOf(entry)
    const count = counts.get(kind) ?? 0
    const gathers =
      (entry.of === 'errand' && (entry.errand.kind === 'file' || entry.errand.kind === 'registry')) ||
      (entry.of === 'digest' && entry.item.kind === 'noMeeting')
    if (!gathers || count < MANY) return [entry]
    if (told.has(kind)) return []
    told.add(kind)
    return entry.of === 'errand'
      ? [{ of: 'errands', kind: entry.errand.kind, count, villageId: group.villageId }]
      : entry.of === 'digest'
        ? [{ of: 'digests', kind: entry.item.kind, month: entry.item.month, count }]
        : [entry]
  })
}
