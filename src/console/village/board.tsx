/** 公示板: what anybody may know of a hamlet, for its wall, a television, a phone. Nobody's name is in it, no number, nothing confidential. */
import type { Context } from 'hono'
import { chainPart, compareMark, type MonthEnd, monthEnds } from '../../application/board/chain.ts'
import { lookAtBoard } from '../../application/board/looks.ts'
import { barePicture } from '../../application/evening/bare.ts'
import { eveningsOf } from '../../application/evening/looks.ts'
import type { EveningPicture } from '../../application/evening/picture.ts'
import { lowered } from '../../domain/base/policy.ts'
import { callerOf } from '../../door/caller.ts'
import type { Instant } from '../../kernel/time.ts'
import { type BoardPlace, boardAt, boardsStill } from '../../store/boards.ts'
import { fingerprint } from '../../text/digest.ts'
import { CHAIN, LIVE } from '../assets.ts'
import { type Console, streamed } from '../declare.tsx'
import { Evening } from '../evening.tsx'
import { Live, type Painting, type Watch } from '../live.ts'
import { moment, sayMonth } from '../times.ts'
import { Issues, Meetings } from './board-parts.tsx'
import { Nothing, openPage } from './open.tsx'

const ADDRESS = '/b/:token{[\\w-]{22,64}}'

/** Keys are a board's token and where the browser calls from: nobody ends what another has open. */
const BY_BOARD: Watch<BoardPlace> = {
  listeners: 600,
  ofOne: 20,
  sees: ({ token }) => token,
  still: async (db, keys) => {
    const tokens = new Map(keys.map((key) => [key, key.split(' ')[0] ?? '']))
    const still = await boardsStill(db, [...new Set(tokens.values())])
    return new Map([...tokens].filter(([, token]) => still.has(token)))
  },
}

export function boardPages(console: Console): void {
  const { app, deps } = console
  const { db, clock } = deps
  const live = new Live(deps, BY_BOARD)

  const at = async (c: Context, show: (board: BoardPlace, now: Instant) => Promise<Response>): Promise<Response> => {
    const board = await boardAt(db, c.req.param('token') ?? '')
    if (!board) return openPage(c, { ...NONE, status: 404 })
    if (!board.policy.publicBoards) return openPage(c, { ...OFF, status: 404 })
    return show(board, clock.now())
  }

  app.get(ADDRESS, (c) =>
    at(c, async (board, now) => {
      const [evening, picture, ends, compared] = await Promise.all([
        eveningOf(board, now),
        lookAtBoard(db, board, now),
        monthEnds(db, board, now),
        comparison(c, board),
      ])
      const path = `/b/${board.token}`
      const body = (
        <>
          <Head of={board} now={now} />
          {lowered(board.policy).map((line) => (
            <p class="note warn">{line}</p>
          ))}
          <section>
            <h2>下一次会</h2>
            {evening ? (
              <>
                <Evening of={evening} now={now} names={false} wall under />
                <p>
                  <a href={`${path}/live`}>开会的时候看这里：大字，自己会变</a>
                </p>
              </>
            ) : (
              <p class="empty">还没有定下一次会。定了时间，这里就有。</p>
            )}
          </section>
          <Meetings of={picture.meetings} now={now} />
          <Issues of={picture.issues} now={now} />
          <Ledger path={path} board={board} ends={ends} compared={compared} />
          <footer class="soft small">
            这里只有公开的事：没有名字，没有电话，没有不公开的问题。有事找屋场长，或者在屋场的群里回“反映 …”。
          </footer>
        </>
      )
      return openPage(c, { title: `${board.hamletName}公示板`, body, scripts: [CHAIN], class: 'board' })
    }),
  )

  app.get(`${ADDRESS}/live`, (c) =>
    at(c, async (board, now) => {
      const painting = paintingOf(board)
      const evenings = await eveningsOf(db, board.townId, now)
      const path = `/b/${board.token}`
      const body = (
        <>
          <Head of={board} now={now} />
          <section
            class="live"
            data-live={`${path}/now`}
            dangerouslySetInnerHTML={{ __html: painting.paint(evenings, now) }}
            aria-live="polite"
          />
          <p class="ways small">
            <a href={path}>整个公示板</a>
          </p>
        </>
      )
      return openPage(c, { title: `${board.hamletName}正在进行`, body, scripts: [LIVE], again: 20, class: 'board live' })
    }),
  )

  app.get(`${ADDRESS}/now`, (c) =>
    at(c, async (board) => streamed(c, await live.listen(board, `${board.token} ${callerOf(c, deps.isProxy)}`, paintingOf(board)))),
  )

  app.get(`${ADDRESS}/chain`, (c) =>
    at(c, async (board) => {
      const from = placeIn(c.req.query('from')) ?? 1
      c.header('cache-control', 'no-store')
      return c.json(await chainPart(db, board, from))
    }),
  )

  const eveningOf = async (board: BoardPlace, now: Instant): Promise<EveningPicture | undefined> =>
    only(board, await eveningsOf(db, board.townId, now))

  const comparison = async (c: Context, board: BoardPlace): Promise<Compared> => {
    const [seq, kept] = [placeIn(c.req.query('seq')), c.req.query('kept')?.trim()]
    if (seq === undefined || !kept) return kept || c.req.query('seq') ? 'notFilled' : undefined
    return compareMark(db, board, { seq, fingerprint: kept })
  }
}

