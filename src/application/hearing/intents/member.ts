/** Accounts and the register in a hamlet's group. */
import * as talk from '../../../text/talk.ts'
import type { IntentArgs } from '../../../understand/outcome.ts'
import { type Act, type Hearing, type IntentRules, one } from '../hearing.ts'
import { person } from '../person.ts'
import { rosterOf } from '../questions.ts'

export const MEMBER_INTENTS = {
  claimIdentity: claim,
  approveClaim: ({ claimNo }, { actor }) => one({ type: 'approveClaim', actor, claimNo }),
  bindMember: bind,
  setAtHome: ({ name, atHome }, hearing) => {
    const who = person(name, hearing)
    return 'say' in who ? who : one({ type: 'setAtHome', actor: hearing.actor, householdId: who.householdId, atHome })
  },
  acknowledge: (_, { actor, via }) => one({ type: 'acknowledge', actor, from: { accountId: actor.accountId, via } }),
} satisfies Partial<IntentRules>

function claim(args: IntentArgs['claimIdentity'], hearing: Hearing): Act {
  const said = args.name ?? args.household ?? ''
  const who = args.name ? person(args.name, hearing, args.household) : person(args.household ?? '', hearing)
  if ('say' in who) return who
  const villager = args.name ? { villagerId: who.villagerId } : {}
  const { account, actor } = hearing
  return { commands: [{ type: 'claimIdentity', actor, accountId: account.id, householdId: who.householdId, said, ...villager }] }
}

function bind(args: IntentArgs['bindMember'], hearing: Hearing): Act {
  const account = hearing.mentioned(args.mentioned)
  if (!account) return { say: talk.noSuchMember(args.mentioned) }
  const who = person(args.name ?? args.household ?? '', hearing, args.name ? args.household : '')
  if ('say' in who) return who
  // “李大山家的” is a household; the member is known by name only when somebody of that household bears the account's own name.
  const own = args.name ? who : rosterOf(hearing.state).find((l) => l.householdId === who.householdId && l.name === account.nickname)
  return {
    commands: [
      {
        type: 'bindAccount',
        actor: hearing.actor,
        accountId: account.id,
        householdId: who.householdId,
        sure: true,
        ...(own ? { villagerId: own.villagerId } : {}),
      },
    ],
  }
}
