/** How long each word of a command may be, whichever door it came through; decide.ts holds every command against it. */
import type { Command, Commands, CommandType } from './base/commands.ts'
import { lengthOf, MOST, type Written } from './base/lengths.ts'
import { refuse } from './base/refusals.ts'

type Limit = readonly [most: number, what: Written]
type Limits = { readonly [K in CommandType]?: { readonly [F in keyof Commands[K]]?: Limit } }

const LIMITS: Limits = {
  raiseIssue: { text: [MOST.report, 'report'] },
  decideIssue: { text: [MOST.words, 'decision'] },
  acceptIssue: { text: [MOST.words, 'handled'] },
  handleIssue: { text: [MOST.words, 'handled'] },
  reportToTown: { text: [MOST.words, 'request'], signer: [MOST.signer, 'signer'] },
  signReport: { signer: [MOST.signer, 'signer'] },
  studyIssue: { present: [MOST.present, 'present'], decided: [MOST.words, 'decision'] },
  addHousehold: { name: [MOST.name, 'name'], reason: [MOST.words, 'reason'] },
  removeHousehold: { reason: [MOST.words, 'reason'] },
  removePerson: { reason: [MOST.words, 'reason'] },
  takeUpIssue: { reason: [MOST.words, 'reason'] },
  assignIssue: { department: [MOST.name, 'name'], person: [MOST.name, 'person'] },
  bringBackIssue: { reason: [MOST.words, 'reason'] },
  rate: { comment: [MOST.words, 'comment'] },
  note: { text: [MOST.line, 'line'] },
  correctLine: { text: [MOST.line, 'line'] },
}

export function mustFit(command: Command): void {
  const said = command as unknown as Readonly<Record<string, unknown>>
  for (const [field, limit] of Object.entries(LIMITS[command.type] ?? {})) {
    const [most, what] = limit as Limit
    const text = said[field]
    const length = typeof text === 'string' ? lengthOf(text) : 0
    if (length > most) refuse({ code: 'textTooLong', what, most, length })
  }
}
