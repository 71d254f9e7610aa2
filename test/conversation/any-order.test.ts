/**
 * A seeded evening whose messages come late, twice, under new ids, in any order, with impossible times among them and the process started anew in
 * between, ends with the counts of the same messages in the order in which they were said.
 */
import { expect, test } from 'vitest'
import { presence } from '../../src/domain/attendance/present.ts'
import { answersOf } from '../../src/domain/poll/standing.ts'
import { lastWords } from '../../src/domain/rsvp/expected.ts'
import { randomOf } from '../../src/kernel/random.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { loadHamlet } from '../../src/store/turn/hamlet.ts'
import { type Room, Village } from '../support/village.ts'

function chance(seed: number): (below: number) => number {
  const next = randomOf(seed)
  return (below) => Math.floor(next() * below)
}

interface Said {
  from: string
  text: string
  at: number
}

const HOUSES = ['3', '3b', '4', '4b', '5', '7', '8', '9', '10', '11']
const WORDS = {
  poll: ['1', '2', '1、2', '都行', '都不行', '周四不行', '周三不行', '2 3人', '周三勉强'],
  rsvp: ['参加', '参加 3人', '请假', '请假 走亲戚', '来不了'],
  attendance: ['到', '到 2人', '到 3人', '到', '我家来了2个人'],
  motion: ['同意', '反对', '弃权', '同意 2票', '反对 2票', '改成反对', '全家同意'],
} as const
type Phase = keyof typeof WORDS

/** What is said to one question: every word at a moment of its own. */
function talk(pick: (below: number) => number, phase: Phase, from: number, to: number): Said[] {
  const step = Math.floor((to - from) / 24)
  return Array.from({ length: 20 }, (_, i) => ({
    from: HOUSES[pick(HOUSES.length)]!,
    text: WORDS[phase][pick(WORDS[phase].length)]!,
    at: from + (i + 1) * step,
  }))
}

const IMPOSSIBLE = [0, 1_788_000_000, Date.UTC(1970, 5), Date.UTC(2100, 0), Date.UTC(2031, 0), -1]

/** Hands over what was said: in order, each at its time; or shuffled at the end, some twice, some under a new id, some with a time that cannot be. */
async function deliver(
  v: Village,
  room: Room,
  said: readonly Said[],
  end: number,
  pick: ((below: number) => number) | undefined,
): Promise<void> {
  if (!pick) {
    for (const { from, text, at } of said) {
      await v.until(at)
      await room.says(from, text, { at })
    }
    await v.until(end)
    return
  }
  await v.until(end - MINUTE)
  const copies = said.flatMap((word, i) => [
    { ...word, id: `${word.at}/${i}` },
    ...(pick(3) === 0 ? [{ ...word, id: `${word.at}/${i}` }] : []),
    ...(pick(3) === 0 ? [{ ...word, id: `${word.at}/${i}/again` }] : []),
  ])
  for (let i = copies.length - 1; i > 0; i--) {
    const j = pick(i + 1)
    const one = copies[i]!
    copies[i] = copies[j]!
    copies[j] = one
  }
  while (copies.length > 0) {
    const together = copies.splice(0, 1 + pick(4))
    await v.receive(
      room.id,
      together.map(({ from, text, at, id }) => ({ from: room.who(from), text, at, id })),
    )
    // Another process goes on with what the first one has written.
    if (pick(5) === 0) await v.restart()
  }
  await v.until(end)
}

/** One word each with a time that cannot be: it counts for the moment of its receipt, after everything else. */
async function confused(v: Village, room: Room, phase: Phase, pick: ((below: number) => number) | undefined): Promise<void> {
  const word = { poll: '2', rsvp: '参加 2人', attendance: '到 2人', motion: '弃权' }[phase]
  await room.says('12', word, { at: pick ? IMPOSSIBLE[pick(IMPOSSIBLE.length)]! : v.now, id: `confused/${phase}` })
}

async function play(seed: number, disturbed: boolean): Promise<unknown> {
  const words = chance(seed)
  const pick = disturbed ? chance(seed + 1_000) : undefined
  const v = await Village.open()
  const room = v.room('huaishu')
  const counts: unknown[] = []
  const state = () => loadHamlet(v.db, 'hamlet_huaishu', v.now)
  const phase = async (kind: Phase, begin: number, end: number): Promise<void> => {
    await deliver(v, room, talk(words, kind, begin, end - 2 * MINUTE), end, pick)
    await confused(v, room, kind, pick)
  }
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

  await room.says('head', '约时间 修路 周三晚7点半/周四晚7点半 明天中午截止')
  await phase('poll', v.now, v.now + 60 * MINUTE)
  const asked = await state()
  counts.push(sorted(answersOf(asked, [...asked.polls.all()][0]!)))
  await room.says('head', '定1')

  await phase('rsvp', v.now, v.now + 60 * MINUTE)
  const invited = await state()
  counts.push(sorted(lastWords(invited, [...invited.meetings.all()][0]!)))

  await v.until(instantAt('2026-09-09', 19))
  await phase('attendance', v.now, v.now + 20 * MINUTE)
  const here = await state()
  counts.push(presence(here, [...here.meetings.all()][0]!))

  await room.says('head', '表决 议题1')
  await phase('motion', v.now, v.now + 20 * MINUTE)
  await room.says('head', '表决结束')
  await room.says('head', '散会')
  const { present, approve, reject, abstain, carried } = await v.db.motion.findFirstOrThrow()
  counts.push({ present, approve, reject, abstain, carried }, (await v.db.meeting.findFirstOrThrow()).figures)
  return counts
}

test.each([1, 2])(
  'seed %i',
  async (seed) => {
    expect(await play(seed, true)).toEqual(await play(seed, false))
  },
  180_000,
)
