/** Who lives in a hamlet, whether they are at home, and whose account is whose. */

import { orderAtHome, orderBinding, showPhone } from '../../../application/orders/registry.ts'
import { settle } from '../../../door/settle.ts'
import { findHamlet, type HamletLine } from '../../../store/reading/hamlets.ts'
import { type AccountLine, type HouseholdLine, listAccounts, listHouseholds } from '../../../store/reading/people.ts'
import { residentsOf } from '../../../store/reading/places.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order, Select } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import type { View } from '../../view.ts'
import { residentName } from '../../words.ts'
import { personAt } from '../personal/person.tsx'

export function peoplePage(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets/:id/people', 'lookAtPeople', async (view) => {
    const { reach, param, query, url, csrf, may } = view
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [page, unbound, residents] = await Promise.all([
      listHouseholds(db, reach, h.id, { cursor: query('cursor'), limit: 60 }),
      listAccounts(db, reach, { hamletId: h.id, bound: false, limit: 50 }),
      may('bindPeople') ? residentsOf(db, reach, h.id) : [],
    ])
    const people = residents.map((p) => [`${p.householdId}/${p.id}`, residentName(p)] as const)
    const body = (
      <>
        <h1>{h.name}：户和人</h1>
        <p class="sub">
          在家 {h.atHome}/{h.households} 户，联系得上 {h.reached}/{h.atHome} 户
        </p>
        {unbound.items.length > 0 && may('bindPeople') ? <Unbound h={h} accounts={unbound.items} people={people} csrf={csrf} /> : null}
        <Households h={h} rows={page.items} view={view} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: `${h.name}的户和人`, body }
  })
}

interface UnboundAccounts {
  h: HamletLine
  accounts: readonly AccountLine[]
  people: readonly (readonly [string, string])[]
  csrf: string
}

const Unbound = ({ h, accounts, people, csrf }: UnboundAccounts) => (
  <section class="card">
    <h2>还没绑定的微信号</h2>
    {accounts.map((a) => (
      <Order action={`/hamlets/${h.id}/accounts/${a.id}/bind`} csrf={csrf} class="line">
        <Select
          name="to"
          id={`to-${a.id}`}
          label={
            <>
              <bdi>“{a.nickname}”</bdi>
              {a.claimSaid ? (
                <>
                  说自己是：<bdi>{a.claimSaid}</bdi>
                </>
              ) : null}
            </>
          }
          options={people}
        />
        <button type="submit" class="plain">
          绑定
        </button>
        <a href={personAt({ subject: 'account', subjectId: a.id })}>他的信息</a>
      </Order>
    ))}
  </section>
)

const Households = ({ h, rows, view: { may, csrf } }: { h: HamletLine; rows: readonly HouseholdLine[]; view: View }) => (
  <Table
    label="户和人"
    rows={rows}
    empty={
      <>
        还没有登记户。<a href="/import">导入花名册</a>
      </>
    }
    columns={[
      { head: '户', cell: (x) => `${x.groupNo}组${x.number}户` },
      {
        head: '在家',
        cell: (x) => (
          <>
            <Badge tone={x.atHome ? 'good' : ''}>{x.atHome ? '长期在家' : '外出'}</Badge>{' '}
            {may('bindPeople') ? <AtHome h={h} x={x} csrf={csrf} /> : null}
          </>
        ),
      },
      {
        head: '家里人',
        cell: (x) =>
          x.people.map((p, n) => (
            <>
              {n > 0 ? '、' : ''}
              <a href={personAt({ subject: 'villager', subjectId: p.id })}>{p.name}</a>
              {`${p.isHouseholdHead ? '（户主）' : ''}${p.partyMember ? '（党员）' : ''}${p.phone ? ` ${p.phone}` : ''}`}
              {p.phone && may('seePhones') ? (
                <Order action={`/hamlets/${h.id}/people/${p.id}/phone`} csrf={csrf} class="line">
                  <button type="submit" class="plain">
                    看全号码
                  </button>
                </Order>
              ) : null}
            </>
          )),
      },
      {
        head: '微信',
        cell: (x) =>
          x.accounts.map((a, n) => (
            <>
              {n > 0 ? '、' : ''}
              <bdi>{a.nickname}</bdi>
            </>
          )),
      },
    ]}
  />
)

/** The flag that a hamlet's quorum is counted from. */
const AtHome = ({ h, x, csrf }: { h: HamletLine; x: HouseholdLine; csrf: string }) => (
  <Ask
    action={`/hamlets/${h.id}/at-home`}
    csrf={csrf}
    name="改"
    means={
      x.atHome ? '改成外出以后，这一户不再算进到会的底数。会记下是谁改的。' : '改成长期在家以后，这一户算进到会的底数。会记下是谁改的。'
    }
    sure={x.atHome ? '改成外出' : '改成在家'}
    fields={{ household: x.id, atHome: x.atHome ? '' : '1' }}
  />
)

export function peopleOrders(console: Console): void {
  const { deps } = console
  console.action('/hamlets/:id/at-home', 'bindPeople', async ({ who, param, text }) => {
    settle(console.deps, await orderAtHome(deps, who, param('id'), text('household'), text('atHome') === '1'))
    return { to: `/hamlets/${param('id')}/people`, done: '改好了，群里也说了一声。' }
  })
  console.action('/hamlets/:id/people/:person/phone', 'seePhones', async ({ who, param }) => {
    const shown = await showPhone(deps, who, param('id'), param('person'))
    return (
      shown && {
        title: '号码',
        body: (
          <>
            <h1>{shown.name}</h1>
            <p class="card code">{shown.phone}</p>
            <p class="soft">看过这个号码，已经记下是您看的。</p>
            <a href={`/hamlets/${param('id')}/people`}>回到户和人</a>
          </>
        ),
      }
    )
  })
  console.action('/hamlets/:id/accounts/:account/bind', 'bindPeople', async ({ who, param, text }) => {
    const [householdId = '', villagerId = ''] = text('to').split('/')
    settle(console.deps, await orderBinding(deps, who, param('id'), param('account'), { householdId, villagerId }))
    return { to: `/hamlets/${param('id')}/people`, done: '绑定好了。他已经回过的话现在也算数。' }
  })
}
