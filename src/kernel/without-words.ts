/**
 * What the program and its libraries say is ASCII; what people write, and are called, here is not. An error of the database, or of a library that
 * quotes what it was given, is told without either, and without the values of rows.
 */
export const withoutWords = (text: string): string =>
  text
    .replace(/(Failing row contains )\(.*?\)(?=[.`\s]|$)/gs, '$1(…)')
    .replace(/(Key \([^)]*\)=)\([^)]*\)/g, '$1(…)')
    .replace(/\P{ASCII}+/gu, '…')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '…')

/** All strings in it, as deep as a line of a log goes. */
export function withoutWordsIn(value: unknown, depth = 4): unknown {
  if (typeof value === 'string') return withoutWords(value)
  if (depth === 0 || value === null || typeof value !== 'object' || value instanceof Error) return value
  if (Array.isArray(value)) return value.map((one) => withoutWordsIn(one, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutWordsIn(one, depth - 1)]))
}
