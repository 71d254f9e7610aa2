/** 户码: whoever scans a household's printed code sees what is asked of it now, answers with one tap, sees how its issues stand and reports. */
import type { Context } from 'hono'
import { keepMedia } from '../../application/hearing/media.ts'
import { type CardPicture, pictureOfCard } from '../../application/pages/card.ts'
import { type Became, hearTaps } from '../../application/pages/hear-taps.ts'
import { callerOf } from '../../door/caller.ts'
import { Pace } from '../../door/pace.ts'
import { Problem } from '../../door/problem.ts'
import { sha256 } from '../../kernel/hash.ts'
import { DAY, type Instant, MINUTE } from '../../kernel/time.ts'
import { type CardPlace, cardAt } from '../../store/cards.ts'
import { CARD } from '../assets.ts'
import type { Console } from '../declare.tsx'
import { Notes } from '../notes.ts'
import { type FormFields, readForm, textIn } from '../sent-form.ts'
import { moment } from '../times.ts'
import { MyIssues, Questions, Report, type Typing } from './card-parts.tsx'
import { tapOf } from './card-taps.ts'
import { Nothing, openPage } from './open.tsx'

const ADDRESS = '/c/:token{[\\w-]{22,64}}'

/** A household taps some dozen times on a busy evening; a whole hamlet may sit behind one address. */
const TAPS_OF_A_CARD = [40, 10 * MINUTE] as const
const TAPS_OF_AN_ADDRESS = [400, 10 * MINUTE] as const
const LOOKS_OF_AN_ADDRESS = [1_200, 10 * MINUTE] as const
const REPORTS_OF_A_CARD = [5, DAY] as const

type Shut = 'none' | 'renewed' | 'voided' | 'gone'
const SHUT: Readonly<Record<Shut, readonly [title: string, words: string]>> = {
  none: ['没有这张户码', '可能没有扫清楚，请再扫一次。还是这样的话，拿着这张码找屋场长，请他换一张。'],
  renewed: ['这张户码换过新的了', '请用新发的那一张，这一张可以撕了。没有拿到新的，请找屋场长。以前用它回过的话都还算数。'],
  voided: ['这张户码作废了', '它不能再用了。还想用户码，请找屋场长做一张新的。以前用它回过的话都还算数。'],
  gone: ['这一户已经不在屋场的名册上', '名册上写着这一户迁走了或者并到别的户了，所以这张码不能再用。写错了的话，请找屋场长改过来。'],
}

/** Why a code leads nowhere; undefined while it answers for its household. */
function shutOf(card: CardPlace | undefined): Shut | undefined {
  if (!card) return 'none'
  if (card.removedAt !== null) return 'gone'
  if (card.endedAt !== null) return card.how === 'renewed' ? 'renewed' : 'voided'
  return card.letGo ? 'voided' : undefined
}

const SLOWLY = '点得太快了，歇几分钟再点。已经记下的都还在。'
const REPORTED_ENOUGH = '今天已经反映了5件，明天再写。急的事请直接找屋场长。'
const PHOTO: Readonly<Record<string, string>> = {
  tooLarge: '照片太大了，请换一张小些的，或者先不带照片交上来。',
  unknownType: '这不是照片，请选一张照片，或者不带照片交上来。',
}

