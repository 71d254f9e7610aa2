/**
 * Puppets of the web protocol hand a text over as the page shows it: pictures and faces as tags, line ends as <br/>, five characters escaped.
 * What people typed is made of it again. A text without any of these is left alone, so that `1<2` typed elsewhere stays as it is.
 */

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' }
const ENTITY = /&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi

const character = (point: number): string | undefined =>
  point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : undefined

/** &amp; once: what was typed as `&lt;` comes as `&amp;lt;`. */
export const unescaped = (text: string): string =>
  text.replace(
    ENTITY,
    (whole, name?: string, decimal?: string, hex?: string) =>
      (name ? NAMED[name.toLowerCase()] : character(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16))) ?? whole,
  )

/** Only tags that the web protocol itself makes; anything else in angle brackets was typed. */
const TAG = /<(?:img|span)\b[^<>]{0,400}?\bclass="[^"<>]{0,120}?\b(?:qq)?emoji\b[^"<>]{0,120}"[^<>]{0,400}>(?:<\/span>)?/gi
const LINE_END = /<br\s{0,4}\/?>/gi

/** emoji1f44d is 👍, emoji1f1e81f1f3 the flag: the hex digits are the code points, four or five each, as iOS and the page write them. */
function pictureOf(tag: string): string | undefined {
  const hex = /\bemoji((?:[\da-f]{4,6}[-_]?){1,8})\b/i.exec(tag)?.[1]
  if (hex === undefined) return undefined
  const points = hex.match(/1[0-9a-f]{4}|[0-9a-f]{4}/gi) ?? []
  const picture = points.map((point) => character(Number.parseInt(point, 16)) ?? '').join('')
  return picture === '' ? undefined : picture
}

/** text="[抱拳]_web" is the face’s own name. */
const faceOf = (tag: string): string | undefined => /\btext="(\[[^\]"<>]{1,12}\])(?:_web)?"/i.exec(tag)?.[1]

export function plainText(text: string): string {
  const shown = text.replace(TAG, (tag) => pictureOf(tag) ?? faceOf(tag) ?? '')
  const marked = shown !== text || LINE_END.test(text) || /&(?:lt|gt|amp|quot|nbsp|#\d+|#x[\da-f]+);/i.test(text)
  return marked ? unescaped(shown.replace(LINE_END, '\n')) : text
}
