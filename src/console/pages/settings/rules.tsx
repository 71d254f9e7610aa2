/** The numbers of the rules, as this town has them: by what they are about, each with what it is, whose it is, and what it was before. */

import { isPlanned, type Policy, policyOf } from '../../../domain/base/policy.ts'
import { boundsOf, isForTown, REASON_CHARS } from '../../../door/policy.ts'
import { readPolicy } from '../../../store/reading/calendar.ts'
import type { Console } from '../../declare.tsx'
import { Check, Line, Order } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { RULE_GROUPS, type RuleWords, said, usual, written } from '../../rule-words.ts'
import { LOOK, rulesOrders } from './rules-look.tsx'

export function rulesPage(console: Console): void {
  const { deps } = console
  console.page('/settings/rules', 'look', async ({ who, may, csrf }) => {
    const policy = policyOf(await readPolicy(deps.db, who.townId))
    const own = RULE_GROUPS.flatMap(({ rules }) => rules).filter((rule) => isOwn(rule, policy))
    const groups = RULE_GROUPS.map(({ name, rules }, i) => (
      <details class="group" open={i === 0}>
        <summary>
          <b>{name}</b> <span class="soft">{summaryOf(rules, policy)}</span>
        </summary>
        {may('setPolicy') ? <Fields rules={rules} policy={policy} /> : <Shown name={name} rules={rules} policy={policy} />}
      </details>
    ))
    const body = (
      <>
        <h1>规则里的数字</h1>
        <p class="sub">
          都按整数算，不四舍五入；已经定下的结果不变。{own.length === 0 ? '现在都是原来的数。' : `改过${own.length}项：`}
          {own.map((rule) => `${rule.name}（${said(rule, policy)}）`).join('、')}
        </p>
        {may('setPolicy') ? (
          <Order action={LOOK} csrf={csrf}>
            {groups}
            <p class="actions sticky">
              <button type="submit">先看看会动什么</button>
            </p>
          </Order>
        ) : (
          groups
        )}
      </>
    )
    return { title: '规则里的数字', body }
  })
  rulesOrders(console)
}

const isOwn = (rule: RuleWords, policy: Policy): boolean => said(rule, policy) !== usual(rule)

/** What a group says while it is shut. */
const summaryOf = (rules: readonly RuleWords[], policy: Policy): string => {
  const changed = rules.filter((rule) => isOwn(rule, policy)).length
  return `${rules.length}项${changed > 0 ? `，改过${changed}项` : ''}`
}

/** Whose it is, what it was, and how far it may be moved. */
const Origin = ({ rule, policy }: { rule: RuleWords; policy: Policy }) => {
  const bounds = boundsOf(rule.key)
  const shown = (n: number): string => said(rule, { ...policy, [rule.key]: n })
  return (
    <p class="small soft origin">
      {isPlanned(rule.key) ? <Badge tone="info">方案定的</Badge> : <Badge>我们定的</Badge>}{' '}
      {isOwn(rule, policy) ? <Badge tone="warn">改过，原来{usual(rule)}</Badge> : '没改过'}
      {bounds === undefined ? '' : `；可以从${shown(bounds.min)}到${shown(bounds.max)}`}
      {rule.from === '' ? '' : `；改了以后：${rule.from}`}
    </p>
  )
}

const Fields = ({ rules, policy }: { rules: readonly RuleWords[]; policy: Policy }) => (
  <div class="rules">
    {rules.map((rule) => (
      <div>
        {isForTown(rule.key) ? (
          <Field rule={rule} policy={policy} />
        ) : (
          <p>
            {rule.name} <b>{said(rule, policy)}</b>
            <br />
            <span class="hint">{rule.what}。写在程序里，这里不能改</span>
          </p>
        )}
        <Origin rule={rule} policy={policy} />
      </div>
    ))}
  </div>
)

const Field = ({ rule, policy }: { rule: RuleWords; policy: Policy }) => {
  if (rule.written === 'yes')
    return (
      <div class="field">
        <input type="hidden" name={rule.key} value="0" />
        <Check name={rule.key} checked={policy[rule.key] === true}>
          {rule.name}
        </Check>
        <div class="hint">{rule.what}</div>
      </div>
    )
  const numeric = (rule.written ?? 'number') === 'number'
  return (
    <Line
      label={rule.unit === undefined ? rule.name : `${rule.name}（${rule.unit}）`}
      hint={rule.what}
      name={rule.key}
      {...(numeric ? { type: 'number' as const, step: '1' } : {})}
      {...(rule.key === 'belowPlanReason' ? { most: REASON_CHARS } : {})}
      {...(rule.written === 'time' ? { placeholder: '21:30' } : {})}
      value={written(rule, policy)}
    />
  )
}

/** For whoever may look and not change. */
const Shown = ({ name, rules, policy }: { name: string; rules: readonly RuleWords[]; policy: Policy }) => (
  <Table
    label={name}
    rows={rules}
    empty=""
    columns={[
      {
        head: '是什么',
        cell: (r) => (
          <>
            {r.name}
            <br />
            <span class="small soft">{r.what}</span>
          </>
        ),
      },
      { head: '现在', cell: (r) => <b>{said(r, policy)}</b> },
      { head: '怎么来的', cell: (r) => <Origin rule={r} policy={policy} /> },
    ]}
  />
)
