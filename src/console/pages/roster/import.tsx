/** The roster from a file: first what it would do, row by row; then, when what was asked is answered, written; and taken back as one. */

import { isColumnKey, takeRosterFile } from '../../../application/orders/roster.ts'
import { takeBackImport } from '../../../application/orders/roster-back.ts'
import type { ColumnKey } from '../../../documents/roster-head.ts'
import { rosterTemplate } from '../../../documents/roster-template.ts'
import { XLSX } from '../../../door/file.ts'
import { Problem } from '../../../door/problem.ts'
import { TOO_LATE } from '../../../door/refusals.ts'
import type { Instant } from '../../../kernel/time.ts'
import { hamletNames } from '../../../store/reading/hamlets.ts'
import { listImports } from '../../../store/rosters.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Check, Order, Select } from '../../forms.tsx'
import { Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { Given, Shown, View } from '../../view.ts'
import { uploaded } from '../upload.ts'
import { Report } from './report.tsx'

const IMPORTS_SHOWN = 20
/** What is said about a file and goes along from step to step. */
const SAID = ['hamlet', 'atHome', 'missing', 'line'] as const

export function rosterPages(console: Console): void {
  console.file('/import/template.xlsx', 'importRoster', XLSX, async () => ({ name: '花名册模板.xlsx', bytes: await rosterTemplate() }))
  console.page('/import', 'importRoster', (view) => entry(console, view))
  console.action('/import', 'importRoster', (given) => lookThrough(console, given))
  console.action('/import/back', 'importRoster', async (given) => {
    const back = await takeBackImport(console.deps, given.who, given.text('import'))
    if (back === 'missing') return undefined
    if (back === 'already') throw new Problem('badRequest', '这次导入已经撤销过了。')
    if (back === 'tooLate') throw new Problem('badRequest', TOO_LATE)
    const left = back.left > 0 ? `；有${back.left}处后来又改过，没有动` : ''
    return { to: '/import', done: `撤销了“${back.fileName}”：还原了${back.households}户${back.people}人${left}。` }
  })
}

async function entry(console: Console, { reach, csrf, now }: View): Promise<Shown> {
  const hamlets = await hamletNames(console.deps.db, reach)
  const imports = await listImports(console.deps.db, reach, IMPORTS_SHOWN)
  const body = (
    <>
      <h1>导入花名册</h1>
      <p>
        先下载模板填好，或者用现成的表：Excel、WPS、CSV、网页导出的 .xls、Word 里的表都读。
        <a href="/import/template.xlsx">下载模板</a>
      </p>
      <Order action="/import" csrf={csrf} class="card" upload>
        <div class="field">
          <label for="file">花名册文件</label>
          <input id="file" name="file" type="file" required accept=".xlsx,.xls,.et,.csv,.tsv,.txt,.html,.htm,.docx,.xml" />
        </div>
        <div class="field">
          <Select
            name="hamlet"
            label="没写屋场的行归到"
            any="（都写了屋场）"
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
        </div>
        <div class="field">
          <Select
            name="atHome"
            label="没写是否长期在家的新户算"
            any="（要写明）"
            options={[
              ['yes', '在家'],
              ['no', '外出'],
            ]}
          />
        </div>
        <Check name="missing">表里有的户，名册上有、表里没有的人，从名册上去掉</Check>
        <p class="hint">先只试一遍，什么都不改，看过再写。有一行不对就全部不写；同一份表导两遍没有关系；写了也可以整份撤销。</p>
        <button type="submit">看看会改什么</button>
      </Order>
      <h2>导过的</h2>
      <Imports imports={imports} csrf={csrf} now={now} />
    </>
  )
  return { title: '导入花名册', body }
}

const Imports = ({ imports, csrf, now }: { imports: Awaited<ReturnType<typeof listImports>>; csrf: string; now: Instant }) => (
  <Table
    label="导过的"
    rows={imports}
    empty="还没有导过。"
    columns={[
      { head: '文件', cell: (i) => i.fileName || '（没有名字）' },
      { head: '谁', cell: (i) => i.userName },
      { head: '时间', cell: (i) => moment(i.at, now) },
      {
        head: '撤销',
        cell: (i) =>
          i.takenBackAt === null ? (
            <Ask
              action="/import/back"
              csrf={csrf}
              name="撤销这次导入"
              means="这次添的、改的、去掉的都还原成导入以前的样子；后来又改过的不动。"
              sure="撤销"
              fields={{ import: i.id }}
            />
          ) : (
            `${i.takenBackBy ?? ''} ${moment(i.takenBackAt, now)}撤销了`
          ),
      },
    ]}
  />
)

async function lookThrough(console: Console, given: Given): Promise<Shown> {
  const { who, text, csrf } = given
  const upload = await uploaded(console, given)
  const { columns, moved, others } = said(given)
  const atHome = text('atHome')
  const report = await takeRosterFile(console.deps, who, upload.bytes, {
    write: text('write') === '1',
    fileName: upload.name,
    hamletId: text('hamlet') || undefined,
    headLine: Number(text('line')) || undefined,
    columns,
    answers: {
      moved,
      others,
      ...(atHome === '' ? {} : { newAtHome: atHome === 'yes' }),
      ...(text('missing') === '1' ? { removeMissing: true } : {}),
    },
  })
  const kept = Object.fromEntries(SAID.map((name) => [name, text(name)] as const).filter(([, value]) => value !== ''))
  const answered = Object.fromEntries([...moved.map((id) => [`who-${id}`, 'moved']), ...others.map((id) => [`who-${id}`, 'other'])])
  // A column without a heading is known for this file alone: it has to be said with every step.
  const named = Object.fromEntries(
    [...columns].flatMap(([word, key], i) => [
      [`word-${i}`, word],
      [`column-${i}`, key],
    ]),
  ) // prettier-ignore
  const fields = { ...kept, ...answered, ...(report.asks ? {} : named), upload: upload.id }
  return { title: '导入花名册', body: <Report r={report} step={{ csrf, fields }} /> }
}

/** What was chosen for each column, and who has moved. */
function said({ form }: Given): { columns: Map<string, ColumnKey | 'none'>; moved: string[]; others: string[] } {
  const columns = new Map<string, ColumnKey | 'none'>()
  const found = { moved: [] as string[], others: [] as string[] }
  for (const [name, value] of Object.entries(form)) {
    const [, index] = /^column-(\d{1,3})$/.exec(name) ?? []
    const word = form[`word-${index}`]
    if (index !== undefined && typeof word === 'string' && typeof value === 'string' && isColumnKey(value)) columns.set(word, value)
    const [, id] = /^who-(.{1,80})$/.exec(name) ?? []
    if (id !== undefined) (value === 'moved' ? found.moved : found.others).push(id)
  }
  return { columns, ...found }
}
