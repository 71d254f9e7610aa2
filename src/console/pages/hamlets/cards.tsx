/** The desk of a hamlet's household codes: made, printed, made anew, voided. */
import { cardsPaper, changeCard, makeMissingCards } from '../../../application/orders/cards.ts'
import { DOCX } from '../../../door/file.ts'
import { settle } from '../../../door/settle.ts'
import { type CardLine, cardsOf } from '../../../store/cards.ts'
import { findHamlet } from '../../../store/reading/hamlets.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { View } from '../../view.ts'
import { WhichAddress } from './board.tsx'

export function cardDesk(console: Console): void {
  const { deps } = console
  console.page('/cards/:id', 'bindPeople', async (view) => {
    const { reach, param, csrf, origin } = view
    const [h, cards] = await Promise.all([findHamlet(deps.db, reach, param('id')), cardsOf(deps.db, param('id'))])
    if (!h) return undefined
    const without = cards.filter((card) => card.cardId === null).length
    const body = (
      <>
        <h1>{h.name}：户码</h1>
        <p class="sub">
          <a href={`/hamlets/${h.id}`}>{h.name}</a>
        </p>
        <p>
          一户一张的二维码，印出来发到户。不用微信群、不用装东西：扫一扫就看到现在问他家什么，点一下就回了；还能看自家反映的事、悄悄反映。台账里记着是“户码”回的。谁拿着码就能替那一户回，所以丢了要马上换。
        </p>
        <div class="actions">
          {without > 0 ? (
            <Order action={`/cards/${h.id}/make`} csrf={csrf}>
              <button type="submit">给还没有的{without}户都做一张</button>
            </Order>
          ) : null}
          {without < cards.length ? (
            <a class="button plain" href={`/cards/${h.id}/print.docx`}>
              打印{cards.length - without}张（Word，一张纸8户）
            </a>
          ) : null}
        </div>
        <WhichAddress origin={origin} />
        <Cards hamletId={h.id} rows={cards} view={view} />
      </>
    )
    return { title: `${h.name}户码`, body }
  })
  console.action('/cards/:id/make', 'bindPeople', async ({ who, param }) => {
    const ordered = await makeMissingCards(deps, who, param('id'))
    if ('missing' in ordered) return undefined
    return { to: `/cards/${param('id')}`, done: `做好了${settle(deps, ordered)}张。打印出来，剪开，发到户。` }
  })
  for (const [verb, how, done] of [
    ['renew', 'renewed', '换好了，旧的那张马上不能用。请打印新的给他家。'],
    ['void', 'voided', '作废了，那张码不能再用。以前用它回过的话都还算数。'],
  ] as const)
    console.action(`/cards/:id/:household/${verb}`, 'bindPeople', async ({ who, param }) => {
      const ordered = await changeCard(deps, who, param('id'), param('household'), how)
      if ('missing' in ordered) return undefined
      settle(deps, ordered)
      return { to: `/cards/${param('id')}`, done }
    })
  console.file('/cards/:id/print.docx', 'bindPeople', DOCX, ({ who, param, query, origin }) =>
    cardsPaper(deps, who, param('id'), { origin, householdId: query('household') }),
  )
}

const Cards = ({ hamletId, rows, view }: { hamletId: string; rows: readonly CardLine[]; view: View }) => (
  <Table
    label="户码"
    rows={rows}
    empty="名册上还没有户。先导入花名册，或者在“户和人”里添一户。"
    columns={[
      { head: '户', cell: (r) => `${r.groupNo}组${r.number}户 ${r.name ?? ''}` },
      { head: '在家', cell: (r) => (r.atHome ? '在家' : '外出') },
      {
        head: '户码',
        cell: (r) => (r.madeAt === null ? <Badge tone="warn">还没有</Badge> : `${moment(r.madeAt, view.now)}做的`),
      },
      { head: '', cell: (r) => (r.cardId === null ? '' : <OneCard hamletId={hamletId} of={r} csrf={view.csrf} />) },
    ]}
  />
)

const OneCard = ({ hamletId, of, csrf }: { hamletId: string; of: CardLine; csrf: string }) => (
  <>
    <a href={`/cards/${hamletId}/print.docx?household=${of.householdId}`}>打印这一张</a>
    <Ask
      action={`/cards/${hamletId}/${of.householdId}/renew`}
      csrf={csrf}
      name="换一张"
      means="旧的那张马上不能用。以前用它回过的话都还算数。"
      sure="换"
    />
    <Ask
      action={`/cards/${hamletId}/${of.householdId}/void`}
      csrf={csrf}
      name="作废"
      means="这张码马上不能用，这一户就没有户码了。以前用它回过的话都还算数。"
      sure="作废"
    />
  </>
)
