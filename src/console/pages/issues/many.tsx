/** Several issues at once: chosen in the list, assigned, reminded of or taken along. Each is an order of its own: what one is refused the others are not. */
import type { Child, FC } from 'hono/jsx'
import { type IssueOrder, orderIssue } from '../../../application/orders/issues.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import { isServedDate } from '../../../kernel/time.ts'
import { address } from '../../behind.tsx'
import type { Console } from '../../declare.tsx'
import { Fold, Line, Order, Select } from '../../forms.tsx'
import { backTo, type Given, type View } from '../../view.ts'

/** As many as a page of the list has. */
const MOST_AT_ONCE = 50

interface ManyShown {
  view: View
  departments: readonly { name: string }[]
  /** The list that it was chosen from. */
  back: string
  some: boolean
  children?: Child
}

export const Many: FC<ManyShown> = ({ view: { may, csrf }, departments, back, some, children }) => {
  if (!some || !(may('takeUpIssues') || may('export'))) return <>{children}</>
  return (
    <Order action="/issues/many" csrf={csrf}>
      <input type="hidden" name="back" value={back} />
      {children}
      <div class="many">
        <span>选中的：</span>
        {may('export') ? (
          <button type="submit" class="plain small" name="do" value="export">
            导出
          </button>
        ) : null}
        {may('takeUpIssues') ? (
          <button type="submit" class="plain small" name="do" value="remind">
            提醒
          </button>
        ) : null}
        {may('assignIssues') ? (
          <Fold class="more" summary="交办" holds="/issues/many">
            <div class="line">
              <Select
                name="department"
                label="责任部门"
                any="先选一个部门"
                options={departments.map((d) => [d.name, d.name] as const)}
                id="many-department"
              />
              <Line label="责任人" name="person" id="many-person" most={MOST.name} />
              <Line label="几号前办完" name="dueOn" id="many-due" type="date" />
              <button type="submit" name="do" value="assign">
                交办选中的
              </button>
            </div>
          </Fold>
        ) : null}
      </div>
    </Order>
  )
}

const NAMES = { assign: '交办了', remind: '提醒了' } as const

export function manyOrders(console: Console): void {
  const { deps } = console
  console.action('/issues/many', 'look', async (given) => {
    const { who, may, all, text } = given
    const ids = [...new Set(all('issue'))]
    if (ids.length === 0) throw new Problem('badRequest', '请先在左边勾选要办的问题。')
    if (ids.length > MOST_AT_ONCE) throw new Problem('badRequest', `一次最多${MOST_AT_ONCE}件，现在选了${ids.length}件。`)
    const what = text('do')
    if (what === 'export' && may('export'))
      return { to: `/books/issues.xlsx?${new URLSearchParams(ids.map((id): [string, string] => ['issue', id]))}` }
    const done = what === 'assign' && may('assignIssues') ? 'assign' : what === 'remind' && may('takeUpIssues') ? 'remind' : undefined
    if (done === undefined) throw new Problem('forbidden')
    const order: IssueOrder = done === 'remind' ? { type: 'remindIssue' } : assignment(given)
    const not: string[] = []
    for (const id of ids) {
      try {
        settle(deps, await orderIssue(deps, who, id, order))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        not.push(error.message)
      }
    }
    const reasons = [...new Set(not)].join(' ')
    if (not.length === ids.length) throw new Problem('refused', `${ids.length}件都没有办成。${reasons}`)
    const left = not.length > 0 ? `${not.length}件没有办成：${reasons}` : ''
    return { to: backTo(given) ?? address('/issues', {}), done: `${NAMES[done]}${ids.length - not.length}件。${left}` }
  })
}

function assignment({ text }: Given): IssueOrder {
  const [department, person, dueOn] = [text('department'), fitting(text('person'), '责任人', MOST.name), text('dueOn')]
  if (!department || !person) throw new Problem('badRequest', '交办要选责任部门，写责任人。')
  if (!isServedDate(dueOn)) throw new Problem('badRequest', '请选几号前办完。')
  return { type: 'assignIssue', department, person, dueOn }
}
