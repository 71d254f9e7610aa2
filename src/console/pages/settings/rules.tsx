/** The numbers of the rules, as this town has them. */

import { setPolicy } from '../../../application/orders/town.ts'
import { DEFAULT_POLICY, type Policy, policyOf } from '../../../domain/base/policy.ts'
import { fitting } from '../../../door/fitting.ts'
import { CHECK_CHARS, policyChange, REASON_CHARS } from '../../../door/policy.ts'
import { Problem } from '../../../door/problem.ts'
import { readPolicy } from '../../../store/reading/calendar.ts'
import type { Console } from '../../declare.tsx'
import { Check, Line, Order } from '../../forms.tsx'
import { Table } from '../../parts.tsx'
import { POLICY } from '../../words.ts'

export function rulesPage(console: Console): void {
  const { deps } = console
  console.page('/settings/rules', 'look', async ({ who, may, csrf }) => {
    const policy = policyOf(await readPolicy(deps.db, who.townId))
    const [numbers, defaults] = [policy, DEFAULT_POLICY] as unknown as Record<string, number>[]
    const rows = Object.entries(POLICY).map(([key, { name, unit }]) => ({
      key,
      name,
      unit,
      value: numbers?.[key] ?? 0,
      usual: defaults?.[key] ?? 0,
    }))
    const body = (
      <>
        <h1>规则里的数字</h1>
        <p class="sub">都按整数算，不四舍五入。改了以后，从下一次算起；已经定下的结果不变。</p>
        {may('setPolicy') ? (
          <RulesForm rows={rows} policy={policy} csrf={csrf} />
        ) : (
          <Table
            label="规则里的数字"
            rows={rows}
            empty=""
            columns={[
              { head: '是什么', cell: (r) => r.name },
              { head: '现在', cell: (r) => `${r.value}${r.unit}` },
              { head: '原来的规定', cell: (r) => `${r.usual}${r.unit}` },
            ]}
          />
        )}
      </>
    )
    return { title: '规则里的数字', body }
  })
  console.action('/settings/rules', 'setPolicy', async ({ who, text }) => {
    const given = Object.fromEntries(Object.keys(POLICY).map((key) => [key, Number(text(key))]))
    const checked = policyChange.safeParse({
      ...given,
      basicCountsAsSatisfied: text('basicCountsAsSatisfied') === '1',
      publicBoards: text('publicBoards') === '1',
      belowPlanReason: fitting(text('belowPlanReason'), '原因', REASON_CHARS),
      headChecklist: namesIn(text('headChecklist')),
      reportCopiedTo: namesIn(text('reportCopiedTo')),
    })
    if (!checked.success) {
      const names = checked.error.issues.map((i) => POLICY[String(i.path[0])]?.name ?? String(i.path[0]))
      throw new Problem('badRequest', `这几项的数字不行，请退回去改：${names.join('、')}。`)
    }
    if ((await setPolicy(deps, who, checked.data as Partial<Policy>)) === 'reasonNeeded')
      throw new Problem('badRequest', '比方案定得低的，请写原因。')
    return { to: '/settings/rules', done: '改好了，从下一次算起。' }
  })
}

/** A list as it is typed: 品行好、带动能力强. */
const namesIn = (text: string): string[] =>
  text
    .split(/[、，,\s]+/)
    .filter((word) => word !== '')
    .map((word) => fitting(word, `“${word}”`, CHECK_CHARS))

interface RulesForm {
  rows: readonly { key: string; name: string; unit: string; value: number; usual: number }[]
  policy: Policy
  csrf: string
}

const RulesForm = ({ rows, policy, csrf }: RulesForm) => (
  <Order action="/settings/rules" csrf={csrf} class="card">
    {rows.map((r) => (
      <Line
        label={`${r.name}（${r.unit}）`}
        hint={`原来的规定是 ${r.usual}${r.unit}`}
        name={r.key}
        type="number"
        step="1"
        required
        value={r.value}
      />
    ))}
    <Line
      label="比方案定得低的原因"
      hint="到会80%、表决80%、满意60%是方案定的，往低改要写原因，每次公布结果都会写上"
      name="belowPlanReason"
      most={REASON_CHARS}
      value={policy.belowPlanReason}
    />
    <Line label="一好五强看哪几样" hint="用顿号隔开，在屋场登记里一样一样勾" name="headChecklist" value={policy.headChecklist.join('、')} />
    <Line
      label="请示、报告抄送给谁"
      hint="上级或者同级的机关，用顿号隔开，最多五个；不抄送就空着"
      name="reportCopiedTo"
      value={policy.reportCopiedTo.join('、')}
    />
    <Check name="basicCountsAsSatisfied" checked={policy.basicCountsAsSatisfied}>
      “基本满意”算满意
    </Check>
    <Check name="publicBoards" checked={policy.publicBoards}>
      各屋场可以有公示板：有地址的人都能看，不用登录；只有公开的事，没有名字和电话
    </Check>
    <button type="submit">改</button>
  </Order>
)
