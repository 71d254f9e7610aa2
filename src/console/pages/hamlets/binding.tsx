/** Whose chat account is whose: chosen by what it has said, asked before it is done, and undone when it was wrong. */
import { orderBinding, orderUnbinding } from '../../../application/orders/registry.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type AccountAtDesk, accountInReach, type SaidLine, saidBy } from '../../../store/reading/accounts.ts'
import { type ResidentLine, residentsOf } from '../../../store/reading/places.ts'
import { CHOICE } from '../../../text/record.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Check, Order, Select } from '../../forms.tsx'
import { moment } from '../../times.ts'
import { residentName, SCORE } from '../../words.ts'

export const accountAt = (hamletId: string, accountId: string): string => `/hamlets/${hamletId}/accounts/${accountId}`

export type People = readonly (readonly [string, string])[]
export const chooseAmong = (residents: readonly ResidentLine[]): People =>
  residents.map((p) => [`${p.householdId}/${p.id}`, residentName(p)] as const)

/** One word of an account, as a line. */
const SAID: Readonly<Record<SaidLine['what'], (said: SaidLine) => string>> = {
  words: ({ text }) => `在会上说：“${text}”`,
  issue: ({ text }) => `反映：“${text}”`,
  time: ({ answer }) => (answer === '0' ? '回了约时间：都来不了' : `回了约时间：${answer}个时间能来`),
  coming: ({ text, answer }) => `${text}：${answer === 'true' ? '来' : '来不了'}`,
  attendance: ({ text, answer }) => `${text}：签到${answer}人`,
  ballot: ({ text, answer }) => `表决“${text}”：${CHOICE[answer as keyof typeof CHOICE]}`,
  rating: ({ text, answer }) => `评${text}问题：${SCORE[answer as keyof typeof SCORE]}`,
  receipt: ({ text }) => `收到了通知“${text}”`,
}

export const Said = ({ lines, now }: { lines: readonly SaidLine[]; now: Instant }) =>
  lines.length === 0 ? (
    <p class="soft small">还没有留下过话。请问问屋场长他是谁。</p>
  ) : (
    <ul class="said small">
      {lines.map((line) => (
        <li>
          <span class="soft">{moment(line.at, now)}</span> <bdi>{SAID[line.what](line)}</bdi>
        </li>
      ))}
    </ul>
  )

/** Nobody is chosen beforehand: the first step only leads to the second, which asks. */
export const ChooseOwner = ({
  a,
  people,
  chosen,
}: {
  a: { id: string; hamletId: string }
  people: People
  chosen?: string | undefined
}) => (
  <form method="get" action={accountAt(a.hamletId, a.id)} class="line">
    <Select name="to" id={`to-${a.id}`} label="他是" any="先选一个人" value={chosen} options={people} />
    <button type="submit" class="plain">
      下一步
    </button>
  </form>
)

export function bindingPages(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets/:id/accounts/:account', 'bindPeople', async ({ reach, param, query, now, csrf }) => {
    const [a, said, residents] = await Promise.all([
      accountInReach(db, reach, param('id'), param('account')),
      saidBy(db, reach, param('id'), param('account')),
      residentsOf(db, reach, param('id')),
    ])
    if (!a) return undefined
    const to = query('to')
    const chosen = residents.find((p) => `${p.householdId}/${p.id}` === to)
    const body = (
      <>
        <h1>
          微信号<bdi>“{a.nickname}”</bdi>
        </h1>
        <p class="sub">
          <a href={`/hamlets/${a.hamletId}/people`}>{a.hamletName}：户和人</a>
        </p>
        <section class="card">
          <h2>他自己说的</h2>
          {a.claimSaid ? (
            <p>
              说自己是：<bdi>{a.claimSaid}</bdi>
            </p>
          ) : null}
          <Said lines={said} now={now} />
        </section>
        {a.householdId !== null ? <Bound a={a} now={now} csrf={csrf} /> : null}
        {a.householdId === null && chosen ? <Sure a={a} p={chosen} csrf={csrf} /> : null}
        {a.householdId === null ? (
          <section class="card">
            <h2>{chosen ? '不是他' : '他是谁'}</h2>
            <ChooseOwner a={a} people={chooseAmong(residents)} chosen={to} />
          </section>
        ) : null}
      </>
    )
    return { title: `微信号${a.nickname}`, body }
  })
  bindingOrders(console)
}

