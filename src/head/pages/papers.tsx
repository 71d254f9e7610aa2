/** Minutes to look at, sheets to print. */
import type { FC } from 'hono/jsx'
import type { PaperLine } from '../../store/reading/papers.ts'
import { near } from '../times.ts'
import type { HeadView } from '../view.ts'

export const Papers: FC<{ view: HeadView; papers: readonly PaperLine[] }> = ({ view, papers }) => (
  <>
    <h1>记录和表格</h1>
    <section class="card" aria-labelledby="sheets">
      <h2 id="sheets">打印了用笔填</h2>
      <p class="soft">没带手机的晚上：打印出来，签到、表决都写在纸上，散会后再一户一户点进来。</p>
      <p class="row">
        <a class="button" href="/h/sheet/0">
          签到表
        </a>
        <a class="button" href="/h/sheet/1">
          表决登记表
        </a>
      </p>
    </section>
    <h2>会议记录</h2>
    {papers.length === 0 ? <p class="soft">还没有。散会以后过几分钟，会议记录就在这里，可以看、可以打印。</p> : null}
    <ul class="texts">
      {papers.map((paper) => (
        <li class="text">
          <a href={`/h/paper/${paper.id}`}>{paper.name}</a> <span class="soft small">{near(paper.at, view.now)}做的</span>
        </li>
      ))}
    </ul>
  </>
)
