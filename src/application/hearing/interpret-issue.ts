/** Issues in a hamlet's group: from what was understood to what is to be done. */
import type { Command } from '../../domain/base/commands.ts'
import { open as unwrap } from '../../understand/envelope.ts'
import type { Intent } from '../../understand/outcome.ts'
import { type Act, type Hearing, person } from './interpret.ts'
import { progress } from './progress.ts'

/** Undefined: the intent is not about issues. */
export function interpretIssue(intent: Intent, hearing: Hearing): Act | undefined {
  const { actor, account, state, now } = hearing
  const one = (command: Command): Act => ({ commands: [command] })
  switch (intent.intent) {
    case 'raiseIssue': {
      const media = hearing.mediaId === undefined ? {} : { mediaId: hearing.mediaId }
      return one({ type: 'raiseIssue', actor, ...intent.args, ...media })
    }
    case 'withdrawIssue':
    case 'categorise':
    case 'decideIssue':
      return one({ type: intent.intent, actor, ...intent.args } as Command)
    case 'support':
      return one({ type: 'supportIssue', actor, issueNo: intent.args.issueNo })
    case 'handled': {
      const { issueNo, text } = intent.args
      return one({ type: 'handleIssue', actor, issueNo, ...(text ? { text } : {}) })
    }
    case 'rate':
      return one({ type: 'rate', actor, from: { accountId: account.id, via: 'chat' }, ...intent.args })
    case 'rateOnBehalf': {
      const { issueNo, name, score } = intent.args
      const who = person(name, hearing)
      if ('say' in who) return who
      return one({
        type: 'rate',
        actor,
        from: { householdId: who.householdId, via: 'byHand', by: `account:${account.id}` },
        issueNo,
        score,
      })
    }
    case 'askProgress':
      return { say: progress(state, intent.args, account.id, now) }
    default:
      return undefined
  }
}

const REPORT_ALONE = /^(?:我要?)?(悄悄|私下|保密)?反映(?:一下|这个|这件事|这个问题)?[。！!]?$/
const QUOTED = /^[「『]([^：:\n]{1,40})[：:]\s*([\s\S]*?)[」』]\s*$/
const OWN_NAME = '小助手'

/** 反映 in reply to somebody's words means those words: the message as if they had been written after it. */
export function withQuotedReport(text: string): string {
  if (!text.includes('反映')) return text
  const alone = REPORT_ALONE.exec(unwrap(text, undefined, false).reply.trim())
  const words = alone && quotedWords(text)
  return words ? `${alone[1] ? '悄悄' : ''}反映 ${words}` : text
}

/** Somebody's words that a message quotes, on one line; the bot's own are nobody's. */
export function quotedWords(text: string): string | undefined {
  const found = QUOTED.exec(unwrap(text, undefined, false).quoted.trim())
  return found?.[2] && found[1]?.trim() !== OWN_NAME ? found[2].replace(/\s+/g, ' ').trim() : undefined
}

const CAPTION = /^#?(\d{1,5})\s*号?(?:问题)?(?:的?(?:图|照片|相片|图片))?[。.]?$/
const SPOKEN_OF = /(\d{1,5})\s*号/

/** The issue that a picture names, in its caption or in what it quotes. */
export function picturedIssue(text: string): number | undefined {
  const { reply, quoted } = unwrap(text, undefined, false)
  const found = CAPTION.exec(reply.trim()) ?? SPOKEN_OF.exec(quoted)
  return found ? Number(found[1]) : undefined
}
