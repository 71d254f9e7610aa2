import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { understand } from '../../src/understand/understand.ts'
import { messageFor } from './lines.ts'

const page = readFileSync(new URL('../../docs/commands.zh-CN.md', import.meta.url), 'utf8')

/** Each table stands under a comment that says who speaks and what is open. */
function examples(): { heading: string; text: string }[] {
  let heading = ''
  const found: { heading: string; text: string }[] = []
  for (const line of page.split('\n')) {
    const who = /^<!-- (.+) -->$/.exec(line)
    if (who) heading = who[1]!
    const example = /^\| `([^`]+)` +\|/.exec(line)
    if (example) found.push({ heading, text: example[1]! })
  }
  return found
}

const reached = new Map(examples().map((e) => [`${e.heading}|${e.text}`, understand(messageFor(e.heading, e.text))]))

describe('the page on the wall', () => {
  it('has examples that are understood at once', () => {
    expect([...reached].filter(([, outcome]) => outcome.kind !== 'intent').map(([text]) => text)).toEqual([])
  })

  it('teaches every command', () => {
    const intents = new Set([...reached.values()].map((o) => (o.kind === 'intent' ? o.intent : '')))
    const all =
      'availability attend rsvp ballot rate raiseIssue askProgress withdrawIssue support claimIdentity help openTimePoll closeTimePoll chooseOption extendPoll cancelPoll scheduleMeeting reschedule cancelMeeting setVenue addTopic openAttendance markAttendance unmarkAttendance answerFor openMotion closeMotion handCount note categorise decideIssue handled rateOnBehalf endMeeting nudge whoIsMissing bindMember approveClaim setAtHome witness listPending acceptIssue reportToTown assignIssue digestNow'
    expect(all.split(' ').filter((name) => !intents.has(name as 'help'))).toEqual([])
  })
})