/** The second step says what it means. A head's or a recorder's account gives orders: that is said first, and ticked. */
const Sure = ({ a, p, csrf }: { a: AccountAtDesk; p: ResidentLine; csrf: string }) => {
  const office = p.id === a.headId ? '屋场长' : p.id === a.recorderId ? '记录员' : undefined
  return (
    <section class="card">
      <h2>绑定之前再看一眼</h2>
      {office ? (
        <p class="note bad">
          <b>
            {p.name}是{a.hamletName}的{office}。
          </b>
          绑定以后，这个微信号说的话就是{office}的话：{office === '屋场长' ? '定会议、开表决、同意别人绑定' : '签到、记录、更正'}
          都听它的。绑错了，就是把屋场交给了别人。
        </p>
      ) : null}
      <p>
        <bdi>“{a.nickname}”</bdi>以后就是<b>{residentName(p)}</b>。
      </p>
      <ul>
        <li>他以后的签到、表决、评议、回话，都算这一户的。</li>
        <li>他已经回过、还没截止的，现在也算这一户的。</li>
        <li>群里会说一声。绑错了可以解除：已经算进去的照旧，往后的不再算。</li>
      </ul>
      <Order action={`${accountAt(a.hamletId, a.id)}/bind`} csrf={csrf}>
        <input type="hidden" name="to" value={`${p.householdId}/${p.id}`} />
        {office ? (
          <Check name="sure">
            我问过{p.name}本人，这个微信号是{office}自己在用
          </Check>
        ) : null}
        <button type="submit">{office ? `绑定为${office}` : '绑定'}</button>
      </Order>
    </section>
  )
}

const Bound = ({ a, now, csrf }: { a: AccountAtDesk; now: Instant; csrf: string }) => (
  <section class="card">
    <h2>现在是谁的</h2>
    <p>
      {a.household} {a.villagerName ?? '（只记到户）'}
      {a.boundAt === null ? null : <span class="soft">，{moment(a.boundAt, now)}绑定</span>}
    </p>
    <Ask
      action={`${accountAt(a.hamletId, a.id)}/unbind`}
      csrf={csrf}
      name="解除绑定"
      means={`解除以后，这个微信号往后说的话先记着，不再算${a.household}的。已经算过的照旧，也包括还没截止的：那一户自己再回一次，就以新的为准。什么时候、谁解除的会记下，群里也说一声。`}
      sure="解除绑定"
    />
  </section>
)

function bindingOrders(console: Console): void {
  const { deps } = console
  console.action('/hamlets/:id/accounts/:account/bind', 'bindPeople', async ({ who, param, text }) => {
    const [householdId = '', villagerId = ''] = text('to').split('/')
    if (householdId === '' || villagerId === '') throw new Problem('badRequest', '请先选这个微信号是谁的。')
    settle(deps, await orderBinding(deps, who, param('id'), param('account'), { householdId, villagerId, sure: text('sure') === '1' }))
    return { to: accountAt(param('id'), param('account')), done: '绑定好了。他已经回过的话现在也算数。绑错了，在这里解除。' }
  })
  console.action('/hamlets/:id/accounts/:account/unbind', 'bindPeople', async ({ who, param }) => {
    settle(deps, await orderUnbinding(deps, who, param('id'), param('account')))
    return { to: accountAt(param('id'), param('account')), done: '解除了。之前算过的照旧，往后说的先记着。' }
  })
}
