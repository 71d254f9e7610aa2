/** Numbers as people write them: 12, 十二, 两, 廿三, 一百零五. */

const DIGITS: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 俩: 2, 三: 3, 仨: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 幺: 1 }

/** Source of a regular expression for one number; no group inside. At most four digits: nothing counted here is longer. */
export const NUM = '(?:\\d{1,4}|[一二两三四五六七八九十百零廿卅]{1,6})'

/** The number that `text` writes, or undefined when it is none (一百百, 十二三). */
export function numberOf(text: string): number | undefined {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  let total = 0
  let pending: number | undefined
  let unit = 1000
  for (const char of text) {
    const digit = DIGITS[char]
    if (digit !== undefined) {
      if (pending !== undefined && pending !== 0) return undefined
      pending = digit
      continue
    }
    const scale = char === '十' ? 10 : char === '百' ? 100 : char === '廿' ? -20 : char === '卅' ? -30 : 0
    if (scale === 0) return undefined
    if (scale < 0) {
      if (total !== 0 || pending !== undefined) return undefined
      total = -scale
      unit = 10
      continue
    }
    if (scale >= unit) return undefined
    total += (pending ?? 1) * scale
    unit = scale
    pending = undefined
  }
  if (text === '') return undefined
  return total + (pending ?? 0)
}

/** The digits of a run such as 一三 or 13, for people who write two option numbers without anything between. */
export function digitsOf(text: string): number[] | undefined {
  const digits: number[] = []
  for (const char of text) {
    const digit = char >= '0' && char <= '9' ? Number(char) : DIGITS[char]
    if (digit === undefined) return undefined
    digits.push(digit)
  }
  return digits
}
