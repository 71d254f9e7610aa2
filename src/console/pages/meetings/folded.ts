/** A record in which the talk stands out: words that only answer are put together by what they answer. */
import type { PresentFigures } from '../../../domain/meeting/figures.ts'
import type { MotionDrawn, RecordLine } from '../../../store/reading/meetings.ts'

interface Answers {
  /** Undefined: attendance. */
  motion: MotionDrawn | undefined
  lines: RecordLine[]
}

type Part = { line: RecordLine } | Answers

/** A fold for one or two lines would be longer than they are. */
const FOLDED_FROM = 3
/** 到 and 接龙; what else came along with a list of names stands in it. */
const ATTENDANCE = new Set(['attend', 'entries'])

/** Lines in their order; answers where the first of their kind stands. A voice or a picture is talk, whatever it was understood as. */
export function folded(lines: readonly RecordLine[], motions: readonly MotionDrawn[]): Part[] {
  const parts: Part[] = []
  const kinds = new Map<string, Answers>()
  for (const line of lines) {
    const kind = kindOf(line, motions)
    const known = kind && kinds.get(kind.key)
    if (known) known.lines.push(line)
    else if (kind) {
      const answers = { motion: kind.motion, lines: [line] }
      kinds.set(kind.key, answers)
      parts.push(answers)
    } else parts.push({ line })
  }
  return parts.flatMap((part): Part[] =>
    'lines' in part && part.lines.length < FOLDED_FROM ? part.lines.map((line) => ({ line })) : [part],
  )
}

function kindOf(line: RecordLine, motions: readonly MotionDrawn[]): { key: string; motion: MotionDrawn | undefined } | undefined {
  if (line.intent === null || line.kind !== 'said' || line.mediaId !== null) return undefined
  if (ATTENDANCE.has(line.intent)) return { key: 'attendance', motion: undefined }
  if (line.intent !== 'ballot') return undefined
  const motion = motions.filter((one) => one.openedAt <= line.at).at(-1) ?? motions[0]
  return { key: `ballot/${motion?.id}`, motion }
}

/** What they come to, by the rules' count. `figures`: of the meeting, where all of its record is here. */
export function foldedAs({ motion, lines }: Answers, figures: PresentFigures | null): string {
  const said = `${lines.length}条`
  if (motion?.status === 'closed')
    return `${motion.no}号表决：同意${motion.approve}人 反对${motion.reject}人 弃权${motion.abstain}人（${said}）`
  if (lines.some((line) => line.intent === 'ballot')) return `表决的回复（${said}）`
  return figures ? `${figures.atHome + figures.away}户签到（${said}）` : `签到（${said}）`
}
