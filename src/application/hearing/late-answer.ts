/** An answer, one's own or another household's that was entered, to what is over or has lapsed since it was given. */
import type { Command } from '../../domain/base/commands.ts'
import { type Respondent, whoIs } from '../../domain/base/who.ts'
import type { Intent } from '../../understand/outcome.ts'
import { type Asked, answered } from './asked.ts'
import type { Hearing } from './hearing.ts'
import { lateCommand } from './late-words.ts'
import { person } from './person.ts'

/** What keeps it, and the question; undefined while the answer is in time, and for what is no answer. */
export function lateAnswer(intent: Intent, hearing: Hearing): { command: Command; about: Asked } | undefined {
  const said = intent.intent === 'answerFor' ? intent.args.answer : intent
  const about = answered(said, hearing.asked)
  const from = about && whose(intent, hearing)
  const command = from && lateCommand(about, { actor: hearing.actor, from, ...votedIn(said) }, hearing)
  return command && { command, about }
}

function whose(intent: Intent, hearing: Hearing): Respondent | undefined {
  const { actor, via, role } = hearing
  if (intent.intent !== 'answerFor') return { accountId: actor.accountId, via }
  // From anybody else it is refused, late or not.
  if (role === 'villager' || role === 'unbound') return undefined
  const who = person(intent.args.name, hearing)
  return 'say' in who ? undefined : { householdId: who.householdId, via, by: whoIs(actor), onBehalf: true }
}

/** A vote is kept as it was said: the head may still let it count. */
const votedIn = ({ intent, args }: Pick<Intent, 'intent' | 'args'>): { reading?: object } => (intent === 'ballot' ? { reading: args } : {})
