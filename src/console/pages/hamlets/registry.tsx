/** What a hamlet's registration says, what it lacks, and changing it; and the code that binds its group. */

import { makeBindingCode, orderRegistry } from '../../../application/orders/registry.ts'
import { ageAt } from '../../../domain/attendance/present.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { policyOf } from '../../../domain/base/policy.ts'
import type { RegistryChange } from '../../../domain/registry/commands.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import { dateOf, isServedDate } from '../../../kernel/time.ts'
import { readPolicy } from '../../../store/reading/calendar.ts'
import { findHamlet, type HamletLine } from '../../../store/reading/hamlets.ts'
import { type ResidentLine, residentsOf } from '../../../store/reading/places.ts'
import type { Console } from '../../declare.tsx'
import { Check, Fold, Line, Order, Select } from '../../forms.tsx'
import { Badge, Share } from '../../parts.tsx'
import { backTo, type Given, type View } from '../../view.ts'
import { among, FILING, HEAD_HOW, LACK, residentName, STAGE } from '../../words.ts'
import { codeShown } from '../binding-code.tsx'

/** Characters of a name: a venue, a category. */

export const Lacks = ({ of }: { of: HamletLine }) =>
  of.lacks.length === 0 ? (
    <Badge tone="good">齐了</Badge>
  ) : (
    <span>
      {of.lacks.map((lack) => (
        <>
          <Badge tone="warn">{LACK[lack]}</Badge>{' '}
        </>
      ))}
    </span>
  )

export const Registered = ({ h }: { h: HamletLine }) => (
  <dl class="facts card">
    <dt>户数</dt>
    <dd>
      在家 {h.atHome}/{h.households} 户
    </dd>
    <dt>联系得上</dt>
    <dd>
      <Share part={h.reached} base={h.atHome} unit="户" />
    </dd>
    <dt>屋场长</dt>
    <dd>
      {h.headName ?? '还没有'}（{FILING[h.filing]}
      {h.filedOn ? `，${h.filedOn}` : ''}
      {h.filingNo ? `，${h.filingNo}` : ''}）
    </dd>
    {h.headId ? (
      <>
        <dt>产生方式</dt>
        <dd>{among(HEAD_HOW, h.headHow ?? '') ? HEAD_HOW[h.headHow as keyof typeof HEAD_HOW] : '没有登记'}</dd>
        <dt>一好五强</dt>
        <dd>{h.headChecks.length > 0 ? h.headChecks.join('、') : '没有登记'}</dd>
      </>
    ) : null}
    <dt>记录员</dt>
    <dd>{h.recorderName ?? '还没有'}</dd>
    {h.category ? (
      <>
        <dt>类别</dt>
        <dd>{h.category}</dd>
      </>
    ) : null}
    <dt>场地</dt>
    <dd>
      {h.venue ?? '还没定'}
      {h.venue ? (h.venueReady ? '，已挂牌' : '，还没挂牌') : ''}
    </dd>
    <dt>党员</dt>
    <dd>
      {h.partyMembers}名{h.partyGroup ? '，已建党小组' : ''}
    </dd>
    <dt>群聊</dt>
    <dd>{h.roomId ? '已绑定' : '还没绑定'}</dd>
    <dt>待补</dt>
    <dd>
      <Lacks of={h} />
    </dd>
  </dl>
)

/** Whoever may be head or recorder. Rules: an unknown birth date counts as adult. */
export async function adultsOf(console: Console, { who, reach, now }: View, h: HamletLine): Promise<ResidentLine[]> {
  const { db } = console.deps
  const [policy, residents] = await Promise.all([readPolicy(db, who.townId), residentsOf(db, reach, h.id)])
  const { adultAge } = policyOf(policy)
  // Whoever is it already stays to be chosen: the form must not take somebody out of office by leaving them out.
  const inOffice = [h.headId, h.recorderId]
  return residents.filter((p) => (ageAt(p, dateOf(now)) ?? adultAge) >= adultAge || inOffice.includes(p.id))
}

interface RegistryForm {
  h: HamletLine
  csrf: string
  adults: readonly ResidentLine[]
  /** What the town looks for in a head. */
  checklist: readonly string[]
}

