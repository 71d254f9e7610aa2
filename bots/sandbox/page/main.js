/** Puts the page together and keeps it up to date. */
import * as api from './api.js'
import { FIRST_POLL } from './chips.js'
import { startClock } from './clock.js'
import { send, startComposer } from './composer.js'
import { $, ask, closeOnBackdrop, toast } from './dom.js'
import { prepareGuide, startGuide } from './guide.js'
import { startNote } from './note.js'
import { startPeople } from './people.js'
import { startRooms } from './rooms.js'
import { startRound } from './round.js'
import { startStream } from './stream.js'
import { begin, catchUp, on, speakAs, speaker, village } from './village.js'

/** Milliseconds between looks: soon after something was done, while the page is looked at, and while it is not. */
const PACE = { hurry: 300, watching: 1_000, away: 10_000, broken: 3_000 }
const HURRIES = 8

let timer
let hurries = 0
let broken = false

function plan(ms) {
  clearTimeout(timer)
  timer = setTimeout(look, ms)
}

async function look() {
  try {
    await catchUp()
    if (broken) toast('又连上了。')
    broken = false
    plan(hurries-- > 0 ? PACE.hurry : document.hidden ? PACE.away : PACE.watching)
  } catch (error) {
    if (!broken) toast(error.message, 'bad')
    broken = true
    plan(PACE.broken)
  }
}

/** The one click with which a newcomer begins: the head asks when everybody can come. */
async function tryIt() {
  const head = village.room.members.find((member) => member.role === 'head')
  if (head) speakAs(head)
  if (await send(FIRST_POLL)) toast('问出去了。接下来点右上角“让大家答一轮”，再点“下一件事”。')
}

/** Pages with an address of their own, of the group that is open: only a hamlet's has any. */
function linkPages() {
  const { id, kind } = village.room
  const board = $('open-board')
  board.closest('section').hidden = kind !== 'hamlet'
  $('open-phone').href = `/sandbox/page/rooms/${encodeURIComponent(id)}/phone`
  board.href = `/sandbox/page/rooms/${encodeURIComponent(id)}/board`
  const who = speaker()
  $('open-card-line').hidden = !who?.household
  $('open-card').href = `/sandbox/page/members/${encodeURIComponent(who?.id ?? '')}/card`
  $('open-card').textContent = `${who?.household ?? ''}的户码`
}

async function more() {
  linkPages()
  const choice = await ask($('more-sheet'))
  if (choice === '') return
  try {
    if (choice === 'guide') return await startGuide()
    if (choice === 'month') return await playMonth()
    if (choice !== 'reset') {
      await api.fault(choice)
      toast(choice === 'up' ? '都修好了。' : '坏天气来了，要修好还在“更多”里。')
      return
    }
    if ((await ask($('sure'))) !== 'yes') return
    toast('正在重新布置村子…')
    const number = (id) => Number($(id).value) || undefined
    await api.reset({ hamlets: number('reset-hamlets'), households: number('reset-households') })
    await begin()
    toast('村子回到了开头。')
  } catch (error) {
    toast(error.message, 'bad')
  }
}

/** It begins anew, so it is asked first. */
async function playMonth() {
  if ((await ask($('sure-month'))) !== 'yes') return
  toast('正在演一个月，大约十几秒…')
  $('more').disabled = true
  try {
    await api.month()
    await begin()
    toast('演完了：从9月7日到10月8日晚上，槐树屋场正在表决。台账、会议和考核在镇里的后台看。')
  } finally {
    $('more').disabled = false
  }
}

startRooms()
prepareGuide()
startStream(tryIt)
startPeople()
startNote()
startRound()
startComposer()
startClock()
for (const dialog of document.querySelectorAll('dialog')) closeOnBackdrop(dialog)
$('more').addEventListener('click', more)
document.addEventListener('visibilitychange', () => !document.hidden && plan(0))
on('hurry', () => {
  hurries = HURRIES
  plan(50)
})
look()
