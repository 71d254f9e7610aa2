/** What is said about votes: at once, also in quiet hours, to the people who are there (ours). */
import { householdName } from '../../../domain/base/households.ts'
import { neededOf } from '../../../domain/base/policy.ts'
import * as motionText from '../../../text/motion.ts'
import { hamlet, silent, type Tellings } from '../telling.ts'

export const MOTION_TELLINGS = {
  motionOpened: ({ data }, state) =>
    data.byHand
      ? undefined
      : hamlet(
          motionText.motionOpened(
            state.motions.must(data.motionId),
            data.figures,
            neededOf(state.town.policy.motionPercent, data.figures.persons),
          ),
        ),
  ballotCast: silent,
  ballotWaits: ({ data }, state) => hamlet(motionText.ballotWaits(householdName(state, data.householdId))),
  ballotCapped: ({ data }, state) => hamlet(motionText.ballotCapped(householdName(state, data.householdId), data.said, data.brought)),
  ballotsHinted: ({ data }, state) =>
    hamlet(
      motionText.ballotsHinted(data.hints.map(({ householdId, ...hint }) => ({ ...hint, household: householdName(state, householdId) }))),
    ),
  motionNoted: ({ data }, state) => hamlet(motionText.motionNote(state.motions.must(data.motionId), data.votes)),
  motionNudged: ({ data }, state) => hamlet(motionText.motionNudge(state.motions.must(data.motionId), data.votes)),
  handsCounted: ({ data }, state) => hamlet(motionText.handsCounted(state.motions.must(data.motionId), data)),
  // The last witness is answered by the result, a doubt by what follows from it.
  handsWitnessed: ({ data }, state) =>
    data.holds && data.missing > 0 ? hamlet(motionText.handsWitnessed(householdName(state, data.householdId), data.missing)) : undefined,
  handsDisputed: ({ data }, state) => {
    if (data.present !== undefined) return hamlet(motionText.handsBeyond(data.approve + data.reject + data.abstain, data.present))
    const doubter = state.witnesses.find((w) => w.handCountId === data.handCountId && !w.holds)
    return hamlet(motionText.handsDisputed(householdName(state, doubter?.householdId ?? '')))
  },
  handsConfirmed: ({ data }) => (data.how === 'photo' ? hamlet(motionText.handsConfirmedByPhoto) : undefined),
  motionClosed: ({ data }, state) => hamlet(motionText.motionClosed(state.motions.must(data.motionId), data, state.town.policy)),
} satisfies Partial<Tellings>
