/** What is going on in the hamlets, at the moment: a part of several pages, and a page for a wall. */
import { eveningsOf } from '../../application/evening/looks.ts'
import type { EveningPicture } from '../../application/evening/picture.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Console } from '../declare.tsx'
import { Evening } from '../evening.tsx'
import type { Painting } from '../live.ts'
import type { View } from '../view.ts'

/** Hamlets shown on pages that are about something else; an evening that has begun is always shown. */
const SHOWN = 6

/** Where it stands: as a part of a list, of a hamlet's own page, or on a wall. */
interface Place {
  hamletId?: string | undefined
  wall: boolean
  /** Villagers by name: on a wall only when asked for. */
  names: boolean
}

const placeOf = ({ query, may }: View): Place => {
  const wall = query('wall') === '1'
  return { hamletId: query('hamlet'), wall, names: may('lookAtPeople') && (!wall || query('names') === '1') }
}

const addressOf = ({ hamletId, wall, names }: Place): string => {
  const asked = new URLSearchParams({
    ...(hamletId === undefined ? {} : { hamlet: hamletId }),
    ...(wall ? { wall: '1' } : {}),
    ...(wall && names ? { names: '1' } : {}),
  }).toString()
  return asked === '' ? '/tonight/now' : `/tonight/now?${asked}`
}

/** Whoever may see the same is shown the same. */
const paintingOf = (villageId: string | null, place: Place): Painting => ({
  name: JSON.stringify([villageId, place]),
  paint: (evenings, now) => {
    const seen = evenings.filter(
      (e) => (villageId === null || e.villageId === villageId) && (place.hamletId === undefined || e.hamletId === place.hamletId),
    )
    return (<Painted evenings={seen} now={now} place={place} />)?.toString() ?? ''
  },
})

const Painted = ({ evenings, now, place }: { evenings: readonly EveningPicture[]; now: Instant; place: Place }) => {
  const { wall, names, hamletId } = place
  const whole = wall || hamletId !== undefined
  const begun = evenings.filter((e) => e.meeting?.open).length
  const shown = whole ? evenings : evenings.slice(0, Math.max(SHOWN, begun))
  if (evenings.length === 0) return wall ? <p class="empty">现在没有屋场在约时间，也没有定下来的会。</p> : null
  return (
    <>
      {whole ? null : <h2>正在进行{begun > 0 ? `（${begun}个屋场在开会）` : ''}</h2>}
      <div class={`evenings ${hamletId === undefined ? 'several' : ''}`}>
        {shown.map((one) => (
          <Evening of={one} now={now} names={names} wall={wall} brief={!whole && !one.meeting?.open} under={!whole} />
        ))}
      </div>
      {shown.length < evenings.length ? (
        <p>
          还有{evenings.length - shown.length}个屋场在约时间或者定了会。<a href="/tonight">都列出来</a>
        </p>
      ) : null}
    </>
  )
}

async function tonight(console: Console, view: View, place: Place): Promise<{ now: string; painting: Painting; evenings: number }> {
  const painting = paintingOf(view.reach.villageId, place)
  const evenings = await eveningsOf(console.deps.db, view.who.townId, view.now)
  return { now: painting.paint(evenings, view.now), painting, evenings: evenings.length }
}

/**
 * What is going on in the town, or in a hamlet, as a part of a page that changes by itself; such a page is shown with `live: true`. Asked for
 * along with whatever else the page asks, it costs no statement more, and where something has changed one breath more.
 */
export async function tonightPart(console: Console, view: View, hamletId?: string) {
  const place = { hamletId, wall: false, names: view.may('lookAtPeople') }
  const { now } = await tonight(console, view, place)
  return <section class="live" data-live={addressOf(place)} dangerouslySetInnerHTML={{ __html: now }} />
}

export function tonightPages(console: Console): void {
  console.changing('/tonight/now', 'look', (view) => tonight(console, view, placeOf(view)))
  for (const path of ['/tonight', '/tonight/:id'])
    console.page(path, 'look', async (view) => {
      const place = { hamletId: view.param('id') || undefined, wall: true, names: view.may('lookAtPeople') && view.query('names') === '1' }
      const { now } = await tonight(console, view, place)
      const here = view.url.pathname
      const body = (
        <>
          <h1 class="hidden">正在进行</h1>
          <section class="live" data-live={addressOf(place)} dangerouslySetInnerHTML={{ __html: now }} />
          <p class="ways small">
            <a href="/">回到今天</a>
            {view.may('lookAtPeople') ? (
              <a href={place.names ? here : `${here}?names=1`}>{place.names ? '不显示名字' : '显示名字（给大家看的时候不要开）'}</a>
            ) : null}
          </p>
        </>
      )
      return { title: '正在进行', body, wall: true }
    })
}
