/** What a looked-through roster would do, and what is asked before it is written. */
import type { FC } from 'hono/jsx'
import type { RosterReport } from '../../../application/orders/roster.ts'
import type { HamletReport, RosterLineChange } from '../../../application/orders/roster-report.ts'
import { COLUMN_KEYS, type ColumnsAsked, ROSTER_COLUMNS } from '../../../documents/roster-head.ts'
import { sayStrange } from '../../../text/roster-report.ts'
import { Fold, Order, Select } from '../../forms.tsx'
import { Table } from '../../parts.tsx'

/** Faults shown at once: whoever has more has one mistake many times. */
const PROBLEMS_SHOWN = 300
const CHANGES_SHOWN = 300
/** More than these are folded away. */
const OPEN_UP_TO = 50

/** What goes along from step to step: the file that was kept, and what was said about it. */
interface Step {
  csrf: string
  fields: Readonly<Record<string, string>>
}

const Kept: FC<Step> = ({ fields }) => (
  <>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

export const Report: FC<{ r: RosterReport; step: Step }> = ({ r, step }) => (
  <>
    <h1>导入花名册</h1>
    <Outcome r={r} />
    {r.notes.map((note) => (
      <p class="soft">{note}。</p>
    ))}
    {r.unusedColumns.length > 0 ? <p class="soft">这些列用不上，没有读：{r.unusedColumns.join('、')}</p> : null}
    {r.asks ? <Columns asks={r.asks} step={step} /> : null}
    {r.problems.length > 0 ? <Problems r={r} /> : null}
    {r.hamlets.map((h) => (
      <Hamlet h={h} />
    ))}
    {r.problems.length === 0 && !r.written ? <Write r={r} step={step} /> : null}
    <p>
      <a href="/import">{r.written ? '回到导入' : '换一份文件'}</a>
    </p>
  </>
)

const Outcome: FC<{ r: RosterReport }> = ({ r }) => {
  if (r.written)
    return (
      <p class="note good" role="status">
        写进去了。写错了可以到“导入花名册”页下面整份撤销。
      </p>
    )
  if (r.problems.length > 0)
    return (
      <p class="note bad" role="alert">
        {r.asks
          ? '这份表的列没有全认出来，一行都没有写进去。请在下面选好哪一列是什么。'
          : `有 ${r.problems.length} 处要改，一行都没有写进去。改好了再导一次。`}
      </p>
    )
  return (
    <p class="note" role="status">
      {r.questions.length > 0
        ? `试过了，还没有写进去。有 ${r.questions.length} 个人要先说清楚，在最下面。`
        : '试过了，还没有写进去。看看下面改了什么，没有错再点“写进去”。'}
    </p>
  )
}

const Problems: FC<{ r: RosterReport }> = ({ r }) => (
  <Table
    label="要改的"
    rows={r.problems.slice(0, PROBLEMS_SHOWN)}
    empty=""
    columns={[
      { head: '第几行', cell: (p) => `${p.sheet ? `“${p.sheet}”` : ''}${p.row === 0 ? '整个文件' : `第${p.row}行`}` },
      { head: '哪一列', cell: (p) => p.column ?? '' },
      { head: '怎么不对', cell: (p) => p.reason },
    ]}
  />
)

const KINDS: [RosterLineChange['kind'], string][] = [
  ['added', '新添'],
  ['changed', '改动'],
  ['moved', '搬户'],
  ['removed', '去掉'],
]

const Hamlet: FC<{ h: HamletReport }> = ({ h }) => (
  <section class="card">
    <h2>
      <a href={`/hamlets/${h.hamletId}/people`}>{h.hamletName}</a>
    </h2>
    <p>
      表里 {h.households} 户 {h.people} 人：新添 {h.householdsAdded} 户 {h.peopleAdded} 人，改动 {h.householdsChanged} 户 {h.peopleChanged}{' '}
      人，搬户 {h.peopleMoved} 人，去掉 {h.householdsRemoved} 户 {h.peopleRemoved} 人。
    </p>
    {h.strange.length > 0 ? <p class="note bad">{sayStrange(h.strange)}</p> : null}
    {KINDS.map(([kind, name]) => (
      <Changes name={name} changes={h.changes.filter((c) => c.kind === kind)} open={kind !== 'added'} />
    ))}
    {h.numbered.length > 0 ? (
      <Fold class="more" summary={`表里没写户号的 ${h.numbered.length} 户，对到了这些户`} holds="">
        <p>{h.numbered.join('；')}</p>
      </Fold>
    ) : null}
    <LeftAlone {...h.leftAlone} />
  </section>
)

const Changes: FC<{ name: string; changes: RosterLineChange[]; open: boolean }> = ({ name, changes, open }) =>
  changes.length === 0 ? null : (
    <Fold class="more" summary={`${name} ${changes.length} 处`} holds="" open={open && changes.length <= OPEN_UP_TO}>
      <Table
        label={name}
        rows={changes.slice(0, CHANGES_SHOWN)}
        empty=""
        columns={[
          { head: '谁', cell: (c) => c.who },
          { head: '原来 → 现在', cell: (c) => c.fields.map((f) => `${f.field}：${f.before} → ${f.after}`).join('；') || name },
        ]}
      />
      {changes.length > CHANGES_SHOWN ? <p class="soft">只列了前 {CHANGES_SHOWN} 处。</p> : null}
    </Fold>
  )

const LeftAlone: FC<HamletReport['leftAlone']> = ({ households, people }) =>
  households.length + people.length === 0 ? null : (
    <Fold class="more" summary={`名册上有、表里没有的 ${households.length} 户 ${people.length} 人，不动`} holds="">
      {people.length > 0 ? <p>人：{people.join('、')}</p> : null}
      {households.length > 0 ? <p>户：{households.join('、')}</p> : null}
    </Fold>
  )

const Write: FC<{ r: RosterReport; step: Step }> = ({ r, step }) => (
  <Order action="/import" csrf={step.csrf} class="card">
    <Kept {...step} />
    {r.questions.map((q) => (
      <fieldset>
        <legend>
          第{q.row}行的“{q.name}”写在{q.to}，名册上{q.from}也有一个“{q.name}”（{q.hamletName}）
        </legend>
        <label class="check">
          <input type="radio" name={`who-${q.villagerId}`} value="moved" required /> 是同一个人，从{q.from}搬到{q.to}
        </label>
        <label class="check">
          <input type="radio" name={`who-${q.villagerId}`} value="other" required /> 是两个人，新添一个
        </label>
      </fieldset>
    ))}
    <div class="actions">
      {r.questions.length > 0 ? (
        <button type="submit" class="plain" name="write" value="">
          说好了，再试一遍
        </button>
      ) : (
        <button type="submit" name="write" value="1">
          写进去
        </button>
      )}
    </div>
  </Order>
)

/** Which column is which: asked once, remembered for the next file. */
const Columns: FC<{ asks: ColumnsAsked; step: Step }> = ({ asks, step }) => (
  <Order action="/import" csrf={step.csrf} class="card">
    <h2>{asks.sheet ? `“${asks.sheet}”的` : ''}哪一列是什么</h2>
    <p class="hint">认不出的列请选好。记下来，下次同样的列名不再问。</p>
    <Kept {...step} />
    <Select
      name="line"
      label="表头在第几行"
      value={`${asks.line}`}
      options={asks.lines.map((line) => [`${line}`, `第${line}行`] as const)}
    />
    {asks.columns.map(({ word, key, samples }, i) => (
      <div class="field">
        <input type="hidden" name={`word-${i}`} value={word} />
        <Select
          name={`column-${i}`}
          label={`${word}${samples.length > 0 ? `（如：${samples.join('、').slice(0, 40)}）` : ''}`}
          value={key ?? 'none'}
          options={[['none', '用不上'] as const, ...COLUMN_KEYS.map((k) => [k, ROSTER_COLUMNS[k].head] as const)]}
        />
      </div>
    ))}
    <button type="submit">就按这个读</button>
  </Order>
)
