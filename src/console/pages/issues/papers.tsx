import { DOCX } from '../../../door/file.ts'
import { mediaOf, reportOf } from '../../../door/papers.ts'
import type { Instant } from '../../../kernel/time.ts'
import { type FileLine, findDocument } from '../../../store/reading/files.ts'
import type { IssueDetail } from '../../../store/reading/issues.ts'
import type { Console } from '../../declare.tsx'
import { isShown, Media } from '../../parts.tsx'
import { moment } from '../../times.ts'

export const Sent = ({ of, now }: { of: readonly FileLine[]; now: Instant }) =>
  of.length === 0 ? null : (
    <ul class="pictures">
      {of.map((m, n) => (
        <li>
          <Media id={m.id} type={m.kind} about={`第${n + 1}个，${moment(m.at, now)}发的`} />
        </li>
      ))}
    </ul>
  )

/** 请示 or 报告: what was filed, what was drafted, and while the village has it, how it would read now. */
export const Papers = ({ i, documents, now }: { i: IssueDetail; documents: readonly FileLine[]; now: Instant }) =>
  documents.length === 0 && i.status !== 'inVillage' ? null : (
    <section class="card">
      <h2>请示、报告</h2>
      <ul>
        {documents.map((d) => (
          <li>
            <a href={`/documents/${encodeURIComponent(d.id)}`}>{d.name.replace(/\.docx$/, '')}</a>{' '}
            <span class="soft small">{moment(d.at, now)}</span>
          </li>
        ))}
        {i.status === 'inVillage' ? (
          <li>
            <a href={`/issues/${i.id}/report.docx`}>按现在的情况起草一份</a>
          </li>
        ) : null}
      </ul>
    </section>
  )

export function issueFiles(console: Console): void {
  const { db } = console.deps
  console.file('/issues/:id/report.docx', 'lookAtPeople', DOCX, ({ reach, param }) => reportOf(console.deps, reach, param('id')))
  console.file('/documents/:id', 'lookAtPeople', DOCX, async ({ reach, param }) => findDocument(db, reach, param('id')))
  console.file('/media/:id', 'look', 'application/octet-stream', async ({ reach, param, may }) => {
    const found = await mediaOf(db, reach, param('id'), may('lookAtPeople'))
    // Only what is certainly a picture is shown in place: the type was read from its own bytes.
    return found && { ...found, ...(isShown(found.type) ? { inline: true as const } : {}) }
  })
}
