/** What is wrong with a new login: said with what it is and what it may be, so that nobody has to guess which of the rules was meant. */

const SHORTEST = 3
const LONGEST = 40

export function loginFault(login: string): string | undefined {
  const length = [...login].length
  if (length === 0) return '登录名没有填。'
  if (!/^[a-zA-Z0-9._-]+$/.test(login)) return `登录名只能用字母、数字和 . _ -，“${login}”里有别的。`
  if (length < SHORTEST) return `登录名太短了：“${login}”只有${length}个字，至少要${SHORTEST}个。`
  return length > LONGEST ? `登录名太长了：现在${length}个字，最多${LONGEST}个。` : undefined
}
