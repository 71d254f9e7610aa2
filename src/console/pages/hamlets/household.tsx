/** One household: its people to put right, its accounts, leaving the register, and its history. And how a new one comes in. */
import { orderHouseholdGone, orderNewHousehold, orderPerson, orderPersonGone } from '../../../application/orders/household.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import type { PersonChange } from '../../../domain/registry/commands.ts'
import type { RosterCounts } from '../../../domain/registry/events.ts'
import { fitting } from '../../../door/fitting.ts'
import { phoneTyped } from '../../../door/phone.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import { isDate } from '../../../kernel/time.ts'
import { findHousehold, type HouseholdDetail, type HouseholdStep, householdHistory } from '../../../store/reading/household.ts'
import type { Console } from '../../declare.tsx'
import { Check, Fold, Line, Order, Select } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { Given, View } from '../../view.ts'
import { personAt } from '../personal/person.tsx'
import { accountAt } from './binding.tsx'

export const householdAt = (hamletId: string, id: string): string => `/hamlets/${hamletId}/households/${id}`

type PersonShown = HouseholdDetail['people'][number]

export function householdPages(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets/:id/households/:household', 'lookAtPeople', async (view) => {
    const { reach, param, now } = view
    const [x, steps] = await Promise.all([
      findHousehold(db, reach, param('id'), param('household')),
      householdHistory(db, param('id'), param('household')),
    ])
    if (!x) return undefined
    const name = `${x.groupNo}组${x.number}户`
    const living = x.people.filter((p) => !p.gone)
    const body = (
      <>
        <h1>
          {x.hamletName} {name}
        </h1>
        <p class="sub">
          <a href={`/hamlets/${x.hamletId}/people`}>户和人</a>{' '}
          {x.removedAt === null ? (
            <Badge tone={x.atHome ? 'good' : ''}>{x.atHome ? '长期在家' : '外出'}</Badge>
          ) : (
            <Badge tone="bad">{moment(x.removedAt, now)}从名册上去掉了</Badge>
          )}
        </p>
        <h2>家里人</h2>
        {living.map((p) => (
          <PersonOf x={x} p={p} view={view} />
        ))}
        {x.removedAt === null ? <NewPerson x={x} view={view} /> : null}
        {x.accounts.length > 0 ? (
          <p>
            微信：
            {x.accounts.map((a, n) => (
              <>
                {n > 0 ? '、' : ''}
                <a href={accountAt(x.hamletId, a.id)}>
                  <bdi>{a.nickname}</bdi>
                </a>
              </>
            ))}
          </p>
        ) : null}
        {x.removedAt === null ? <Gone x={x} view={view} /> : null}
        <h2>来历</h2>
        <History steps={steps} view={view} />
      </>
    )
    return { title: `${x.hamletName}${name}`, body }
  })
  householdOrders(console)
}

const PersonOf = ({ x, p, view: { csrf } }: { x: HouseholdDetail; p: PersonShown; view: View }) => {
  const here = `${householdAt(x.hamletId, x.id)}/people/${p.id}`
  return (
    <section class="card">
      <p>
        <b>{p.name}</b> {p.isHouseholdHead ? <Badge>户主</Badge> : null} {p.partyMember ? <Badge tone="info">党员</Badge> : null}{' '}
        {p.id === x.headId ? <Badge tone="warn">屋场长</Badge> : null} {p.id === x.recorderId ? <Badge tone="warn">记录员</Badge> : null}{' '}
        <span class="soft">{[p.gender, p.birthDate].filter(Boolean).join('，')}</span>{' '}
        <a href={personAt({ subject: 'villager', subjectId: p.id })}>他的信息</a>
      </p>
      <Fold class="more" summary="改" holds={here}>
        <Order action={here} csrf={csrf}>
          <PersonFields p={p} id={p.id} />
          <button type="submit">改好</button>
        </Order>
      </Fold>{' '}
      <Fold class="ask" summary="从名册上去掉" holds={`${here}/gone`}>
        <p>去掉以后他不再算这一户的人，说过的、投过的照旧。什么时候、谁去掉的、为什么都会记下。</p>
        <Order action={`${here}/gone`} csrf={csrf}>
          <Line label="原因" name="reason" id={`gone-${p.id}`} required most={MOST.words} hint="比如：去世；嫁出；迁走" />
          <button type="submit">去掉{p.name}</button>
        </Order>
      </Fold>
    </section>
  )
}

