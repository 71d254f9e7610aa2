/** One person who wants to see what is kept of them, or to be forgotten. */
import { askErasure } from '../../../application/orders/erasure.ts'
import { exportPerson } from '../../../application/orders/own-data.ts'
import { lengthOf, MOST } from '../../../domain/base/lengths.ts'
import { erasingSettled } from '../../../door/erasing.ts'
import { Problem } from '../../../door/problem.ts'
import { findPerson, type Subject } from '../../../store/personal/person.ts'
import { tooLong } from '../../../text/refusals/issue.ts'
import type { Console } from '../../declare.tsx'
import { Line, Order } from '../../forms.tsx'

export const personAt = (of: Subject): string => `/personal/people/${of.subject}/${of.subjectId}`

const subjectOf = (param: (name: string) => string): Subject => ({
  subject: param('subject') === 'account' ? 'account' : 'villager',
  subjectId: param('id'),
})

export function personPages(console: Console): void {
  const { deps } = console
  console.page('/personal/people/:subject/:id', 'exportPeople', async ({ reach, param, csrf, may }) => {
    const of = subjectOf(param)
    const person = await findPerson(deps.db, reach, of)
    if (!person) return undefined
    const body = (
      <>
        <h1>{person.name ?? person.accounts[0]?.nickname ?? ''}的信息</h1>
        <section class="card">
          <h2>给本人看</h2>
          <p>屋场通里有他的什么，一条一条列出来，可以打印给他。看过会记下是您看的。</p>
          <Order action={`${personAt(of)}/export`} csrf={csrf}>
            <button type="submit">列出来</button>
          </Order>
        </section>
        {may('erasePeople') ? (
          <section class="card">
            <h2>本人要求删</h2>
            <p>您提了以后，要另一位管理员同意才删。名字、微信、电话、说过的话都删；到会、表决、评议的数字不变。</p>
            <Order action={`${personAt(of)}/erase`} csrf={csrf}>
              <Line label="原因" name="reason" required most={MOST.words} hint="比如：本人当面要求；迁走了" />
              <button type="submit">提出删除</button>
            </Order>
          </section>
        ) : null}
        <a href={`/hamlets/${person.hamletId}/people`}>回到户和人</a>
      </>
    )
    return { title: '一个人的信息', body }
  })
  console.action('/personal/people/:subject/:id/export', 'exportPeople', async ({ who, param }) => {
    const text = await exportPerson(deps, who, subjectOf(param))
    return (
      (text !== undefined && {
        title: '一个人的信息',
        body: (
          <>
            <h1>一个人的信息</h1>
            <pre class="card words">{text}</pre>
            <p class="soft">已经记下是您看的。</p>
          </>
        ),
      }) ||
      undefined
    )
  })
  console.action('/personal/people/:subject/:id/erase', 'erasePeople', async ({ who, param, text }) => {
    const reason = text('reason').trim()
    if (reason === '') throw new Problem('badRequest', '请写原因。')
    const length = lengthOf(reason)
    if (length > MOST.words) throw new Problem('badRequest', tooLong('reason', { most: MOST.words, length }))
    const made = erasingSettled(await askErasure(deps, who, subjectOf(param), reason), deps.clock.now())
    return made && { to: '/personal', done: '提好了，等另一位管理员同意。' }
  })
}
