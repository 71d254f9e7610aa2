/**
 * `npm run admin-link [-- <login>]`: prints a one-time link with which an admin sets a new password. For whoever has the server in hand, when
 * the only admin has forgotten it; at the desk, an admin makes such a link for everybody else.
 */
import { adminLink } from '../src/application/orders/users.ts'
import { loadConfig } from '../src/config.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { fail, PROJECT_DIR, withTown } from './town-database.ts'

const [login, ...more] = process.argv.slice(2)
if (more.length > 0) fail('usage: npm run admin-link [-- <login>]')

await withTown(async ({ db }) => {
  const made = await adminLink(db, systemClock, login)
  if ('unknown' in made) throw new Error(`no admin ${JSON.stringify(made.unknown)} may log in`)
  if ('choose' in made) throw new Error(`there are several admins; say which: npm run admin-link -- ${made.choose.join(' | ')}`)
  const { host, port } = loadConfig(PROJECT_DIR)
  const at = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const link = 'first' in made ? made.first : made.link
  console.log(`${at}${link}`)
  console.log('first' in made ? '还没有管理员：打开这个链接设一个。' : `${made.login}：打开这个链接设新密码。三天内有效，用一次。`)
}).catch((error: Error) => fail(error.message))
