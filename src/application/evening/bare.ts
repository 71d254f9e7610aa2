/** An evening for anybody who comes by: the figures, and what is asked without whose words it was or whom it names. */
import { withoutNames } from '../../understand/without-names.ts'
import type { EveningPicture } from './picture.ts'

/** Made once of each picture, however many look at it. */
const made = new WeakMap<EveningPicture, EveningPicture>()

export function barePicture(picture: EveningPicture): EveningPicture {
  const known = made.get(picture)
  if (known) return known
  const bare = strip(picture)
  made.set(picture, bare)
  return bare
}

function strip({ poll, meeting, names, ...of }: EveningPicture): EveningPicture {
  const without = (text: string): string => withoutNames(text, names).text
  return {
    ...of,
    names: [],
    poll: poll && { ...poll, topic: poll.topic === null ? null : without(poll.topic), silent: [] },
    meeting: meeting && {
      ...meeting,
      venue: meeting.venue === null ? null : without(meeting.venue),
      topics: meeting.topics.map(without),
      missing: [],
      said: [],
      motions: meeting.motions.map((motion) => ({ ...motion, text: without(motion.text), silent: [] })),
    },
  }
}
