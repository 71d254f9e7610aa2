/** 让大家答一轮: a handful of villagers answer at once, each in their own words, so that nobody has to play thirty households by hand. */
import * as api from './api.js'
import { $, ask, segments, toast } from './dom.js'
import { tell, village } from './village.js'

const KINDS = {
  poll: ['答约时间', (n) => pick(timeAnswers(n))],
  rsvp: ['答来不来', () => pick(['参加', '参加', '参加 2人', '参加', '来', '我家来两个', '请假 在外打工', '来不成'])],
  attend: ['签到', () => pick(['到', '到', '来了', '签到', '到 2人', '到 3人', '我家来了两个'])],
  ballot: ['表决', () => pick(['同意', '同意', '同意', '同意', '赞成', '👍', '同意', '反对', '弃权'])],
  rate: ['评议', () => pick(['满意', '满意', '满意', '基本满意', '满意', '不满意 还要再修修'])],
  chat: ['聊闲天', () => pick(['今年的谷子收得好', '哈哈', '吃了没', '明天落雨不', '晓得了', '我家鸡又跑了', '辛苦辛苦'])],
}

const pick = (list) => list[Math.floor(Math.random() * list.length)]

/** Ways to answer a question with `n` options; the first options come up more often, as the earlier evenings do. */
function timeAnswers(n) {
  const numbers = Array.from({ length: n }, (_, i) => `${i + 1}`)
  const two = n > 1 ? [`1 ${n}`, `${n - 1}和${n}`] : []
  return [...numbers, ...numbers, ...two, '1', '都行', '都行', '都不行']
}

/** What was asked last and is still open, by the program's own books; with nothing open people chat. */
async function asked() {
  const { questions } = await api.going(village.room.id)
  return questions.at(-1) ?? { kind: 'chat' }
}

/** Of several issues that are rated it is said which one is meant. */
function answerTo({ kind, options, no }) {
  const [, answer] = KINDS[kind]
  return kind === 'rate' && no ? `${no} ${answer()}` : answer(options ?? 3)
}

const COUNTS = [
  ['5', '5个'],
  ['12', '12个'],
  ['20', '20个'],
  ['all', '每家一个'],
]

async function round() {
  const question = await asked().catch(() => ({ kind: 'chat' }))
  const kind = segments(
    $('round-kind'),
    Object.entries(KINDS).map(([key, [label]]) => [key, label]),
    question.kind,
  )
  const count = segments($('round-count'), COUNTS, '12')
  if ((await ask($('round-sheet'))) !== 'go') return
  const chosen = speakers(count())
  const answered = kind() === question.kind ? question : { kind: kind() }
  try {
    await api.sayAll(chosen.map((member) => ({ room: village.room.id, from: member.id, text: answerTo(answered) })))
    toast(`${chosen.length}位乡亲回了话。`)
    tell('hurry')
  } catch (error) {
    toast(error.message, 'bad')
  }
}

/** At random; for “每家一个” one account of each household that is at home. */
export function speakers(count) {
  const shuffled = village.room.members
    .map((member) => [Math.random(), member])
    .sort(([a], [b]) => a - b)
    .map(([, member]) => member)
  if (count !== 'all') return shuffled.slice(0, Number(count))
  const homes = new Map(shuffled.filter((member) => member.household && member.atHome).map((member) => [member.household, member]))
  return [...homes.values()]
}

export function startRound() {
  $('round').addEventListener('click', round)
}
