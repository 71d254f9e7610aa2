/** Saying something in the open group, as whoever was picked. */
import * as api from './api.js'
import { chipsFor } from './chips.js'
import { $, h, toast } from './dom.js'
import { avatar, describeMember } from './stream.js'
import { nameOf, on, speaker, tell, village } from './village.js'
import { apart, brief } from './words.js'

/** Alone with the bot. */
const ALONE = ['悄悄反映 邻居家夜里吵架', '向镇里反映 低保名额的事', '我反映的', '进度 1', '1 满意', '1 不满意 还没说拢', '帮助']
const HEAD_ALONE = ['进度 1', '1 办好了 劝和了', '1 上报', '帮助']
const chipsOf = (member) => (village.room.kind !== 'alone' ? chipsFor(member.role, going) : member.role === 'head' ? HEAD_ALONE : ALONE)

/** What is going on in the open group, as it was asked for last. */
let going = { questions: [], issues: [] }

/** Asked for again when something was said: what fits changes with it. */
async function lookAtGoing() {
  const { room } = village
  if (!room || room.kind === 'alone') return
  const found = await api.going(room.id).catch(() => going)
  if (village.room !== room || JSON.stringify(found) === JSON.stringify(going)) return
  going = found
  renderChips()
}

const MEDIA_LIMIT_BYTES = 8 * 1024 * 1024
let quote

function renderSpeaker() {
  const member = speaker()
  if (!member) return
  $('who').replaceChildren(
    h('span', { class: 'hidden' }, '现在说话的是'),
    avatar(member.id, nameOf(member)),
    h('span', {}, h('b', {}, nameOf(member)), h('small', {}, describeMember(member))),
  )
  renderChips()
}

function renderChips() {
  const member = speaker()
  if (!member) return
  $('chips').replaceChildren(...chipsOf(member).map((text) => h('button', { type: 'button', onclick: () => send(text) }, text)))
  $('chips').scrollLeft = 0
}

function setQuote(message) {
  quote = message
  $('quoting').hidden = !message
  if (!message) return
  $('quoted').textContent = `${message.fromName}：${apart(brief(message)).reply}`
  $('say').focus()
}

/** Says it as the present speaker. Answers whether it was accepted. */
export async function send(text, more = {}) {
  try {
    await api.say(village.room, {
      from: speaker().id,
      text,
      ...(quote ? { quote: quote.id } : {}),
      ...($('mention').checked ? { mentionBot: true } : {}),
      ...more,
    })
    setQuote(undefined)
    $('mention').checked = false
    tell('hurry')
    return true
  } catch (error) {
    toast(error.message, 'bad')
    return false
  }
}

async function submit() {
  const text = $('say').value.trimEnd()
  if (text === '') return
  if (await send(text)) {
    $('say').value = ''
    grow()
  }
  $('say').focus()
}

function grow() {
  $('say').style.height = 'auto'
  $('say').style.height = `${Math.min($('say').scrollHeight, 140)}px`
}

/** A voice takes along what stands in the input box, as its transcript. */
async function sendFile(file, kind) {
  if (!file) return
  if (file.size > MEDIA_LIMIT_BYTES) return toast('文件太大了，请换个8兆以内的。', 'bad')
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  const text = kind === 'audio' ? $('say').value.trim() : ''
  const sent = await send(text, { kind, media: { base64: url.slice(url.indexOf(',') + 1), type: file.type } })
  if (sent && kind === 'audio') $('say').value = ''
}

export function startComposer() {
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  $('say').addEventListener('input', grow)
  $('say').addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses its characters.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  $('tools-toggle').addEventListener('click', () => {
    const open = $('tools').classList.toggle('open')
    $('tools-toggle').setAttribute('aria-expanded', open)
  })
  $('unquote').addEventListener('click', () => setQuote(undefined))
  for (const kind of ['image', 'voice']) {
    $(kind).addEventListener('click', () => $(`${kind}-file`).click())
    $(`${kind}-file`).addEventListener('change', (event) => {
      sendFile(event.target.files[0], kind === 'voice' ? 'audio' : 'image')
      event.target.value = ''
    })
  }
  on('quote', setQuote)
  on('speaker', renderSpeaker)
  on('room', () => {
    setQuote(undefined)
    $('mention').checked = false
    going = { questions: [], issues: [] }
    renderSpeaker()
    lookAtGoing()
  })
  on('said', lookAtGoing)
  on('now', lookAtGoing)
}
