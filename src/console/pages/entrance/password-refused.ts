/** What is wrong with a new password. */
import { PASSWORD_MIN } from '../../../application/orders/passwords.ts'

export const PASSWORD_REFUSED = {
  short: `密码至少要 ${PASSWORD_MIN} 个字。`,
  long: '密码太长了。',
  sameAsLogin: '密码里不要带登录名。',
} as const
