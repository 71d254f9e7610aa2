/**
 * The line with which a message begins in a copied or exported chat: who, and when. Pure.
 *
 * head   := moment name [: words] | name moment [: words]
 * moment := [bracket] [date] [weekday] [part of day] h:mm[:ss] [AM|PM] [bracket]
 * date   := 2026-9-7 | 2026/9/7 | 2026年9月7日 | 9-7 | 9/7 | 9月7日 | 今天 | 昨天 | 前天
 *
 * A name is whatever stands where a name stands: with blanks, brackets, pictures or colons in it.
 */
export interface ChatHead {
  name: string
  /** What follows on the same line. */
  words: string
  /** The year is written: an export's own line, and not a time that somebody named. */
  dated: boolean
  /** Behind a time: the name if the colon in it belongs to it, and the words stand below. */
  whole?: string
}

const YEAR = String.raw`\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?`
const DATE = String.raw`(?:${YEAR}|\d{1,2}[-/]\d{1,2}|\d{1,2}月\d{1,2}[日号]?|今天|昨天|前天)`
const WEEKDAY = `(?:(?:星期|周|礼拜)[一二三四五六日天]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)`
const PART = `(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|夜里)`
const CLOCK = String.raw`\d{1,2}\s?[:：]\s?\d{2}(?:[:：]\d{2})?(?:\.\d{1,3})?(?:\s?(?:AM|PM|am|pm))?`
const MOMENT = String.raw`[\[(（【]?(?:${DATE}[ T,，]*)?(?:${WEEKDAY}[ ,，]*)?(?:${PART}\s?)?${CLOCK}[\])）】]?`
const NAME_CHARS = 60

const MOMENT_FIRST = new RegExp(`^(${MOMENT})[\\s:：,，-]*(.+)$`)
const NAME_FIRST = new RegExp(`^(.{1,${NAME_CHARS}}?)[\\s,，]+(${MOMENT})\\s*(?:[:：]\\s*(.*))?$`)
/** Between the days: “—— 2026-09-07 ——”, “2026年9月7日 星期一”, a time alone. */
const SEPARATOR = new RegExp(`^[-—–=*\\s]*(?:${MOMENT}|${DATE}(?:\\s*${WEEKDAY})?|${WEEKDAY})[-—–=*\\s]*$`)
const DATED = new RegExp(YEAR)

export const isSeparator = (row: string): boolean => SEPARATOR.test(row)

/** `isKnown`: whether somebody goes by that name; decides where a name with a colon in it ends. */
export function headIn(row: string, isKnown: (name: string) => boolean): ChatHead | undefined {
  if (isSeparator(row)) return undefined
  const [, moment, rest] = MOMENT_FIRST.exec(row) ?? []
  if (moment !== undefined && rest !== undefined) {
    const { name, words, cut } = splitAtColon(rest, isKnown)
    const whole = cut && !isKnown(name) ? { whole: plainSpeaker(rest.trim()) } : cut ? {} : { whole: plainSpeaker(name) }
    return name.length <= NAME_CHARS ? { name: plainSpeaker(name), words, dated: DATED.test(moment), ...whole } : undefined
  }
  const [, name, at = '', words = ''] = NAME_FIRST.exec(row) ?? []
  return name === undefined ? undefined : { name: plainSpeaker(name), words, dated: DATED.test(at) }
}

/** Without times a colon behind a name is all there is. */
export function namedLine(row: string, isKnown: (name: string) => boolean): ChatHead | undefined {
  const { name, words, cut } = splitAtColon(row, isKnown)
  return cut && name.length <= 20 ? { name: plainSpeaker(name), words, dated: false } : undefined
}

function splitAtColon(text: string, isKnown: (name: string) => boolean): { name: string; words: string; cut: boolean } {
  const cuts = [...text.slice(0, NAME_CHARS).matchAll(/[:：]/g)].map((m) => m.index)
  const at = cuts.find((cut) => isKnown(text.slice(0, cut).trim())) ?? cuts[0]
  if (at === undefined) return { name: text.trim(), words: '', cut: false }
  return { name: text.slice(0, at).trim(), words: text.slice(at + 1).trim(), cut: true }
}

/** Exports put an account behind the name: 张三(12345678), 张三<a@b.cn>, 张三(wxid_x). */
const plainSpeaker = (name: string): string =>
  name
    .replace(/\s*(?:[(（](?:\d{5,12}|wxid_\w+|[\w.-]+@[\w.-]+)[)）]|<[^<>]{3,60}>)$/, '')
    .replace(/^["'“”]+|["'“”]+$/g, '')
    .trim()
