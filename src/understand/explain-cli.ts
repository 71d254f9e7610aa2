/**
 * `npm run -s understand:explain -- "周三可以" [role] [question,question]`: tokens, clauses, readings and the outcome. Without questions all are
 * open, the poll about Wednesday and Thursday at half past seven and Saturday at eight of the demo town's first week.
 */
import { explain } from './explain.ts'
import type { OpenQuestion, Role } from './outcome.ts'

const OPEN: Readonly<Record<string, OpenQuestion>> = {
  timePoll: { question: 'timePoll', options: ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00', '2026-09-12T20:00:00+08:00'] },
  attendance: { question: 'attendance' },
  rsvp: { question: 'rsvp' },
  motion: { question: 'motion' },
  hands: { question: 'hands' },
  survey: { question: 'survey', issueNo: 12 },
  receipt: { question: 'receipt' },
  clarify: { question: 'clarify' },
}

const [text, role = 'villager', questions = Object.keys(OPEN).join()] = process.argv.slice(2)
if (text === undefined) {
  console.error('usage: npm run -s understand:explain -- "text" [role] [timePoll,attendance,rsvp,motion,hands,survey,receipt,clarify]')
  process.exitCode = 2
} else {
  const open = questions.split(',').flatMap((name) => OPEN[name] ?? [])
  console.log(explain({ text, role: role as Role, open, now: '2026-09-07T09:00:00+08:00' }).join('\n'))
}
