/** The village's clock, which only the person at this page moves. */
import * as api from './api.js'
import { $, toast } from './dom.js'
import { remark } from './stream.js'
import { on, setNow, tell, village } from './village.js'
import { clockOf, firedName, longTime, shortTime } from './words.js'

/** Deadlines named one by one; the rest is counted. */
const NAMED = 4

function render() {
  $('now').textContent = longTime(village.now)
  $('now').setAttribute('datetime', village.now)
}

async function move(order, buttons) {
  for (const button of buttons) button.disabled = true
  const before = village.now
  try {
    const { now, fired } = await api.clock(order)
    if (order.next && fired.length === 0 && now === before) {
      toast('后面暂时没有排好的事。')
      return
    }
    setNow(now)
    remark(`时间走到 ${longTime(now)}`)
    for (const one of fired.slice(0, NAMED)) remark(`${shortTime(one.at, now) || clockOf(one.at)}  ${firedName(one.kind)}`)
    if (fired.length > NAMED) remark(`还有${fired.length - NAMED}件到点的事也办了`)
    tell('hurry')
  } catch (error) {
    toast(error.message, 'bad')
  } finally {
    for (const button of buttons) button.disabled = false
  }
}

export function startClock() {
  const buttons = [...document.querySelectorAll('[data-advance], [data-next]')]
  for (const button of buttons) {
    button.addEventListener('click', () => move(button.dataset.advance ? { advance: button.dataset.advance } : { next: true }, buttons))
  }
  on('now', render)
  render()
}