export const RegistryForm = ({ h, csrf, adults, checklist }: RegistryForm) => {
  const options = adults.map((p) => [p.id, residentName(p)] as const)
  return (
    <Fold class="more" summary="改登记" holds={`/hamlets/${h.id}/registry`}>
      <Order action={`/hamlets/${h.id}/registry`} csrf={csrf} class="card">
        <Select name="head" label="屋场长（要是党员）" any="还没有" value={h.headId ?? undefined} options={options} />
        <Select name="filing" label="屋场长备案" value={h.filing} options={Object.entries(FILING)} />
        <Line label="备案日期" name="filedOn" type="date" value={h.filedOn ?? ''} />
        <Line label="备案编号" name="filingNo" most={MOST.name} value={h.filingNo ?? ''} />
        <Select name="headHow" label="屋场长产生方式" any="没有登记" value={h.headHow ?? undefined} options={Object.entries(HEAD_HOW)} />
        <fieldset>
          <legend>一好五强，符合的打勾</legend>
          {checklist.map((word, n) => (
            <Check name={`check-${n}`} checked={h.headChecks.includes(word)}>
              {word}
            </Check>
          ))}
        </fieldset>
        <p class="hint">换了屋场长，备案没有另外选的，就记成“{FILING.replaced}”。</p>
        <Select name="recorder" label="记录员（不要和屋场长是同一个人）" any="还没有" value={h.recorderId ?? undefined} options={options} />
        <Line label="活动场地" name="venue" most={MOST.name} value={h.venue ?? ''} />
        <Check name="venueReady" checked={h.venueReady}>
          场地已挂牌，老人和残疾人到得了
        </Check>
        <Line label="屋场类别" hint="比如 库区、山区；发通知可以只发给一类屋场" name="category" most={MOST.name} value={h.category ?? ''} />
        <Select name="stage" label="阶段" value={h.stage} options={Object.entries(STAGE)} />
        <Check name="partyGroup" checked={h.partyGroup}>
          已建党小组
        </Check>
        <button type="submit">改</button>
      </Order>
    </Fold>
  )
}

/** Only what the form says otherwise than the registration does: what it leaves as it was may have been changed by somebody else meanwhile. */
function changeOf(h: HamletLine, { text }: Given, checklist: readonly string[]): RegistryChange {
  for (const [name, what] of [
    ['venue', '活动场地'],
    ['category', '屋场类别'],
    ['filingNo', '备案编号'],
  ] as const)
    fitting(text(name), what, MOST.name)
  if (text('filedOn') && !isServedDate(text('filedOn'))) throw new Problem('badRequest', '备案日期不是日期。')
  const given: RegistryChange = {
    filedOn: text('filedOn') || null,
    filingNo: text('filingNo') || null,
    headHow: among(HEAD_HOW, text('headHow')) ?? null,
    headChecks: checklist.filter((_, n) => text(`check-${n}`) === '1'),
    headId: text('head') || null,
    recorderId: text('recorder') || null,
    venue: text('venue') || null,
    category: text('category') || null,
    venueReady: text('venueReady') === '1',
    partyGroup: text('partyGroup') === '1',
    stage: among(STAGE, text('stage')) ?? h.stage,
    filing: among(FILING, text('filing')) ?? h.filing,
  }
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => JSON.stringify(h[key as keyof HamletLine]) !== JSON.stringify(value)),
  )
}

export function registryOrders(console: Console): void {
  const { deps } = console
  console.action('/hamlets/:id/registry', 'keepRegistry', async (given) => {
    const h = await findHamlet(deps.db, given.reach, given.param('id'))
    if (!h) return undefined
    const change = changeOf(h, given, policyOf(await readPolicy(deps.db, given.who.townId)).headChecklist)
    if (Object.keys(change).length === 0) return { to: `/hamlets/${h.id}`, done: '登记和原来一样，没有要改的。' }
    settle(console.deps, await orderRegistry(deps, given.who, h.id, change))
    return { to: `/hamlets/${h.id}`, done: '登记改好了。' }
  })
  console.action('/hamlets/:id/filed', 'keepRegistry', async (given) => {
    const { param, text } = given
    if (!isServedDate(text('filedOn'))) throw new Problem('badRequest', '请选备案的日期。')
    fitting(text('filingNo'), '备案编号', MOST.name)
    const change: RegistryChange = { filing: 'filed', filedOn: text('filedOn'), filingNo: text('filingNo') || null }
    settle(deps, await orderRegistry(deps, given.who, param('id'), change))
    return { to: backTo(given) ?? `/hamlets/${param('id')}`, done: '备案登记好了。' }
  })
  console.action('/hamlets/:id/code', 'bindPeople', async ({ who, param, now }) =>
    codeShown(await makeBindingCode(deps, who, { hamletId: param('id') }), now, { href: `/hamlets/${param('id')}`, name: '回到屋场' }),
  )
}
