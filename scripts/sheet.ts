/**
 * `npm run sheet -- meeting --hamlet 槐树 [--out folder]`: the sign-in sheet of the meeting that is open or fixed (blanks for the pen when none
 * is) and, when topics or motions are known, the ballot sheet, as .docx.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sheetsFor } from '../src/application/papers/by-hand/evening.ts'
import { hamletMeant } from '../src/application/papers/by-hand/who.ts'
import { loadHamlet } from '../src/store/turn/hamlet.ts'
import { fail, withTown } from './town-database.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hamlet: { type: 'string' }, out: { type: 'string', default: '.' } },
})
if (positionals.join(' ') !== 'meeting' || values.hamlet === undefined) fail('用法：npm run sheet -- meeting --hamlet 槐树 [--out 文件夹]')
const said = values.hamlet

await withTown(async ({ db, clock }) => {
  const hamlet = await hamletMeant(db, said)
  if ('known' in hamlet) fail(`没有叫“${said}”的屋场，有：${hamlet.known.join('、')}。`)
  await mkdir(values.out, { recursive: true })
  for (const { name, bytes } of await sheetsFor(await loadHamlet(db, hamlet.id, clock.now()), clock.now())) {
    await writeFile(join(values.out, name), bytes)
    console.log(join(values.out, name))
  }
}).catch((error: Error) => fail(error.message))
