/** What is to be carried into the group, and what was said to this phone. */
import type { FC } from 'hono/jsx'
import type { Carried } from '../../application/pages/carry.ts'
import { Fold } from '../parts.tsx'
import { timeOfDay } from '../times.ts'
import type { HeadView } from '../view.ts'

const Form: FC<{ view: HeadView; fields: Record<string, string>; tone: string; words: string }> = ({ view, fields, tone, words }) => (
  <form method="post" action="/h/orders" class="tap one">
    <input type="hidden" name="csrf" value={view.csrf} />
    <input type="hidden" name="id" value={crypto.randomUUID()} />
    <input type="hidden" name="back" value={view.path} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={tone}>
      {words}
    </button>
  </form>
)

const Waiting: FC<{ view: HeadView; of: Carried; no: number }> = ({ view, of, no }) => (
  <li class="text">
    <p class="soft small">
      第{no}条 {timeOfDay(of.createdAt)}
    </p>
    {of.documentId === null ? (
      <pre id={`text-${of.seq}`}>{of.text}</pre>
    ) : (
      <p>
        文件：<a href={`/h/paper/${of.documentId}`}>{of.text}</a>
      </p>
    )}
    <div class="row">
      {of.documentId === null ? (
        <>
          <button type="button" class="main" data-copy={`text-${of.seq}`} hidden>
            复制
          </button>
          <button type="button" class="plain" data-share={`text-${of.seq}`} hidden>
            转发
          </button>
        </>
      ) : null}
      <Form view={view} fields={{ do: 'sent', seq: String(of.seq) }} tone="plain" words="发了" />
      <Form view={view} fields={{ do: 'dropped', seq: String(of.seq) }} tone="quiet" words="不发" />
    </div>
  </li>
)

/** More would push everything else off the screen. */
const IN_SIGHT = 2

export const Texts: FC<{ view: HeadView }> = ({ view }) => {
  const waiting = view.texts.filter((text) => text.sentAt === null)
  const sent = view.texts.filter((text) => text.sentAt !== null)
  return (
    <section aria-labelledby="to-send">
      <h2 id="to-send">要发到群里的{waiting.length > 0 ? `（${waiting.length}条）` : ''}</h2>
      {waiting.length === 0 ? (
        <p class="soft">没有要发的。</p>
      ) : (
        <>
          <p class="soft">点“复制”，到群里贴上发出去，再回来点“发了”。</p>
          <ol class="texts">
            {waiting.slice(0, IN_SIGHT).map((text, i) => (
              <Waiting view={view} of={text} no={i + 1} />
            ))}
          </ol>
          {waiting.length > IN_SIGHT ? (
            <Fold id="more-texts" name={`还有${waiting.length - IN_SIGHT}条`}>
              <ol class="texts">
                {waiting.slice(IN_SIGHT).map((text, i) => (
                  <Waiting view={view} of={text} no={IN_SIGHT + i + 1} />
                ))}
              </ol>
            </Fold>
          ) : null}
        </>
      )}
      {sent.length > 0 ? (
        <Fold id="sent" name={`发了的${sent.length}条`}>
          <ul class="texts">
            {sent.map((text) => (
              <li class="text">
                <p class="soft small">{timeOfDay(text.sentAt ?? 0)}发的</p>
                <pre id={`text-${text.seq}`}>{text.text}</pre>
                {text.documentId === null ? (
                  <button type="button" class="plain" data-copy={`text-${text.seq}`} hidden>
                    再复制
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </section>
  )
}

export const Unread: FC<{ view: HeadView }> = ({ view }) =>
  view.unread.length === 0 ? null : (
    <section class="card" aria-labelledby="for-you">
      <h2 id="for-you">给您的话</h2>
      {view.unread.map(({ text }) => (
        <pre>{text}</pre>
      ))}
      <Form view={view} fields={{ do: 'read' }} tone="plain" words="看过了" />
    </section>
  )
