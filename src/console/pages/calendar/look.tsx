/** What a look at a change shows beside what it moves: how much more there is, and the change itself, one click away. */
import type { Preview } from '../../../application/orders/town.ts'
import type { MovedDate } from '../../../domain/preview/preview.ts'
import type { Instant } from '../../../kernel/time.ts'
import { Order } from '../../forms.tsx'
import { Table } from '../../parts.tsx'
import { day } from '../../times.ts'

interface DecideShown {
  action: string
  csrf: string
  fields: Record<string, string>
  back?: string
}

export const Decide = ({ action, csrf, fields, back = '/calendar' }: DecideShown) => (
  <Order action={action} csrf={csrf} class="actions">
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit">就这么定</button>
    <a href={back}>不改了</a>
  </Order>
)

export const More = ({ total, items }: Preview<unknown>) =>
  total > items.length ? (
    <p class="soft">
      这里列了前{items.length}个，一共{total}个。
    </p>
  ) : null

const WHAT: Readonly<Record<MovedDate['what'], string>> = {
  report: '村里上报的期限',
  assign: '镇里交办，最迟哪天不算晚',
  assignChase: '催责任部门的日子',
}

export const MovedDates = ({ of, now }: { of: Preview<MovedDate & { hamletName: string; no: number }>; now: Instant }) => (
  <>
    <Table
      label="会动的日子"
      rows={of.items}
      empty="没有。"
      columns={[
        { head: '问题', cell: (m) => <a href={`/issues/${m.issueId}`}>{`${m.hamletName}${m.no}号`}</a> },
        { head: '什么日子', cell: (m) => WHAT[m.what] },
        { head: '现在', cell: (m) => day(m.before, now) },
        { head: '以后', cell: (m) => `${day(m.after, now)}${m.provisional ? '（暂定）' : ''}` },
      ]}
    />
    <More {...of} />
  </>
)
