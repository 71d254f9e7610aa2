/** Writing an announcement: looked at with whom it reaches, then sent. */
import { announceToHamlets, type NewAnnouncement, previewAnnouncement } from '../../../application/orders/announcements.ts'
import { announcementRefusals } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import type { Console } from '../../declare.tsx'
import { Fold, Order } from '../../forms.tsx'
import { AnnouncementForm, type Choices, choicesFor, fieldsOf, orderOf, PREVIEW } from './form.tsx'

export function writingPages(console: Console): void {
  const { deps } = console
  const { db } = deps
  // The preview's own address, for whoever reloads it, and for the form on it that is refused.
  console.page(PREVIEW, 'announce', async ({ reach, csrf }) => ({
    title: '写一条通知',
    body: (
      <>
        <h1>写一条通知</h1>
        <AnnouncementForm csrf={csrf} choices={await choicesFor(db, reach)} />
      </>
    ),
  }))
  console.action(PREVIEW, 'announce', async (given) => {
    const order = orderOf(given)
    const to = settled(await previewAnnouncement(deps, given.who, order), announcementRefusals(order))
    const choices = await choicesFor(db, given.reach)
    const body = (
      <>
        <h1>发之前看一眼</h1>
        <p class="note warn">
          要发给 <b>{to.hamlets}</b> 个屋场的群，一共 <b>{to.households}</b> 户，{placesOf(order, choices)}。{unreached(to.withoutGroup)}
          发出去的收不回来。
        </p>
        <blockquote>{to.text}</blockquote>
        <Order action="/announcements" csrf={given.csrf} class="actions">
          {fieldsOf(order).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit">发</button>
          <a href="/announcements">不发了</a>
        </Order>
        <Fold class="more" summary="改一改再发" holds={PREVIEW}>
          <AnnouncementForm csrf={given.csrf} choices={choices} given={order} />
        </Fold>
      </>
    )
    return { title: '发之前看一眼', body }
  })
  console.action('/announcements', 'announce', async (given) => {
    const order = orderOf(given)
    const made = settled(await announceToHamlets(deps, given.who, order), announcementRefusals(order))
    return { to: `/announcements/${made.id}`, done: `排上了，要发${made.hamlets}个屋场。${unreached(made.withoutGroup)}` }
  })
}

const placesOf = ({ to }: NewAnnouncement, { villages }: Choices): string => {
  const names = villages.filter((v) => to.villageIds?.includes(v.id)).map((v) => v.name)
  const where = names.length > 0 ? names.join('、') : '您管的全部屋场'
  return to.category === undefined ? where : `${where}里类别是“${to.category}”的`
}

const unreached = (names: readonly string[]): string =>
  names.length > 0 ? `${names.length}个屋场还没有群，发不到：${names.slice(0, 5).join('、')}${names.length > 5 ? '等' : ''}。` : ''