const PersonFields = ({ p, id }: { p?: PersonShown; id: string }) => (
  <>
    <Line label="姓名" name="name" id={`name-${id}`} required most={MOST.name} value={p?.name ?? ''} />
    <Select
      name="gender"
      id={`gender-${id}`}
      label="性别"
      any="不清楚"
      value={p?.gender ?? undefined}
      options={[
        ['男', '男'],
        ['女', '女'],
      ]}
    />
    <Line label="出生日期" name="birthDate" id={`birth-${id}`} hint="比如 1965-03-02；不清楚就空着" value={p?.birthDate ?? ''} />
    <Line
      label="电话"
      name="phone"
      id={`phone-${id}`}
      hint={p?.hasPhone ? '已经登记了一个号码；要换才填新的' : '可以不填'}
      autocomplete="off"
    />
    <Check name="isHouseholdHead" checked={p?.isHouseholdHead === true}>
      是户主
    </Check>
    <Check name="partyMember" checked={p?.partyMember === true}>
      是党员
    </Check>
  </>
)

const NewPerson = ({ x, view: { csrf } }: { x: HouseholdDetail; view: View }) => (
  <Fold class="more" summary="添一个人" holds={`${householdAt(x.hamletId, x.id)}/people`}>
    <Order action={`${householdAt(x.hamletId, x.id)}/people`} csrf={csrf} class="card">
      <PersonFields id="new" />
      <button type="submit">添上</button>
    </Order>
  </Fold>
)

const Gone = ({ x, view: { csrf } }: { x: HouseholdDetail; view: View }) => (
  <Fold class="ask" summary="整户从名册上去掉" holds={`${householdAt(x.hamletId, x.id)}/gone`}>
    <p>
      去掉以后，这一户不再算进到会、评议的底数；以前的会照旧。户里的人一起去掉。什么时候、谁去掉的、为什么都会记下。同一个户号以后添回来，还是这一户。
    </p>
    <Order action={`${householdAt(x.hamletId, x.id)}/gone`} csrf={csrf}>
      <Line label="原因" name="reason" id="gone" required most={MOST.words} hint="比如：全家迁走；并到3组5户" />
      <button type="submit">去掉这一户</button>
    </Order>
  </Fold>
)

/** On the list of a hamlet's households. */
export const NewHousehold = ({ hamletId, csrf }: { hamletId: string; csrf: string }) => (
  <Fold class="more" summary="添一户" holds={`/hamlets/${hamletId}/households`}>
    <Order action={`/hamlets/${hamletId}/households`} csrf={csrf} class="card">
      <div class="line">
        <Line label="组" name="groupNo" type="number" required />
        <Line label="户号" name="number" type="number" required />
        <Line label="户主" name="name" id="new-head" required most={MOST.name} />
      </div>
      <Check name="atHome" checked>
        长期在家
      </Check>
      <Line label="原因" name="reason" id="new-reason" required most={MOST.words} hint="比如：分户；迁来" />
      <button type="submit">添上</button>
    </Order>
  </Fold>
)

const COUNTS: Readonly<Record<keyof RosterCounts, string>> = {
  householdsAdded: '添了这一户',
  householdsChanged: '改了这一户',
  householdsRemoved: '去掉了这一户',
  peopleAdded: '添了{n}人',
  peopleChanged: '改了{n}人的登记',
  peopleMoved: '搬了{n}人',
  peopleRemoved: '去掉了{n}人',
}

