/** What the evening made of the hamlet's public issues, as its minutes have it: also of those that were raised long before. */
import { outcomesAt, spanOf } from '../../../domain/issue/at-meeting.ts'
import { dateOf, type Instant } from '../../../kernel/time.ts'
import type { MeetingLine } from '../../../store/reading/meetings.ts'
import type { KeptIssue } from '../../../store/record.ts'
import { sayDate } from '../../../text/issue.ts'
import { outcomes } from '../../../text/record.ts'
import { Table } from '../../parts.tsx'
import { day } from '../../times.ts'

export const DealtWith = ({ of, m, now }: { of: readonly KeptIssue[]; m: MeetingLine; now: Instant }) => {
  const span = spanOf(m, now)
  const rows = of.flatMap((issue) => {
    const found = outcomesAt(issue, span)
    return found ? [{ issue, came: outcomes(found, (date) => sayDate(date, now)) }] : []
  })
  if (!span) return null
  return (
    <>
      <h2 id="issues">问题与决定</h2>
      <Table
        label="问题与决定"
        rows={rows}
        empty="这次会没有提出问题，也没有议定以前的问题。"
        columns={[
          {
            head: '问题',
            cell: ({ issue }) => (
              <a href={`/issues/${issue.id}`}>
                {issue.no}号 <bdi>{issue.text}</bdi>
              </a>
            ),
          },
          { head: '什么时候提的', cell: ({ issue }) => (issue.meetingId === m.id ? '会上' : day(dateOf(issue.raisedAt), now)) },
          { head: '决定', cell: ({ came }) => <bdi>{came}</bdi> },
        ]}
      />
    </>
  )
}
