/** 走访: what a household said about an issue when somebody went to ask, entered in its name. */

import { orderIssue } from '../../../application/orders/issues.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import type { Database } from '../../../store/database.ts'
import type { IssueDetail } from '../../../store/reading/issues.ts'
import { listHouseholds } from '../../../store/reading/people.ts'
import { LIMIT_MAX } from '../../../store/reading/select.ts'
import type { Console } from '../../declare.tsx'
import { Fold, Order, Select, Text } from '../../forms.tsx'
import type { View } from '../../view.ts'
import { among, SCORE } from '../../words.ts'

/** The form on the page of an issue that is being rated; undefined for whoever may not enter anything. */
export async function visitForm(db: Database, view: View, i: IssueDetail) {
  if (i.status !== 'inReview' || !view.may('takeUpIssues')) return undefined
  const households = i.confidential ? [] : (await listHouseholds(db, view.reach, i.hamletId, { limit: LIMIT_MAX })).items
  const action = `/issues/${i.id}/rate`
  return (
    <Fold class="more" summary="走访评议登记" holds={action}>
      <Order action={action} csrf={view.csrf} class="card">
        {i.confidential ? (
          <p>这件不公开，只问提的人满不满意。</p>
        ) : (
          <Select
            name="household"
            label="哪一户"
            options={households.map((h) => [h.id, `${h.groupNo}组${h.number}户 ${h.people[0]?.name ?? ''}`] as const)}
          />
        )}
        <Select name="score" label="满不满意" options={Object.entries(SCORE)} />
        <Text label="意见" hint="照原话，可以不写" name="comment" most={MOST.words} />
        <p class="soft">自己评过的户不能代记；登记以后要另一个人点“走访属实”才算数。</p>
        <button type="submit">登记</button>
      </Order>
    </Fold>
  )
}

export function visitOrder(console: Console): void {
  console.action('/issues/:id/rate', 'takeUpIssues', async ({ who, param, text }) => {
    const score = among(SCORE, text('score'))
    if (!score) throw new Problem('badRequest', '请选满意、基本满意还是不满意。')
    const rater = text('household') ? { householdId: text('household') } : { reporter: true as const }
    const comment = text('comment') ? { comment: text('comment') } : {}
    settle(console.deps, await orderIssue(console.deps, who, param('id'), { type: 'rate', score, ...rater, ...comment }))
    return { to: `/issues/${param('id')}`, done: '登记好了，等另一个人证实。' }
  })
}
