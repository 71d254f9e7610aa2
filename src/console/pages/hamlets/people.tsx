/** Who lives in a hamlet, whether they are at home, and whose account is whose. */

import { orderAtHome, showPhone } from '../../../application/orders/registry.ts'
import { settle } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type SaidLine, saidBy } from '../../../store/reading/accounts.ts'
import { findHamlet, type HamletLine } from '../../../store/reading/hamlets.ts'
import { type AccountLine, type HouseholdLine, listAccounts, listHouseholds } from '../../../store/reading/people.ts'
import { residentsOf } from '../../../store/reading/places.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Line, Order } from '../../forms.tsx'
import { Badge, Pager, Table } from '../../parts.tsx'
import type { View } from '../../view.ts'
import { personAt } from '../personal/person.tsx'
import { accountAt, ChooseOwner, chooseAmong, type People, Said } from './binding.tsx'
import { householdAt, NewHousehold } from './household.tsx'

export function peoplePage(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets/:id/people', 'lookAtPeople', async (view) => {
    const { reach, param, query, url, now, may } = view
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [page, unbound, said, residents] = await Promise.all([
      listHouseholds(db, reach, h.id, { cursor: query('cursor'), limit: 60, search: query('search') }),
      listAccounts(db, reach, { hamletId: h.id, bound: false, limit: 50 }),
      may('bindPeople') ? saidBy(db, reach, h.id) : [],
      may('bindPeople') ? residentsOf(db, reach, h.id) : [],
    ])
    const body = (
      <>
        <h1>{h.name}：户和人</h1>
        <p class="sub">
          在家 {h.atHome}/{h.households} 户，联系得上 {h.reached}/{h.atHome} 户
        </p>
        {unbound.items.length > 0 && may('bindPeople') ? (
          <Unbound accounts={unbound.items} said={said} people={chooseAmong(residents)} now={now} />
        ) : null}
        <form class="line" action={`/hamlets/${h.id}/people`}>
          <Line label="找" name="search" value={query('search')} hint="名字，或者 1组3户" />
          <button type="submit" class="plain">
            找
          </button>
          {query('search') ? <a href={`/hamlets/${h.id}/people`}>都列出来</a> : null}
        </form>
        {may('importRoster') ? <NewHousehold hamletId={h.id} csrf={view.csrf} /> : null}
        <Households h={h} rows={page.items} view={view} />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: `${h.name}的户和人`, body }
  })
}

interface UnboundAccounts {
  accounts: readonly AccountLine[]
  said: readonly SaidLine[]
  people: People
  now: Instant
}

const Unbound = ({ accounts, said, people, now }: UnboundAccounts) => (
  <section class="card">
    <h2>还没绑定的微信号</h2>
    <p class="soft">微信名谁都能改。先看他说过什么，再选是谁；选了还会再问一次。</p>
    {accounts.map((a) => (
      <article class="unbound">
        <h3>
          <bdi>“{a.nickname}”</bdi>
          {a.claimSaid ? (
            <>
              说自己是：<bdi>{a.claimSaid}</bdi>
            </>
          ) : null}
        </h3>
        <Said lines={said.filter((line) => line.accountId === a.id).slice(0, 3)} now={now} />
        <ChooseOwner a={a} people={people} />
        <a href={personAt({ subject: 'account', subjectId: a.id })}>他的信息</a>
      </article>
    ))}
  </section>
)

const Households = ({ h, rows, view: { may, csrf } }: { h: HamletLine; rows: readonly HouseholdLine[]; view: View }) => (
  <Table
    label="户和人"
    rows={rows}
    empty={
      <>
        没有这样的户。还没有登记的，<a href="/import">导入花名册</a>，或者在上面一户一户添。
      </>
    }
    columns={[
      {
        head: '户',
        cell: (x) => (
          <a href={householdAt(h.id, x.id)}>
            {x.groupNo}组{x.number}户
          </a>
        ),
      },
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
        cell: (x) => (
          <div>
            {x.people.map((p, n) => (
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
            ))}
          </div>
        ),
      },
      {
        head: '微信',
        cell: (x) =>
          x.accounts.map((a, n) => (
            <>
              {n > 0 ? '、' : ''}
              {may('bindPeople') ? (
                <a href={accountAt(h.id, a.id)}>
                  <bdi>{a.nickname}</bdi>
                </a>
              ) : (
                <bdi>{a.nickname}</bdi>
              )}
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
}
