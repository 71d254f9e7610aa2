/** 代答: what head or recorder enters for a household that cannot write itself. Whether they may, and the household's own word, the rules see to. */
import type { Command } from '../../../domain/base/commands.ts'
import { type Respondent, whoIs } from '../../../domain/base/who.ts'
import type { IntentArgs } from '../../../understand/outcome.ts'
import { type Act, type Hearing, type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'

export const ANSWER_FOR_INTENTS = {
  answerFor,
} satisfies Partial<IntentRules>

function answerFor({ name, answer, words }: IntentArgs['answerFor'], hearing: Hearing): Act {
  const who = person(name, hearing)
  if ('say' in who) return who
  const { actor, via } = hearing
  const from: Respondent = { householdId: who.householdId, via, by: whoIs(actor), onBehalf: true }
  return one(entered(answer, from, actor, words))
}

/** `words`: how the household told it (打电话说来不了). */
function entered(answer: IntentArgs['answerFor']['answer'], from: Respondent, actor: Hearing['actor'], words: string | undefined): Command {
  switch (answer.intent) {
    case 'availability':
      return { type: 'answerTime', actor, answers: [{ from, reply: answer.args }] }
    case 'rsvp':
      return { type: 'answerRsvp', actor, from, ...(words === undefined || answer.args.coming ? {} : { reason: words }), ...answer.args }
    case 'ballot':
      return { type: 'castBallot', actor, from, ...answer.args }
    case 'rate':
      return { type: 'rate', actor, from, ...answer.args }
    case 'acknowledge':
      return { type: 'acknowledge', actor, from }
    case 'attend': {
      const { persons } = answer.args
      return { type: 'attend', actor, arrivals: [{ from, ...(persons === undefined ? {} : { persons }) }] }
    }
  }
}
