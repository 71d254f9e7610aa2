/**
 * The data files hold one message a line under a heading `% role question+question`:
 *   text <tab> expected     expected := `-` silence | `?` [intent args] clarification, with its reading | intent args
 * `\n` in a text is a line break.
 */
import { readFileSync } from 'node:fs'
import type { OpenQuestion, Outcome, Role, RosterName, Understandable } from '../../src/understand/outcome.ts'

export const NOW = '2026-09-07T09:00:00+08:00'

const evenings = (...dates: string[]): OpenQuestion => ({
  question: 'timePoll',
  options: dates.map((date) => `2026-${date}T19:30:00+08:00`),
})

/** A Monday morning; the options are Wednesday and Thursday at half past seven, Saturday at eight. */
export const QUESTIONS: Record<string, OpenQuestion> = {
  timePoll: { question: 'timePoll', options: ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00', '2026-09-12T20:00:00+08:00'] },
  attendance: { question: 'attendance' },
  rsvp: { question: 'rsvp' },
  motion: { question: 'motion' },
  survey: { question: 'survey', issueNo: 12 },
  survey2: { question: 'survey', issueNo: 15 },
  receipt: { question: 'receipt' },
  clarify: { question: 'clarify' },
}

/** Polls of other evenings, in place of that one. */
const POLLS: Record<string, OpenQuestion> = {
  /** Friday to Monday. */
  weekend: evenings('09-11', '09-12', '09-13', '09-14'),
  /** The eve of 中秋, 中秋, the first two days of 国庆. */
  feasts: evenings('09-24', '09-25', '10-01', '10-02'),
  /** One before 国庆, two in it, one after. */
  national: evenings('09-29', '10-01', '10-02', '10-10'),
}

export const ROSTER: RosterName[] = [
  { name: '王德福', household: '三组1户', head: true },
  { name: '李大山', household: '三组2户', head: true },
  { name: '李四', household: '三组2户' },
  { name: '张大山', household: '三组3户', head: true },
  { name: '李秀英', household: '三组5户' },
  { name: '李秀英', household: '二组4户' },
  { name: '张三', household: '一组1户', head: true },
  { name: '刘桂香', household: '一组2户', head: true },
]

export function messageFor(heading: string, text: string): Understandable {
  const [role = 'villager', open = ''] = heading.split(/\s+/)
  const desk = role === 'cadre' || role === 'official'
  return {
    text: text.replaceAll('\\n', '\n'),
    role: role as Role,
    now: NOW,
    roster: ROSTER,
    kin: { 二伯: '王德福' },
    ...(desk ? { hamlets: ['槐树', '塘湾'] } : {}),
    open: open
      .split('+')
      .map((name) => QUESTIONS[name] ?? POLLS[name])
      .filter((q) => q !== undefined),
  }
}

export interface Line {
  heading: string
  text: string
  expected: string
}

export function readLines(file: string): Line[] {
  const lines: Line[] = []
  let heading = 'villager'
  for (const line of readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8').split('\n')) {
    if (line.trim() === '' || line.startsWith('//')) continue
    if (line.startsWith('%')) {
      heading = line.slice(1).trim()
      continue
    }
    const [text = '', expected = ''] = line.split('\t')
    lines.push({ heading, text, expected })
  }
  return lines
}

/** An outcome as the data files write it. */
export function written(outcome: Outcome): string {
  if (outcome.kind === 'silence') return '-'
  if (outcome.kind === 'intent') return `${outcome.intent} ${JSON.stringify(outcome.args)}`
  return outcome.reading ? `? ${outcome.reading.intent} ${JSON.stringify(outcome.reading.args)}` : '?'
}
