/** 带我走一遍: one evening from the first question to its end, a click a step, said and done in the open group like everything else. */
import * as api from './api.js'
import { FIRST_POLL } from './chips.js'
import { $, toast } from './dom.js'
import { speakers } from './round.js'
import { on, setNow, speakAs, tell, village } from './village.js'

const member = (role) => village.room.members.find((one) => one.role === role)
const say = (from, text) => api.say(village.room, { from: from.id, text })

async function asHead(text) {
  speakAs(member('head'))
  await say(member('head'), text)
}

/** One of each household that is at home; the first `some` of them say something else, the last `silent` nothing. */
function everybody(text, { other = text, some = 0, silent = 0 } = {}) {
  const homes = speakers('all')
  const said = homes.slice(0, homes.length - silent)
  return api.sayAll(said.map(({ id }, i) => ({ room: village.room.id, from: id, text: i < some ? other : text })))
}

async function meetingAt() {
  await api.settle()
  const { questions } = await api.going(village.room.id)
  return questions.findLast(({ startsAt }) => startsAt)?.startsAt
}

/** Moved by minutes, written as the sandbox writes its times. */
async function moveTo(startsAt, minutes) {
  const { now } = await api.clock({ to: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString() })
  setNow(now)
}

let evening

/** Ten clicks. `words`: what comes, and why. */
const STEPS = [
  ['屋场长问大家哪天晚上有空。', () => asHead(FIRST_POLL)],
  ['每家回一句，数字就是能来的晚上；小助手自己数。', () => everybody('1', { other: '2', some: 4 })],
  ['人差不多齐了，屋场长说截止，多数人能来的晚上就定下来。', () => asHead('约时间结束')],
  [
    '时间走到那天晚上，屋场长说“签到”。',
    async () => {
      evening = await meetingAt()
      await moveTo(evening, -5)
      await asHead('签到')
    },
  ],
  ['到了的回一个“到”。在家户到够八成，会才算数。', () => everybody('到')],
  [
    '大家说事，要办的用“反映”开头，就上了台账。',
    async () => {
      await moveTo(evening, 15)
      const [one, two] = speakers('all')
      await say(one, '反映 村口路灯坏了两盏，晚上看不见路')
      await say(two, '反映 下面那段路下雨积水，老人过不去')
    },
  ],
  ['修路灯要出钱，屋场长提出表决。', () => asHead('表决 每户出50元修路灯')],
  ['一个人一票，回“同意”或者“反对”。', () => everybody('同意', { other: '反对', some: 1, silent: 2 })],
  ['表决结束：同意的够八成，通过。', () => asHead('表决结束')],
  ['散会。没定的事交到村里，几天办好、谁来办，小助手盯着。', () => asHead('散会')],
]

let at

function render() {
  $('guide-bar').hidden = at === undefined
  if (at === undefined) return
  const [words] = STEPS[at] ?? ['走完了：会开了，表决通过了，问题交到了村里。会议记录和台账在镇里的后台看。']
  $('guide-words').textContent = at < STEPS.length ? `${at + 1}/${STEPS.length} ${words}` : words
  $('guide-next').hidden = at >= STEPS.length
}

async function next() {
  const button = $('guide-next')
  button.disabled = true
  try {
    await STEPS[at][1]()
    await api.settle()
    at += 1
    tell('hurry')
  } catch (error) {
    toast(error.message, 'bad')
  } finally {
    button.disabled = false
    render()
    button.focus()
  }
}

/** Only where nothing is going on yet: else the steps would answer something else. */
export async function startGuide() {
  if (village.room?.kind !== 'hamlet') return toast('请先打开一个屋场的群。', 'bad')
  const { questions } = await api.going(village.room.id)
  if (questions.some(({ kind }) => kind !== 'rate')) return toast('这个群里正在约时间或者开会，请换一个群，或者在“更多”里从头再来。', 'bad')
  at = 0
  render()
  $('guide-next').focus()
}

export function prepareGuide() {
  const leave = () => {
    at = undefined
    render()
  }
  $('guide-next').addEventListener('click', next)
  $('guide-end').addEventListener('click', leave)
  let open = village.room?.id
  on('room', () => {
    if (village.room?.id !== open) leave()
    open = village.room?.id
  })
}
