/**
 * What was meant for the bot and not understood can teach it: words of a hamlet's group that name the bot, or stand under a question of ours, and
 * got silence or a question back. Nothing that was told in confidence, or speaks of what is.
 */
import type { HamletState } from '../../domain/base/state.ts'
import type { InboxRow, Missed } from '../../store/edges/inbox.ts'
import { numbersIn } from '../../store/turn/older-issues.ts'
import { calledBy } from '../../understand/called.ts'
import { plainName } from '../../understand/names.ts'
import { normalizeText } from '../../understand/normalize.ts'
import type { Outcome, Understandable } from '../../understand/outcome.ts'

/** Wherever it stands, and however it is typed: 悄 悄, 俏俏; and what goes past head or village (向镇里反映). */
const IN_CONFIDENCE =
  /[悄俏稍]{2}|偷偷|私[下聊信]|保密|匿名|单独|秘密|不公开|不要公开|[别莫不](?:要)?(?:说|讲|传)出去|向[镇村县上].{0,4}反[映应印]/

const WORDS = new Set(['text', 'audio'])
/** Longer texts are pasted: nobody answers with them. */
const MAX_CHARS = 500
const NOT_UNDERSTOOD = new Set(['silence', 'clarify'])

export class MissedWords {
  readonly #noted = new Map<bigint, Missed>()

  /** Notes what might have to be kept, before anything comes of it. */
  note(state: HamletState, message: InboxRow, said: Understandable, outcome: Outcome): void {
    if (outcome.kind === 'intent' && outcome.intent === 'raiseIssue') return
    if (!WORDS.has(message.kind) || message.text.length > MAX_CHARS || inConfidence(state, message.text, outcome)) return
    const by = calledBy(said, (name) => isNeighbour(state, name))
    if (by) this.#noted.set(message.seq, { by, role: said.role ?? 'villager', open: said.open ?? [] })
  }

  /** Of a message that came to this outcome. */
  of(seq: bigint, outcome: string): Missed | undefined {
    return NOT_UNDERSTOOD.has(outcome) ? this.#noted.get(seq) : undefined
  }
}

function inConfidence(state: HamletState, text: string, outcome: Outcome): boolean {
  if (IN_CONFIDENCE.test(normalizeText(text).replace(/[^\p{L}\p{N}]/gu, ''))) return true
  if (outcome.kind === 'clarify' && outcome.reading?.intent === 'raiseIssue') return true
  const named = numbersIn(text)
  return state.issues.where((i) => i.confidential && named.includes(i.no)).length > 0
}

const isNeighbour = (state: HamletState, name: string): boolean =>
  state.accounts.find((a) => plainName(a.nickname) === name) !== undefined ||
  state.villagers.find((v) => plainName(v.name) === name) !== undefined
