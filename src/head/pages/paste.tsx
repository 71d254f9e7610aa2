/** Answers brought back from the group: pasted, looked through, put right, counted. */
import type { FC } from 'hono/jsx'
import { meanings, type Pasted, type PastedLine } from '../../application/pages/paste.ts'
import { Fold, Go } from '../parts.tsx'
import { type HeadView, homesOf } from '../view.ts'

const PasteForm: FC<{ view: HeadView; text?: string }> = ({ view, text }) => (
  <form method="post" action="/h/paste" class="card">
    <input type="hidden" name="csrf" value={view.csrf} />
    <p class="field">
      <label for="paste-text">在群里长按接龙或聊天记录，复制，贴在这里</label>
      <textarea id="paste-text" name="text" rows={7} required>
        {text ?? ''}
      </textarea>
    </p>
    <Go>看看读出了什么</Go>
    <p class="soft small">这一步要有信号。没有信号就先一户一户地点。</p>
  </form>
)

export const Paste: FC<{ view: HeadView }> = ({ view }) => (
  <>
    <h1>把群里的回复贴进来</h1>
    <p>先看，再算：谁说的、对上哪一户、什么意思，一行一行列出来，点了“算上”才算。</p>
    <PasteForm view={view} />
  </>
)

const written = (line: Pick<PastedLine, 'answer' | 'about'>): string => JSON.stringify({ answer: line.answer, about: line.about })

const Doubtful: FC<{ view: HeadView; line: PastedLine; no: number; means: readonly (readonly [string, string])[] }> = (p) => {
  const { line, no } = p
  return (
    <li class="text">
      <p>
        <b>{line.name}</b>：{line.words || '（没写什么）'}
      </p>
      <p class="field">
        <label for={`who-${no}`}>是哪一户</label>
        <select id={`who-${no}`} name={`who-${no}`}>
          <option value="">不算这一条</option>
          {homesOf(p.view.state).map((home) => (
            <option value={home.place} selected={home.place === line.place}>
              {home.place} {home.name}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for={`means-${no}`}>什么意思{line.means === undefined ? '' : `（像是：${line.means}）`}</label>
        <select id={`means-${no}`} name={`means-${no}`}>
          <option value="">不算这一条</option>
          {p.means.map(([value, words]) => (
            <option value={value} selected={value === written(line)}>
              {words}
            </option>
          ))}
        </select>
      </p>
    </li>
  )
}

/** What was read, doubtful lines on top. */
export const Read: FC<{ view: HeadView; read: Pasted; text: string }> = ({ view, read, text }) => {
  const means = meanings(view.state, view.now).map((m) => [written(m), m.words] as const)
  const { doubtful, certain, leftOut } = read
  if (!read.open || doubtful.length + certain.length === 0)
    return (
      <>
        <h1>没有读出要算的</h1>
        <p class="note" role="alert">
          {read.open
            ? '一条都没认出来。接龙要整条复制；聊天记录要带名字，比如“王德福：到 2人”。'
            : '现在没有等大家回的事：先约时间、签到、表决或者请大家评，再把回复贴进来。'}
        </p>
        <PasteForm view={view} text={text} />
      </>
    )
  return (
    <>
      <h1>读出了{certain.length}条</h1>
      <p class="soft">{leftOut > 0 ? `另有${leftOut}条是闲话，没有算。` : ''}各家自己用户码回过的，以自家的为准。</p>
      <form method="post" action="/h/orders" class="tap">
        <input type="hidden" name="csrf" value={view.csrf} />
        <input type="hidden" name="id" value={crypto.randomUUID()} />
        <input type="hidden" name="back" value="/h" />
        <input type="hidden" name="do" value="pasted" />
        {doubtful.length > 0 ? (
          <section class="card" aria-labelledby="doubtful">
            <h2 id="doubtful">{doubtful.length}条拿不准，看一看</h2>
            <ul class="texts">
              {doubtful.map((line, no) => (
                <Doubtful view={view} line={line} no={no} means={means} />
              ))}
            </ul>
          </section>
        ) : null}
        <Fold id="certain" name={`${certain.length}条认得准`} open>
          {certain.map((line, i) => (
            <label class="check">
              <input
                type="checkbox"
                name="line"
                value={JSON.stringify({ place: line.place, ...JSON.parse(written(line)) })}
                checked
                id={`line-${i}`}
              />{' '}
              <span>
                <b>{line.name}</b>（{line.place}）：{line.means}
              </span>
            </label>
          ))}
        </Fold>
        <Go>算上</Go>
      </form>
    </>
  )
}
