/** Surveys, one row a round. */

import { policyOf } from '../../domain/base/policy.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import { hamletNames } from '../../store/reading/hamlets.ts'
import { listSurveys } from '../../store/reading/surveys.ts'
import { SURVEY_STATUS } from '../../text/statuses.ts'
import { Kept, Narrowed, placeName } from '../behind.tsx'
import type { Console } from '../declare.tsx'
import { Select } from '../forms.tsx'
import { loweredNote } from '../lowered.tsx'
import { Badge, Pager, Share, Table } from '../parts.tsx'
import { moment, monthAsked, spanOf } from '../times.ts'
import { among } from '../words.ts'

/** What can be asked for: one result, or every round that came to one. */
const RESULTS = { ...SURVEY_STATUS, counted: '已有结果的' } as const
const COUNTED = ['passed', 'failed'] as const

export function surveyPage(console: Console): void {
  const { db } = console.deps
  console.page('/surveys', 'look', async ({ who, reach, query, url, now }) => {
    const status = among(RESULTS, query('status'))
    const month = monthAsked(query('month'))
    const where = { village: query('village'), hamlet: query('hamlet') }
    const [policy, hamlets, page] = await Promise.all([
      readPolicy(db, who.townId).then(policyOf),
      hamletNames(db, reach),
      listSurveys(db, reach, {
        hamletId: where.hamlet,
        villageId: where.village,
        status: status === 'counted' ? COUNTED : status,
        cursor: query('cursor'),
        ...spanOf(month),
      }),
    ])
    const body = (
      <>
        <h1>评议</h1>
        <p class="sub">一户一票，一轮一轮单独算；满意户不到评议户的{policy.satisfactionPercent}%就退回重办，没人评不算满意。</p>
        {await loweredNote(db, { who })}
        <Narrowed month={month} place={placeName(hamlets, where)} all="/surveys" />
        <form class="line" action="/surveys">
          <Kept of={{ month, village: where.village }} />
          <Select
            name="hamlet"
            label="屋场"
            any="全部"
            value={where.hamlet}
            options={hamlets.map((h) => [h.id, `${h.villageName} ${h.name}`] as const)}
          />
          <Select name="status" label="结果" any="全部" value={status} options={Object.entries(RESULTS)} />
          <button type="submit" class="plain">
            查
          </button>
        </form>
        <Table
          label="评议"
          rows={page.items}
          empty="还没有评议。问题报了办结，就会在屋场群里开始一轮。"
          columns={[
            {
              head: '问题',
              cell: (s) => (
                <>
                  <a href={`/issues/${s.issueId}`}>
                    {s.hamletName} {s.issueNo}号
                  </a>{' '}
                  <bdi>{s.issueText}</bdi>
                </>
              ),
            },
            { head: '轮次', cell: (s) => `第${s.round}轮` },
            {
              head: '结果',
              cell: (s) => (
                <Badge tone={s.status === 'passed' ? 'good' : s.status === 'failed' ? 'bad' : 'info'}>{SURVEY_STATUS[s.status]}</Badge>
              ),
            },
            { head: '满意/评议', cell: (s) => (s.raters === null ? '' : <Share part={s.satisfied ?? 0} base={s.raters} unit="户" />) },
            { head: '截止', cell: (s) => `${moment(s.closesAt, now)}${s.extended ? '（延过）' : ''}` },
          ]}
        />
        <Pager next={page.next} url={url} />
      </>
    )
    return { title: '评议', body }
  })
}
