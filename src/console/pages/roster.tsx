/** The roster from a file: first what it would do, row by row; then the same file once more to do it. */

import { type RosterReport, takeRosterFile } from '../../application/orders/roster.ts'
import { rosterTemplate } from '../../documents/roster-template.ts'
import { XLSX } from '../../door/file.ts'
import { Problem } from '../../door/problem.ts'
import { hamletNames } from '../../store/reading/hamlets.ts'
import type { Console } from '../declare.tsx'
import { Check, Order, Select } from '../forms.tsx'
import { Table } from '../parts.tsx'
import type { Given } from '../view.ts'

const FILE_BYTES = 5 * 1024 * 1024
/** Faults shown at once: whoever has more has one mistake many times. */
const PROBLEMS_SHOWN = 300

export function rosterPages(console: Console): void {
  const { deps } = console
  console.file('/import/template.xlsx', 'importRoster', XLSX, async () => ({ name: '花名册模板.xlsx', bytes: await rosterTemplate() }))
  console.page('/import', 'importRoster', async ({ reach, csrf }) => {
    const hamlets = await hamletNames(deps.db, reach)
    const body = (
      <>
        <h1>导入花名册</h1>
        <p>
          先下载模板填好，或者用现成的表（.xlsx 或 .csv）。
          <a href="/import/template.xlsx">下载模板</a>
        </p>
        <Order action="/import" csrf={csrf} class="card" upload>
          <div class="field">
            <label for="file">花名册文件</label>
            <input id="file" name="file" type="file" required accept=".xlsx,.csv" />
          </div>
          <Select
            name="hamlet"
            label="没写屋场的行归到"
            any="（都写了屋场）"
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
          <Check name="write">已经试过没有问题，这次写进去</Check>
          <p class="hint">不打勾就只试一遍，什么都不改。有一行不对就全部不写；表里没有的人不会被删掉；同一份表导两遍没有关系。</p>
          <button type="submit">导入</button>
        </Order>
      </>
    )
    return { title: '导入花名册', body }
  })
  console.action('/import', 'importRoster', async (given) => {
    const report = await read(console, given)
    return { title: '导入花名册', body: <Report r={report} /> }
  })
}

async function read(console: Console, { who, form, text }: Given): Promise<RosterReport> {
  const { file } = form
  if (!(file instanceof File) || file.size === 0) throw new Problem('badRequest', '请选一个文件。')
  if (file.size > FILE_BYTES) throw new Problem('tooLarge', '文件太大了，最多 5 MB，请分成几份。')
  const bytes = Buffer.from(await file.arrayBuffer())
  return takeRosterFile(console.deps, who, bytes, { write: text('write') === '1', hamletId: text('hamlet') || undefined })
}

const Report = ({ r }: { r: RosterReport }) => (
  <>
    <h1>导入花名册</h1>
    {r.problems.length > 0 ? (
      <p class="note bad" role="alert">
        有 {r.problems.length} 处要改，一行都没有写进去。改好了再导一次。
      </p>
    ) : r.written ? (
      <p class="note good" role="status">
        写进去了。
      </p>
    ) : (
      <p class="note" role="status">
        试过了，没有问题，还没有写进去。回去打上勾，再导一次同一份表。
      </p>
    )}
    {r.unusedColumns.length > 0 ? <p class="soft">这些列用不上，没有读：{r.unusedColumns.join('、')}</p> : null}
    {r.problems.length > 0 ? (
      <Table
        label="要改的"
        rows={r.problems.slice(0, PROBLEMS_SHOWN)}
        empty=""
        columns={[
          { head: '第几行', cell: (p) => (p.row === 0 ? '整个文件' : `第${p.row}行`) },
          { head: '哪一列', cell: (p) => p.column ?? '' },
          { head: '怎么不对', cell: (p) => p.reason },
        ]}
      />
    ) : (
      <Table
        label="各屋场"
        rows={r.hamlets}
        empty="表里没有户。"
        columns={[
          { head: '屋场', cell: (h) => <a href={`/hamlets/${h.hamletId}/people`}>{h.hamletName}</a> },
          { head: '表里', cell: (h) => `${h.households}户 ${h.people}人` },
          { head: '新添户', cell: (h) => `${h.householdsAdded}户` },
          { head: '改户', cell: (h) => `${h.householdsChanged}户` },
          { head: '新添人', cell: (h) => `${h.peopleAdded}人` },
          { head: '改人', cell: (h) => `${h.peopleChanged}人` },
        ]}
      />
    )}
    <p>
      <a href="/import">再导一份</a>
    </p>
  </>
)