/** The hamlet's own, and nobody's name in it. */
function only({ hamletId }: BoardPlace, evenings: readonly EveningPicture[]): EveningPicture | undefined {
  const own = evenings.find((evening) => evening.hamletId === hamletId)
  return own && barePicture(own)
}

const paintingOf = (board: BoardPlace): Painting => ({
  name: board.hamletId,
  paint: (evenings, now) => {
    const evening = only(board, evenings)
    const painted = evening ? (
      <Evening of={evening} now={now} names={false} wall />
    ) : (
      <p class="empty">现在没有在约时间，也没有在开会。会一开始，这里就自己变。</p>
    )
    return painted?.toString() ?? ''
  },
})

const NONE = {
  title: '没有这个公示板',
  class: 'board',
  body: <Nothing title="没有这个公示板" words="这个二维码可能换过了。请扫墙上新贴的那一张，或者问问屋场长。" />,
} as const
const OFF = {
  title: '公示板没有打开',
  class: 'board',
  body: <Nothing title="公示板没有打开" words="镇里现在没有打开公示板。想看屋场的事，请在群里回“问题清单”，或者问问屋场长。" />,
} as const

const Head = ({ of, now }: { of: BoardPlace; now: Instant }) => (
  <header class="sign">
    <h1>{of.hamletName}公示板</h1>
    <p>
      {of.townName} {of.villageName}，{moment(now, now)} 的样子
    </p>
  </header>
)

const INT_MAX = 2 ** 31 - 1
/** A place in a chain; undefined for what is none. */
function placeIn(given: string | undefined): number | undefined {
  const place = Number(given?.trim() || Number.NaN)
  return Number.isInteger(place) && place >= 1 && place <= INT_MAX ? place : undefined
}

type Compared = Awaited<ReturnType<typeof compareMark>> | 'notFilled' | undefined
const COMPARED: Readonly<Record<NonNullable<Compared>, readonly [tone: string, words: string]>> = {
  same: ['good', '一样：到那一条为止，台账没有人改过。'],
  other: ['bad', '不一样：先看看条数和指纹有没有抄错；没有抄错的话，请问问镇里。'],
  noSuch: ['bad', '台账里没有这么多条。先看看条数有没有抄错；没有抄错的话，请问问镇里。'],
  tooShort: ['warn', '指纹太短了，至少抄前面8个字母和数字。'],
  notFilled: ['warn', '要填两样：第几条（数字），和那一条的指纹。'],
}

const Ledger = ({ path, board, ends, compared }: { path: string; board: BoardPlace; ends: readonly MonthEnd[]; compared: Compared }) => (
  <section id="ledger">
    <h2>台账的指纹</h2>
    <p>
      每次签到、表决、问题的每一步都记在台账里，一共{board.ledgerSeq}条，最后一条的指纹 <b class="mark">{fingerprint(board.ledgerHash)}</b>
      。每一条的指纹都是连着前一条算出来的：以前的改一个字，往后的指纹就都变了。
    </p>
    {ends.length > 0 ? (
      <ul>
        {ends.map((end) => (
          <li>
            {sayMonth(end.month)}底：第{end.seq}条，指纹 <b class="mark">{fingerprint(end.hash)}</b>
          </li>
        ))}
      </ul>
    ) : null}
    <div data-chain={`${path}/chain`} data-from={(ends[0]?.seq ?? 0) + 1} />
    <details class="more">
      <summary>能核对什么，不能核对什么</summary>
      <p>
        按钮在您自己的手机上，把这个月能公开内容的（开会、表决结果、问题办到哪一步）一条一条重新算，看跟台账里的指纹一不一样。谁到会、谁投的票、谁评的议、不公开的问题，内容不能给人看，只列出指纹；它们由镇里核对。
        要是有人把整本台账连指纹一起换掉，光看这一页看不出来：请跟您自己以前记下的指纹比，群里每月1号也发过。
      </p>
    </details>
    <form action={`${path}#ledger`} class="line">
      <div>
        <label for="seq">您记下的是第几条</label>
        <input id="seq" name="seq" inputmode="numeric" />
      </div>
      <div>
        <label for="kept">那一条的指纹</label>
        <input id="kept" name="kept" autocomplete="off" />
      </div>
      <button type="submit" class="plain">
        比一比
      </button>
    </form>
    {compared ? (
      <p class={`note ${COMPARED[compared][0]}`} role="status">
        {COMPARED[compared][1]}
      </p>
    ) : null}
  </section>
)
