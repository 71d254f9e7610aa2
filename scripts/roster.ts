/**
 * `npm run roster -- <file.xlsx|csv> [--hamlet 槐树] --by <name> [--dry-run]`: takes a roster into the hamlets that it names. Every bad row is
 * shown with its number and reason, and then nothing is changed; a file that was taken in before changes nothing either.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { takeRosterFile } from '../src/application/orders/roster.ts'
import { deskPerson, hamletMeant } from '../src/application/papers/by-hand/who.ts'
import { fail, withTown } from './town-database.ts'

const USAGE = '用法：npm run roster -- 花名册.xlsx --by 周建国 [--hamlet 槐树] [--dry-run]'
/** Bad rows shown: whoever mends fifty sends the file again anyway. */
const PROBLEMS_SHOWN = 50

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hamlet: { type: 'string' }, by: { type: 'string' }, 'dry-run': { type: 'boolean' } },
})
const [file, ...more] = positionals
if (file === undefined || more.length > 0 || values.by === undefined) fail(USAGE)
const by = values.by
const bytes = await readFile(file).catch((error: Error) => fail(`读不了${file}：${error.message}`))

await withTown(async (deps) => {
  const who = (await deskPerson(deps.db, by)) ?? fail(`没有叫“${by}”的镇村干部。`)
  const meant = values.hamlet === undefined ? undefined : await hamletMeant(deps.db, values.hamlet)
  if (meant && 'known' in meant) fail(`没有叫“${values.hamlet}”的屋场，有：${meant.known.join('、')}。`)
  const report = await takeRosterFile(deps, who, bytes, {
    write: values['dry-run'] !== true,
    hamletId: meant?.id,
    onProgress: ({ done, total }) => process.stderr.write(`\r已看${done}/${total}行${done === total ? '\n' : ''}`),
  })
  for (const { row, column, reason } of report.problems.slice(0, PROBLEMS_SHOWN))
    console.error(`${row === 0 ? '文件' : `第${row}行`}${column ? ` ${column}` : ''}：${reason}`)
  if (report.problems.length > 0) fail(`一共${report.problems.length}处要改，什么都没有动。`)
  for (const column of report.unusedColumns) console.log(`“${column}”这一列没有用到。`)
  for (const h of report.hamlets)
    console.log(
      `${h.hamletName}：${h.households}户${h.people}人，新增${h.householdsAdded}户${h.peopleAdded}人，改动${h.householdsChanged}户${h.peopleChanged}人`,
    )
  console.log(report.written ? '已经记进花名册。' : '只是看看，什么都没有动。')
}).catch((error: Error) => fail(error.message))