function stepWords({ what, data, nickname }: HouseholdStep): string {
  if (what === 'atHomeSet') return data.atHome === true ? '改成长期在家' : '改成外出'
  if (what === 'accountBound') return `“${nickname ?? ''}”绑定到这一户`
  if (what === 'accountUnbound') return `“${nickname ?? ''}”解除绑定`
  return Object.entries(COUNTS)
    .flatMap(([key, words]) => (Number(data[key]) > 0 ? [words.replace('{n}', String(data[key]))] : []))
    .join('，')
}

const History = ({ steps, view: { now } }: { steps: readonly HouseholdStep[]; view: View }) => (
  <Table
    label="来历"
    rows={steps}
    empty="导入花名册以后，这一户还没有单独改过什么。"
    columns={[
      { head: '什么时候', cell: (s) => moment(s.at, now) },
      { head: '做了什么', cell: (s) => <bdi>{stepWords(s)}</bdi> },
      { head: '谁', cell: (s) => s.whoName ?? '系统' },
      { head: '原因', cell: (s) => <bdi>{s.why ?? ''}</bdi> },
    ]}
  />
)

const reasonOf = ({ text }: Given): string => {
  const reason = text('reason').trim()
  if (reason === '') throw new Problem('badRequest', '请写原因。')
  return fitting(reason, '原因', MOST.words)
}

/** An empty phone leaves the one that is there: the page does not show it. */
function personGiven({ text }: Given): PersonChange {
  const name = fitting(text('name').trim(), '姓名', MOST.name)
  if (name === '') throw new Problem('badRequest', '姓名没有填。')
  const birthDate = text('birthDate').trim()
  if (birthDate !== '' && !isDate(birthDate)) throw new Problem('badRequest', `“${birthDate}”不是日期，请写成 1965-03-02 这样。`)
  const phone = phoneTyped(text('phone'))
  return {
    name,
    gender: ['男', '女'].find((g) => g === text('gender')) ?? null,
    birthDate: birthDate || null,
    ...(phone === undefined ? {} : { phone }),
    isHouseholdHead: text('isHouseholdHead') === '1',
    partyMember: text('partyMember') === '1',
  }
}

function householdOrders(console: Console): void {
  const { deps } = console
  const at = ({ param }: Pick<Given, 'param'>) => ({ hamletId: param('id'), householdId: param('household') })
  const back = (given: Given, done: string) => ({ to: householdAt(given.param('id'), given.param('household')), done })
  console.action('/hamlets/:id/households', 'importRoster', async (given) => {
    const { who, param, text } = given
    const [groupNo, number] = [Number(text('groupNo')), Number(text('number'))]
    if (![groupNo, number].every((n) => Number.isInteger(n) && n > 0 && n < 10_000))
      throw new Problem('badRequest', '组和户号要写数字，从1起。')
    const name = fitting(text('name').trim(), '户主', MOST.name)
    if (name === '') throw new Problem('badRequest', '户主没有填。')
    const order = { groupNo, number, atHome: text('atHome') === '1', name, reason: reasonOf(given) }
    const made = settle(deps, await orderNewHousehold(deps, who, param('id'), order))
    return { to: made ? householdAt(param('id'), made.id) : `/hamlets/${param('id')}/people`, done: '添上了。家里别的人在这里接着添。' }
  })
  console.action('/hamlets/:id/households/:household/gone', 'importRoster', async (given) => {
    settle(deps, await orderHouseholdGone(deps, given.who, at(given), { reason: reasonOf(given) }))
    return back(given, '这一户从名册上去掉了。')
  })
  console.action('/hamlets/:id/households/:household/people', 'importRoster', async (given) => {
    settle(deps, await orderPerson(deps, given.who, at(given), undefined, personGiven(given)))
    return back(given, '添上了。')
  })
  console.action('/hamlets/:id/households/:household/people/:person', 'importRoster', async (given) => {
    settle(deps, await orderPerson(deps, given.who, at(given), given.param('person'), personGiven(given)))
    return back(given, '改好了。')
  })
  console.action('/hamlets/:id/households/:household/people/:person/gone', 'importRoster', async (given) => {
    settle(deps, await orderPersonGone(deps, given.who, at(given), given.param('person'), { reason: reasonOf(given) }))
    return back(given, '从名册上去掉了。')
  })
}
