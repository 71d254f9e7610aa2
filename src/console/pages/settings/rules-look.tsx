/** What other numbers of the rules would move, seen before they are set; and setting them. */

import {
  LOOKED_BACK_DAYS,
  lookAtPolicy,
  type Moves,
  type PolicyLook,
  type PolicyRefusal,
  setPolicy,
} from '../../../application/orders/policy.ts'
import type { Policy } from '../../../domain/base/policy.ts'
import { fitting } from '../../../door/fitting.ts'
import { boundsOf, CHECK_CHARS, POLICY_REFUSALS, policyChange, REASON_CHARS } from '../../../door/policy.ts'
import { Problem } from '../../../door/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Console } from '../../declare.tsx'
import { Table } from '../../parts.tsx'
import { RULE_GROUPS, type RuleWords, ruleWords, said, typed, written } from '../../rule-words.ts'
import { sayMonth } from '../../times.ts'
import type { Given } from '../../view.ts'
import { Decide, MovedDates } from '../calendar/look.tsx'

export const LOOK = '/settings/rules/preview'
const SET = '/settings/rules'

export function rulesOrders(console: Console): void {
  const { deps } = console
  console.action(LOOK, 'setPolicy', async (given) => {
    const wanted = wantedOf(given)
    const look = notRefused(await lookAtPolicy(deps, given.who, wanted))
    if (look.changes.length === 0) return { to: SET, done: '没有改什么：填的和现在一样。' }
    return { title: '先看看', body: <Look of={look} given={given} wanted={wanted} /> }
  })
  console.action(SET, 'setPolicy', async (given) => {
    notRefused(await setPolicy(deps, given.who, wantedOf(given)))
    return { to: SET, done: '改好了。' }
  })
}

function notRefused<T>(made: T | PolicyRefusal): T {
  if (made === 'reasonNeeded') throw new Problem('badRequest', '比方案定得低的，请写原因（在“给大家看的、写在纸上的”里）。')
  if (made === 'alwaysQuiet') throw new Problem('badRequest', POLICY_REFUSALS.alwaysQuiet.replaceAll(/（\w+）/g, ''))
  return made as T
}

const RULES: readonly RuleWords[] = RULE_GROUPS.flatMap(({ rules }) => rules)

/** The values of the form, of those fields that it has. */
function wantedOf({ form, text, all }: Given): Partial<Policy> {
  const sent = RULES.filter(({ key }) => form[key] !== undefined)
  const values = sent.map((rule) => [
    rule.key,
    typed(rule, rule.written === 'yes' ? (all(rule.key).includes('1') ? '1' : '') : text(rule.key)),
  ])
  for (const [key, value] of values) {
    if (key === 'belowPlanReason') fitting(String(value), '原因', REASON_CHARS)
    if (key === 'headChecklist' || key === 'reportCopiedTo') for (const word of value as string[]) fitting(word, `“${word}”`, CHECK_CHARS)
  }
  const checked = policyChange.safeParse(Object.fromEntries(values))
  if (checked.success) return checked.data as Partial<Policy>
  const keys = [...new Set(checked.error.issues.map((i) => String(i.path[0])))]
  throw new Problem('badRequest', `这几项的数字不行：${keys.map(wrongWith).join('；')}。`)
}

/** What a field takes, for whoever has filled in something else. */
function wrongWith(key: string): string {
  const rule = ruleWords(key)
  if (rule === undefined) return key
  const bounds = boundsOf(key)
  if (rule.written === 'time') return `${rule.name}，要写成 21:30 这样`
  if (rule.written === 'numbers') return `${rule.name}，要写整数，用顿号隔开，最多五个`
  return bounds === undefined ? rule.name : `${rule.name}，要填${bounds.min}到${bounds.max}的整数`
}

interface LookShown {
  of: PolicyLook
  given: Given
  wanted: Partial<Policy>
}

