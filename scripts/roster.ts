/**
 * `npm run roster -- <file> --by <name> [--hamlet 槐树] [--dry-run] …`: takes a roster into the hamlets that it names. Every bad row is shown with its
 * number and reason, and then nothing is changed; every change is shown before → after; a file that was taken in before changes nothing.
 * `npm run roster -- --back <import> --by <name>` takes an import back as one.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { isColumnKey, type RosterReport, takeRosterFile } from '../src/application/orders/roster.ts'
import { takeBackImport } from '../src/application/orders/roster-back.ts'
import { deskPerson, hamletMeant } from '../src/application/papers/by-hand/who.ts'
import type { Deps } from '../src/application/ports.ts'
import { COLUMN_KEYS, type ColumnKey, ROSTER_COLUMNS } from '../src/documents/roster-head.ts'
import type { Principal } from '../src/domain/rights/desk.ts'
import { TOO_LATE } from '../src/door/refusals.ts'
import { sayRosterReport } from '../src/text/roster-report.ts'
import { fail, withTown } from './town-database.ts'

const USAGE = `用法：npm run roster -- 花名册.xlsx --by 周建国 [--hamlet 槐树] [--dry-run]
  --column 住户编号=户号   表头里的词是哪一列（用不上写“=不用”），记下来，下次不用再说；可写几次
  --line 3                 表头在第几行
  --moved 张三 --other 李四  名册上另一户也有的同名的人：是搬了户的，还是另一个人；可写几次
  --new-at-home 在家|外出   没写是否长期在家的新户算哪样
  --remove-missing         表里有的户，表里没有的人从名册上去掉
撤销一次导入：npm run roster -- --back <编号> --by 周建国`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hamlet: { type: 'string' },
    by: { type: 'string' },
    'dry-run': { type: 'boolean' },
    column: { type: 'string', multiple: true },
    line: { type: 'string' },
    moved: { type: 'string', multiple: true },
    other: { type: 'string', multiple: true },
    'new-at-home': { type: 'string' },
    'remove-missing': { type: 'boolean' },
    back: { type: 'string' },
  },
})
const [file, ...more] = positionals
const { by, back } = values
if (by === undefined || more.length > 0 || (file === undefined) === (back === undefined)) fail(USAGE)

await withTown(async (deps) => {
  const who = (await deskPerson(deps.db, by)) ?? fail(`没有叫“${by}”的镇村干部。`)
  if (back !== undefined) await takeBack(deps, who, back)
  else if (file !== undefined) await take(deps, who, file)
}).catch((error: Error) => fail(error.message))

async function take(deps: Deps, who: Principal, path: string): Promise<void> {
  const bytes = await readFile(path).catch((error: Error) => fail(`读不了${path}：${error.message}`))
  const meant = values.hamlet === undefined ? undefined : await hamletMeant(deps.db, values.hamlet)
  if (meant && 'known' in meant) fail(`没有叫“${values.hamlet}”的屋场，有：${meant.known.join('、')}。`)
  const order = {
    fileName: basename(path),
    hamletId: meant?.id,
    columns: columnsSaid(values.column ?? []),
    headLine: values.line === undefined ? undefined : Number(values.line),
    onProgress: ({ done, total }: { done: number; total: number }) =>
      process.stderr.write(`\r已看${done}/${total}行${done === total ? '\n' : ''}`),
  }
  const atHome = values['new-at-home']
  const answers = {
    ...(atHome === undefined ? {} : { newAtHome: atHome === '在家' }),
    ...(values['remove-missing'] ? { removeMissing: true } : {}),
  }
  // Names are asked about by the villager they may be: a first look tells which.
  const named = [...(values.moved ?? []), ...(values.other ?? [])]
  const looked =
    named.length > 0 ? await takeRosterFile(deps, who, bytes, { ...order, onProgress: undefined, write: false, answers }) : undefined
  const whose = (names: readonly string[] = []): string[] =>
    (looked?.questions ?? []).filter((q) => names.includes(q.name)).map((q) => q.villagerId)
  const report = await takeRosterFile(deps, who, bytes, {
    ...order,
    write: values['dry-run'] !== true,
    answers: { ...answers, moved: whose(values.moved), others: whose(values.other) },
  })
  show(report)
}

function show(report: RosterReport): void {
  const { lines, faults } = sayRosterReport(report)
  for (const line of faults) console.error(line)
  if (report.asks)
    console.error(
      `第${report.asks.line}行当作表头，认出来的：${report.asks.columns.map((c) => `${c.word}=${c.key ? ROSTER_COLUMNS[c.key].head : '？'}`).join('、')}。认错的用--column说明。`,
    )
  for (const line of lines) console.log(line)
  if (report.problems.length > 0) fail(`一共${report.problems.length}处要改，什么都没有动。`)
  if (report.questions.length > 0 && values['dry-run'] !== true) fail('有人要先问清楚，什么都没有动。')
  console.log(
    report.written ? `已经记进花名册。要撤销：npm run roster -- --back ${report.importId} --by ${by}` : '只是看看，什么都没有动。',
  )
}

function columnsSaid(said: readonly string[]): Map<string, ColumnKey | 'none'> {
  return new Map(
    said.map((one) => {
      const [word = '', meant = ''] = one.split('=')
      const key = meant === '不用' ? 'none' : (COLUMN_KEYS.find((k) => ROSTER_COLUMNS[k].head === meant) ?? meant)
      if (!isColumnKey(key)) fail(`没有“${meant}”这一列，有：${COLUMN_KEYS.map((k) => ROSTER_COLUMNS[k].head).join('、')}、不用。`)
      return [word, key]
    }),
  )
}

async function takeBack(deps: Deps, who: Principal, importId: string): Promise<void> {
  const result = await takeBackImport(deps, who, importId)
  if (result === 'missing') fail(`没有“${importId}”这次导入，或不归您管。`)
  if (result === 'already') fail('这次导入已经撤销过了。')
  if (result === 'tooLate') fail(TOO_LATE)
  const left = result.left > 0 ? `；有${result.left}处后来又改过，没有动` : ''
  console.log(`撤销了“${result.fileName}”：还原了${result.households}户${result.people}人${left}。`)
}
