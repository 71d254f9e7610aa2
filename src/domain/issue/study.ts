/** 村里研究: the record that stands behind “经村级研究” in a report. Without one no report says so. */
import { sha256 } from '../../kernel/hash.ts'
import { dateOf } from '../../kernel/time.ts'
import type { CommandOf } from '../base/commands.ts'
import { refuse } from '../base/refusals.ts'
import type { Turn } from '../base/turn.ts'
import { issueAt, ofIssue, put } from './find.ts'
import type { VillageStudyRow } from './rows.ts'

export function studyIssue(turn: Turn, command: CommandOf<'studyIssue'>): void {
  const issue = issueAt(turn, command.issueNo, ['inVillage', 'inTown'])
  const { heldOn, present, decided } = command
  if (heldOn > dateOf(turn.now)) refuse({ code: 'studyAhead', issueNo: issue.no, heldOn })
  const study: VillageStudyRow = {
    id: turn.id(),
    hamletId: turn.hamlet.id,
    issueId: issue.id,
    heldOn,
    present,
    decided,
    at: turn.now,
    by: turn.who,
  }
  turn.state.villageStudies.put(study)
  put(turn, issue, { what: 'studied' })
  const textDigest = sha256(`${present}\n${decided}`)
  turn.happened('villageStudied', issue.id, { ...ofIssue(issue), studyId: study.id, heldOn, textDigest })
}
