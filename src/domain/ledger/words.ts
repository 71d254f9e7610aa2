/**
 * What of an entry is somebody's words, and not an id or a figure: why it was done, and the few short texts in its data. Fingerprints of words
 * count as words: whoever guesses the words would know them by it.
 */
import type { EventData } from '../base/events.ts'

const IN_DATA: { readonly [K in keyof EventData]?: readonly (keyof EventData[K] & string)[] } = {
  meetingCancelled: ['reason'],
  venueSet: ['venue'],
  topicAdded: ['topic'],
  issueRaised: ['textDigest'],
  villageStudied: ['textDigest'],
  lineRecorded: ['sha256'],
  lineCorrected: ['sha256'],
}

interface Content {
  what: string
  data: unknown
  why: string | null
}

type Fields = Record<string, unknown>

const namesOf = (what: string): readonly string[] => (IN_DATA as Readonly<Record<string, readonly string[]>>)[what] ?? []

/** The words of an entry, and its data without them. */
export function apart({ what, data, why }: Content): { words: Fields; rest: Fields } {
  const names = namesOf(what)
  const fields = (data ?? {}) as Fields
  const words: Fields = { why: why ?? null }
  for (const name of names) words[name] = fields[name] ?? null
  return { words, rest: Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))) }
}

export const hasWords = (entry: Content): boolean => Object.values(apart(entry).words).some((word) => word !== null)

/** The same entry, its words gone. */
export function withoutWords<E extends Content>(entry: E): E {
  const gone = namesOf(entry.what).filter((name) => name in ((entry.data ?? {}) as Fields))
  return { ...entry, why: null, data: { ...(entry.data as Fields), ...Object.fromEntries(gone.map((name) => [name, null])) } }
}
