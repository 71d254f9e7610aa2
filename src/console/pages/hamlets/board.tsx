/** The desk of a hamlet's public board: its address, the poster for the wall, another address, none. */
import { endBoard, makeBoard, posterPaper } from '../../../application/orders/boards.ts'
import { policyOf } from '../../../domain/base/policy.ts'
import { DOCX } from '../../../door/file.ts'
import { Problem } from '../../../door/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type BoardAddress, boardOf } from '../../../store/boards.ts'
import { readPolicy } from '../../../store/reading/calendar.ts'
import { findHamlet } from '../../../store/reading/hamlets.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order } from '../../forms.tsx'
import { moment } from '../../times.ts'
import type { View } from '../../view.ts'

export function boardDesk(console: Console): void {
  const { deps } = console
  const isOn = async ({ who }: View): Promise<boolean> => policyOf(await readPolicy(deps.db, who.townId)).publicBoards
  console.page('/boards/:id', 'keepRegistry', async (view) => {
    const { reach, param, now } = view
    const [h, board, on] = await Promise.all([findHamlet(deps.db, reach, param('id')), boardOf(deps.db, param('id')), isOn(view)])
    if (!h) return undefined
    const body = (
      <>
        <h1>{h.name}：公示板</h1>
        <p class="sub">
          <a href={`/hamlets/${h.id}`}>{h.name}</a>
        </p>
        <p>
          公示板是一个不用登录就能看的网址：下一次会、最近的结果、公开的问题办到哪一步、台账的指纹。上面没有名字、电话和不公开的事，话里提到的名字写成“某甲”。
        </p>
        {on ? <Standing hamletId={h.id} board={board} view={view} now={now} /> : <Off view={view} board={board} />}
      </>
    )
    return { title: `${h.name}公示板`, body }
  })
  console.action('/boards/:id/make', 'keepRegistry', async (given) => {
    if (!(await isOn(given)))
      throw new Problem('refused', '镇里还没有打开公示板：请管理员在“设置 → 规则里的数字”里勾上“各屋场可以有公示板”')
    const made = await makeBoard(deps, given.who, given.param('id'))
    return made && { to: `/boards/${given.param('id')}`, done: '做好了。把屋场牌打印出来贴在活动场地。' }
  })
  console.action('/boards/:id/end', 'keepRegistry', async ({ who, param }) =>
    (await endBoard(deps, who, param('id'))) ? { to: `/boards/${param('id')}`, done: '收回了，原来的二维码打不开了。' } : undefined,
  )
  console.file('/boards/:id/poster.docx', 'keepRegistry', DOCX, ({ who, param, origin }) => posterPaper(deps, who, param('id'), origin))
}

const Off = ({ view, board }: { view: View; board: BoardAddress | undefined }) => (
  <p class="note warn">
    镇里没有打开公示板{board ? '，原来的网址现在打不开' : ''}。
    {view.may('setPolicy') ? (
      <>
        到<a href="/settings/rules">规则里的数字</a>勾上“各屋场可以有公示板”，再回来做地址。
      </>
    ) : (
      '要打开，请找镇里的管理员。'
    )}
  </p>
)

/** An address that only this machine knows is of no use on a wall. */
const ONLY_HERE = /^https?:\/\/(?:localhost|127\.|\[::1\])/

/** Printed with the address by which whoever prints it has come in. */
export const WhichAddress = ({ origin }: { origin: string }) =>
  ONLY_HERE.test(origin) ? (
    <p class="note warn">
      您是在这台电脑自己的网址（{origin}）上打开的，印出来的二维码别人的手机打不开。请先用手机也打得开的网址登录，再来打印。
    </p>
  ) : (
    <p class="soft small">二维码里印的是您现在用的网址 {origin}。先用一部手机扫扫看，打得开再贴。</p>
  )

const Standing = ({ hamletId, board, view, now }: { hamletId: string; board: BoardAddress | undefined; view: View; now: Instant }) =>
  board ? (
    <section class="card">
      <p>
        网址：<a href={`/b/${board.token}`}>{`${view.origin}/b/${board.token}`}</a>
        <br />
        <span class="soft small">{moment(board.madeAt, now)}做的</span>
      </p>
      <p class="ways">
        <a href={`/boards/${hamletId}/poster.docx`}>打印屋场牌（Word）</a>
        <a href={`/b/${board.token}/live`}>开会时投影的大字页</a>
      </p>
      <WhichAddress origin={view.origin} />
      <Ask
        action={`/boards/${hamletId}/make`}
        csrf={view.csrf}
        name="换一个新地址"
        means="原来的二维码马上打不开，墙上贴的要换成新的。"
        sure="换"
      />
      <Ask
        action={`/boards/${hamletId}/end`}
        csrf={view.csrf}
        name="收回公示板"
        means="原来的二维码马上打不开。以后可以再做，地址是新的。"
        sure="收回"
      />
    </section>
  ) : (
    <Order action={`/boards/${hamletId}/make`} csrf={view.csrf} class="actions">
      <button type="submit">做一个公示板的地址</button>
    </Order>
  )