export function cardPages(console: Console): void {
  const { app, deps } = console
  const { db, clock, wall } = deps
  const notes = new Notes(wall)
  const pace = {
    looks: new Pace(wall, ...LOOKS_OF_AN_ADDRESS),
    ofAddress: new Pace(wall, ...TAPS_OF_AN_ADDRESS),
    ofCard: new Pace(wall, ...TAPS_OF_A_CARD),
    reports: new Pace(wall, ...REPORTS_OF_A_CARD),
  }

  const at = async (c: Context, show: (card: CardPlace, now: Instant) => Promise<Response>): Promise<Response> => {
    if (!pace.looks.allows(callerOf(c, deps.isProxy))) return shutPage(c, ['先等一等', SLOWLY], 429)
    const card = await cardAt(db, sha256(c.req.param('token') ?? ''))
    const shut = shutOf(card)
    return card && shut === undefined ? show(card, clock.now()) : shutPage(c, SHUT[shut ?? 'none'], shut === 'none' ? 404 : 410)
  }

  app.get(ADDRESS, (c) => at(c, (card, now) => shown(c, card, now, { told: toldOf(notes.find(c.req.query('done'))) })))

  app.post(ADDRESS, (c) =>
    at(c, async (card, now) => {
      if (!pace.ofAddress.allows(callerOf(c, deps.isProxy)) || !pace.ofCard.allows(card.id)) throw new Problem('tooMany', SLOWLY)
      const form = await readForm(c)
      const typed = (name: string): string => textIn(form, name)
      const tap = tapOf(typed)
      if (!tap) throw new Problem('badRequest', '这一页旧了，请再扫一次码。')
      const typing: Typing = { text: typed('text'), quietly: typed('quietly') === '1', past: typed('past') }
      const refuse = (wrong: string): Promise<Response> => shown(c, card, now, { wrong, typing, status: 409 })
      if ('wrong' in tap) return refuse(tap.wrong)
      if (tap.intent === 'raiseIssue' && !pace.reports.allows(card.id)) return refuse(REPORTED_ENOUGH)
      const photo = tap.intent === 'raiseIssue' ? await photoIn(card, form) : {}
      if ('wrong' in photo) return refuse(photo.wrong)
      const [became] = await hearTaps(deps, { door: 'card', externalId: card.hash, externalRoomId: card.hash }, [
        { id: nameOf(form), at: now, tap, ...photo },
      ])
      const told = became ? tellOf(became, 'confidential' in tap.args) : NOT_DONE
      return c.redirect(`/c/${c.req.param('token')}?done=${notes.keep(JSON.stringify(told))}`, 303)
    }),
  )

  async function photoIn(card: CardPlace, form: FormFields): Promise<{ mediaId?: string } | { wrong: string }> {
    const file = form.photo
    if (!(file instanceof File) || file.size === 0) return {}
    const kept = await keepMedia(deps, card.hamletId, new Uint8Array(await file.arrayBuffer()), 'image/')
    return 'mediaId' in kept ? kept : { wrong: PHOTO[kept.refused] ?? PHOTO.unknownType ?? '' }
  }

  async function shown(c: Context, card: CardPlace, now: Instant, more: More): Promise<Response> {
    const picture = await pictureOfCard(db, card, now)
    const body = <Card of={card} now={now} picture={picture} path={`/c/${c.req.param('token')}`} more={more} />
    return openPage(c, {
      title: `${card.groupNo}组${card.number}户`,
      body,
      class: 'board card-page',
      scripts: [CARD],
      status: more.status ?? 200,
    })
  }
}

interface Told {
  good: boolean
  words: string
}
interface More {
  told?: Told | undefined
  /** Why a report was not taken, with what was typed. */
  wrong?: string
  typing?: Typing
  status?: number
}

const toldOf = (note: string | undefined): Told | undefined => (note === undefined ? undefined : (JSON.parse(note) as Told))

const NOT_DONE: Told = { good: false, words: '没有记上，请再点一次。再不行，请找屋场长。' }

function tellOf({ outcome, said }: Became, quietly: boolean): Told {
  const words = said.join('\n')
  if (outcome === 'failed') return NOT_DONE
  if (outcome === 'refused') return { good: false, words: words || NOT_DONE.words }
  if (outcome === 'late') return { good: false, words: words || '这件事刚刚结束了。您家的话记着了，没有算进去，算不算由屋场长定。' }
  if (quietly)
    return { good: true, words: '悄悄收到了。这件事不公开，这里也不会列出来，别人扫码看不到。办得怎么样，屋场长或者村里会来找您。' }
  return { good: true, words: words || '记下了。' }
}

/** The same form sent twice is one tap; with something else in it, it is another. */
const nameOf = (form: FormFields): string =>
  sha256(JSON.stringify([textIn(form, 'tap'), textIn(form, 'value'), textIn(form, 'text')])).slice(0, 32)

const shutPage = (c: Context, [title, words]: readonly [string, string], status: number): Response | Promise<Response> =>
  openPage(c, { title, body: <Nothing title={title} words={words} />, class: 'board card-page', status })

const Card = ({ of, now, picture, path, more }: { of: CardPlace; now: Instant; picture: CardPicture; path: string; more: More }) => (
  <>
    <header class="sign">
      <h1>
        {of.groupNo}组{of.number}户
      </h1>
      <p>
        {of.hamletName}，{moment(now, now)}
      </p>
    </header>
    {more.told ? (
      <p class={`note ${more.told.good ? 'good' : 'warn'} words`} role={more.told.good ? 'status' : 'alert'}>
        {more.told.words}
      </p>
    ) : null}
    <Questions of={picture.questions} path={path} now={now} />
    <MyIssues of={picture.issues} />
    <Report path={path} wrong={more.wrong} typing={more.typing} />
    <footer class="soft small">
      这张码替{of.groupNo}组{of.number}户回话，家里几个人都点的话，算最后点的那次。丢了就告诉屋场长，换一张，旧的马上不能用。
    </footer>
  </>
)
