/** One word that two things could take for the same person is asked about, never settled silently. */
import type { HamletState } from '../../domain/base/state.ts'
import { openClarification } from '../../domain/member/clarify.ts'
import type { ClarificationRow } from '../../domain/member/rows.ts'
import { openMotionOf } from '../../domain/motion/standing.ts'
import { answerablePoll } from '../../domain/poll/standing.ts'
import { DAY, type Instant } from '../../kernel/time.ts'
import { sayReading } from '../../text/reading.ts'
import * as talk from '../../text/talk.ts'
import type { Clarify, Intent, Outcome, Role } from '../../understand/outcome.ts'
import type { Asked } from './asked.ts'
import { isWanting } from './full-name.ts'

/** So long the head may still be answering a claim that he was asked about. */
const CLAIM_IN_MIND = DAY

interface Speaker {
  id: string
  nickname: string
  role: Role
}

/** The outcome, or the question to ask instead. */
export function withDoubts(state: HamletState, outcome: Outcome, speaker: Speaker, asked: readonly Asked[], now: Instant): Outcome {
  if (outcome.kind !== 'intent') return outcome
  return aboutVote(state, outcome, speaker, asked, now) ?? aboutYes(state, outcome, speaker, asked, now) ?? outcome
}

/** 同意 and 不同意 without a number: to the motion, to a claim that the head was asked about, or to what was quoted back to this person. */
function aboutVote(state: HamletState, outcome: Intent, { id, role }: Speaker, asked: readonly Asked[], now: Instant): Clarify | undefined {
  const motion = openMotionOf(state)
  if (outcome.intent !== 'ballot' || !motion) return undefined
  const { choice, votes, family } = outcome.args
  if (votes !== undefined || family || choice === 'abstain') return undefined
  const claim = role === 'head' ? state.claims.where((c) => c.status === 'pending' && c.at > now - CLAIM_IN_MIND).at(-1) : undefined
  const word = sayReading(outcome, [], now)
  if (claim) return { kind: 'clarify', say: talk.voteOrClaim(word, claim.no) }
  const clarification = asked.find((a) => a.question.question === 'clarify') && quotedBack(state, id, now)
  if (!clarification || clarification.askedAt < motion.openedAt) return undefined
  const reading = clarification.reading as Omit<Intent, 'kind'>
  // What was asked is whether it is a vote: then it is one.
  return reading.intent === 'ballot' ? undefined : { kind: 'clarify', reading, say: talk.voteOrReading(word, said(state, reading, now)) }
}

/** A word that may be 是 or 不是: what was quoted back is said once more. With nothing that waits for it, it is talk. */
export function aboutYesPerhaps(state: HamletState, outcome: Outcome, { id, nickname }: Omit<Speaker, 'role'>, now: Instant): Outcome {
  const meant = outcome.kind === 'clarify' ? outcome.reading?.intent : undefined
  if (meant !== 'confirm' && meant !== 'deny') return outcome
  const asked = quotedBack(state, id, now)
  if (!asked) return { kind: 'silence' }
  const reading = asked.reading as Omit<Intent, 'kind'>
  return { kind: 'clarify', reading, say: talk.askReading(nickname, said(state, reading, now)) }
}

/** 是 long after it was asked for, with another question put since: which of the two is said once more. */
function aboutYes(
  state: HamletState,
  { intent }: Intent,
  { id, nickname }: Speaker,
  asked: readonly Asked[],
  now: Instant,
): Clarify | undefined {
  const clarification = intent === 'confirm' || intent === 'deny' ? quotedBack(state, id, now) : undefined
  if (!clarification) return undefined
  const since = asked.some(
    ({ question: { question }, since: at }) => question !== 'clarify' && question !== 'receipt' && at > clarification.askedAt,
  )
  if (!since) return undefined
  const reading = clarification.reading as Omit<Intent, 'kind'>
  return { kind: 'clarify', reading, say: talk.askReading(nickname, said(state, reading, now)) }
}

/** What 是 would settle. */
function quotedBack(state: HamletState, accountId: string, now: Instant): ClarificationRow | undefined {
  const asked = openClarification(state, accountId, now)
  return isWanting(asked?.reading) ? undefined : asked
}

const said = (state: HamletState, reading: Omit<Intent, 'kind'>, now: Instant): string =>
  sayReading(reading, answerablePoll(state, now)?.options ?? [], now)
