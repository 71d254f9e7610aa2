/** Papers about many issues at once: 会议纪要 of the town's meeting, and the public 问题清单 for a hamlet's wall. */
import { publicListDocument } from '../../documents/public-list.ts'
import { studyDocument } from '../../documents/study.ts'
import { hamletOf } from '../../domain/base/state.ts'
import { isEnded } from '../../domain/issue/find.ts'
import { type Principal, reachOf } from '../../domain/rights/desk.ts'
import type { Instant } from '../../kernel/time.ts'
import { hamletInReach } from '../../store/reading/hamlets.ts'
import { townById } from '../../store/reading/town.ts'
import { findStudy } from '../../store/studies.ts'
import { loadHamlet } from '../../store/turn/hamlet.ts'
import { whereNow } from '../../text/progress.ts'
import { knownOf } from '../hearing/progress.ts'
import type { Deps } from '../ports.ts'

type Paper = { name: string; bytes: Buffer }

export async function studyPaper(deps: Deps, who: Principal, id: string): Promise<Paper | undefined> {
  const study = await findStudy(deps.db, reachOf(who), id)
  if (!study) return undefined
  const town = await townById(deps.db, who.townId)
  const bytes = await studyDocument({
    from: `中共${town.name}委员会`,
    heldOn: study.heldOn,
    present: study.present,
    issuedAt: study.createdAt,
    items: study.items.map((i) => ({
      village: i.villageName,
      hamlet: i.hamletName,
      no: i.no,
      text: i.confidential ? '（不公开）' : i.text,
      decision:
        i.decision === 'back'
          ? { backBecause: i.reason ?? '' }
          : { department: i.department ?? '', person: i.person ?? '', dueOn: i.dueOn ?? study.heldOn },
    })),
  })
  return { name: `研究屋场上报问题会议纪要 ${study.heldOn}.docx`, bytes }
}

/** Of the issues that anybody may know; what ended is there as long as a turn remembers it. */
export async function publicListPaper(deps: Deps, who: Principal, hamletId: string, now: Instant): Promise<Paper | undefined> {
  if (!(await hamletInReach(deps.db, reachOf(who), hamletId))) return undefined
  const state = await loadHamlet(deps.db, hamletId, now)
  const shown = state.issues.where((i) => !i.confidential && i.status !== 'withdrawn').sort((a, b) => a.no - b.no)
  const line = (i: (typeof shown)[number]) => ({ no: i.no, text: i.text, where: whereNow(knownOf(state, i, now), now) })
  const { name } = hamletOf(state)
  const bytes = await publicListDocument({
    hamlet: name,
    issuedAt: now,
    open: shown.filter((i) => !isEnded(i)).map(line),
    closed: shown.filter(isEnded).map(line),
  })
  return { name: `${name}问题清单.docx`, bytes }
}