const Look = ({ of: { changes }, given: { now, csrf }, wanted }: LookShown) => {
  const [before, after] = [
    Object.fromEntries(changes.map((c) => [c.key, c.before])) as unknown as Policy,
    { ...wanted, ...Object.fromEntries(changes.map((c) => [c.key, c.after])) } as Policy,
  ]
  const shown = changes.flatMap((change) => {
    const rule = ruleWords(change.key)
    return rule === undefined ? [] : [{ rule, moves: change.moves }]
  })
  return (
    <>
      <h1>改这{shown.length}项</h1>
      {shown.map(({ rule, moves }) => (
        <section class="card">
          <h2>
            {rule.name}：{said(rule, before)} → {said(rule, after)}
          </h2>
          <p class="soft">改了以后：{rule.from}。</p>
          {moves.map((one) => (
            <Moved of={one} now={now} />
          ))}
        </section>
      ))}
      <Decide
        action={SET}
        csrf={csrf}
        back={SET}
        fields={Object.fromEntries(
          shown.map(({ rule }) => [rule.key, rule.written === 'yes' ? (after[rule.key] ? '1' : '0') : written(rule, after)]),
        )}
      />
    </>
  )
}

const PAST = {
  meetings: ['开过的会', '次', '到会够数'],
  motions: ['到会够数的会上表决过的', '件', '通过'],
  rounds: ['出了结果的评议', '轮', '够销号'],
} as const
const NEEDED = { meetings: '正在签到的会', rounds: '还没出结果的评议' } as const
const KEEPS = { meetings: '已经定好的会，提醒和签到的时间', polls: '正在约的时间，截止的时间', rounds: '开着的评议，截止的时间' } as const

const Moved = ({ of: moves, now }: { of: Moves; now: Instant }) => {
  switch (moves.kind) {
    case 'past':
      return <Past of={moves} />
    case 'needed':
      return <Needed of={moves} />
    case 'dates':
      return <Dates of={moves} now={now} />
    case 'going':
      return (
        <ul>
          {moves.items.map((i) => (
            <li>
              {i.name}：今天夜里会删<b>{i.after}条</b>（不改会删{i.before}条）{i.after > i.before ? '，删了找不回来' : ''}
            </li>
          ))}
        </ul>
      )
    case 'reminded':
      return (
        <p>
          这个月没开会、也没定会的屋场有<b>{moves.hamlets}个</b>。
          {moves.months.map((m) => `${sayMonth(m.month)}${m.busy ? '变成农忙的月份，不提醒了' : '不再算农忙的月份，要提醒了'}。`).join('')}
        </p>
      )
    case 'keeps':
      return (
        <p>
          {KEEPS[moves.of]}不变（{moves.count}个）。
        </p>
      )
  }
}

const Past = ({ of }: { of: Extract<Moves, { kind: 'past' }> }) => {
  const [what, unit, reached] = PAST[of.of]
  return of.total === 0 ? (
    <p>
      近{LOOKED_BACK_DAYS}天没有{what}。
    </p>
  ) : (
    <p>
      近{LOOKED_BACK_DAYS}天{what}有{of.total}
      {unit}：按现在的{reached}
      {of.before}
      {unit}，按新的{reached}
      <b>
        {of.after}
        {unit}
      </b>
      。已经出的结果都不变。
    </p>
  )
}

const Needed = ({ of: { of, items } }: { of: Extract<Moves, { kind: 'needed' }> }) =>
  items.length === 0 ? (
    <p>{NEEDED[of]}里，没有哪个要的户数会变。</p>
  ) : (
    <Table
      label={NEEDED[of]}
      rows={items}
      empty=""
      columns={[
        { head: NEEDED[of], cell: (i) => <a href={`/${of === 'meetings' ? 'meetings' : 'issues'}/${i.id}`}>{i.name}</a> },
        { head: '在家', cell: (i) => `${i.base}户` },
        { head: '现在要', cell: (i) => `${i.before}户` },
        { head: '以后要', cell: (i) => `${i.after}户` },
      ]}
    />
  )

const Dates = ({ of, now }: { of: Extract<Moves, { kind: 'dates' }>; now: Instant }) => (
  <>
    <p class={`note ${of.total > 0 ? 'warn' : ''}`}>{of.total > 0 ? `会动${of.total}个日子。` : '不会动任何开着的期限。'}</p>
    {of.total > 0 ? <MovedDates of={of} now={now} /> : null}
  </>
)
