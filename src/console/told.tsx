/** Problems as a person reads them: a page in Chinese that says what happened and where to go on. */
import type { FC } from 'hono/jsx'
import type { Problem, ProblemCode } from '../door/problem.ts'

/** A heading, and what is said where the problem itself says no more. */
const TOLD: Partial<Readonly<Record<ProblemCode, readonly [title: string, words?: string]>>> = {
  forbidden: ['没有这个权限', '这件事要别的角色来办，可以找镇里的管理员。'],
  notFound: ['没有找到', '没有这个，或者不归您管。'],
  tooLarge: ['内容太大'],
  keyReused: ['没有办成', '这张表交过了，内容和刚才交的不一样。要办这一份，请看一遍再交一次。'],
  keyUnderWay: ['没有办成', '已经提交过了，请退回去刷新看看。'],
  fault: ['系统出错了', '已记入日志，请稍后再试；一直这样的话，请告诉管理员是哪一页。'],
}

export const titleOf = ({ code }: Problem): string => TOLD[code]?.[0] ?? '没有办成'

/** A whole sentence, whatever the problem was worded for. */
export function wordsOf({ code, detail, title }: Problem): string {
  const words = detail ?? TOLD[code]?.[1] ?? title
  return /[。！？…”）]$/.test(words) ? words : `${words}。`
}

export const Told: FC<{ words: string; title?: string }> = ({ words, title }) => (
  <>
    {title === undefined ? null : <h1>{title}</h1>}
    <p class="note bad" role="alert">
      {words}
    </p>
    <p>
      <a href="/">回到今天</a>
    </p>
  </>
)
