/** The open group's conversation. */
import * as api from './api.js'
import { $, h, toast } from './dom.js'
import { byId, on, speakAs, speaker, tell, village } from './village.js'
import { apart, colourOf, lettersOf, minutesBetween, ROLES, shortTime } from './words.js'

/** Minutes of silence after which the time is written in between. */
const GAP = 5
const LONG_PRESS_MS = 450
/** The list of groups is a drawer. */
const NARROW = matchMedia('(max-width: 760px)')

let shown = new Map()
let lastAt
let startTrying = () => {}

function avatar(id, name) {
  if (id === 'bot') return h('img', { class: 'face bot', src: '/sandbox/page/icon.svg', alt: '', width: 40, height: 40 })
  const face = h('span', { class: 'face', 'aria-hidden': true }, lettersOf(name))
  face.style.background = colourOf(id)
  return face
}

function body(message) {
  if (message.kind === 'image' && message.hasMedia) {
    const image = h('img', { class: 'picture', src: api.mediaOf(message.id), alt: `${message.fromName}发的图片` })
    image.addEventListener('load', () => atEnd() && toEnd())
    return [image]
  }
  if (message.kind === 'image') return [h('div', { class: 'bubble' }, '[图片]')]
  if (message.kind === 'audio') {
    return [
      message.hasMedia
        ? h('audio', { controls: true, preload: 'none', src: api.mediaOf(message.id) })
        : h('div', { class: 'bubble' }, '[语音]'),
      message.text ? h('div', { class: 'under' }, `转文字：${message.text}`) : null,
    ]
  }
  const { who, quoted, reply } = apart(message.text)
  return [
    h('div', { class: message.kind === 'groupNote' ? 'bubble groupnote' : 'bubble' }, reply),
    who === undefined ? null : h('div', { class: 'under' }, `${who}：${quoted}`),
  ]
}

function bubble(message) {
  const member = byId(village.room, message.from)
  const mine = message.from === speaker()?.id
  const role = member && member.role !== 'villager' ? h('small', { class: `role ${member.role}` }, ROLES[member.role]) : null
  const act = (label, what) => h('button', { type: 'button', onclick: what }, label)
  const item = h(
    'li',
    {
      class: `message ${message.from === 'bot' ? 'from-bot' : ''} ${mine ? 'mine' : ''}`,
      'data-id': message.id,
      'data-from': message.from,
    },
    avatar(message.from, message.fromName),
    h(
      'div',
      { class: 'words' },
      h('div', { class: 'name' }, message.fromName, role, message.from === 'bot' ? h('small', { class: 'role bot' }, '机器人') : null),
      body(message),
      h(
        'div',
        { class: 'acts' },
        act('引用', () => tell('quote', message)),
        message.from === 'bot' ? null : act('撤回', () => recall(message)),
        member && !mine ? act('当这个人', () => speakAs(member)) : null,
      ),
    ),
  )
  pressable(item)
  return item
}

/** On a touch screen a long press shows what can be done with the message. */
function pressable(item) {
  let timer
  item.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse') return
    timer = setTimeout(() => {
      for (const other of document.querySelectorAll('.message.acting')) other.classList.remove('acting')
      item.classList.add('acting')
    }, LONG_PRESS_MS)
  })
  for (const end of ['pointerup', 'pointercancel', 'pointermove']) item.addEventListener(end, () => clearTimeout(timer))
}

async function recall(message) {
  try {
    await api.say(village.room, { from: message.from, kind: 'recalled', text: message.id })
    tell('hurry')
  } catch (error) {
    toast(error.message, 'bad')
  }
}

function add(message) {
  if (shown.has(message.id)) return
  $('said').querySelector('.empty')?.remove()
  if (lastAt === undefined || Math.abs(minutesBetween(lastAt, message.at)) >= GAP) {
    $('said').append(h('li', { class: 'when' }, shortTime(message.at, village.now)))
  }
  lastAt = message.at
  if (message.kind === 'recalled') {
    const item = h('li', { class: 'when' }, `“${message.fromName}”撤回了一条消息`)
    const original = shown.get(message.text)
    if (original) original.replaceWith(item)
    else $('said').append(item)
    shown.set(message.id, item)
    return
  }
  const item = bubble(message)
  shown.set(message.id, item)
  $('said').append(item)
}

/** A line between the messages that nobody said: the clock has moved, a deadline has fired. */
export function remark(text) {
  const follow = atEnd()
  $('said').append(h('li', { class: 'when clocked' }, text))
  if (follow) toEnd()
}

const atEnd = () => $('stream').scrollHeight - $('stream').scrollTop - $('stream').clientHeight < 90
function toEnd() {
  $('stream').scrollTop = $('stream').scrollHeight
  $('to-end').hidden = true
}

const ALONE = ['这里只有这一位和小助手，群里谁也看不到。', '不想在群里说的事，回“悄悄反映 …”；问自己反映的，回“我反映的”。']

function empty() {
  const hamlet = village.room?.kind === 'hamlet'
  const what = hamlet
    ? [
        `这是一个不用微信也能玩的村子：${NARROW.matches ? '点左上角看各个群' : '左边是各个群'}，您想当谁，就用谁的名字说话。`,
        '先让屋场长问问大家哪天有空，大家一答，小助手就把开会的晚上定下来。',
      ]
    : village.room?.kind === 'alone'
      ? ALONE
      : ['这个群里还没人说话。', '屋场里办不了的事，会报到这里来。']
  return h(
    'li',
    { class: 'empty' },
    h('img', { src: '/sandbox/page/icon.svg', alt: '', width: 64, height: 64 }),
    what.map((line) => h('p', {}, line)),
    hamlet ? h('button', { type: 'button', class: 'send big', onclick: () => startTrying() }, '点这里，让屋场长约时间') : null,
  )
}

function renderRoom(messages) {
  shown = new Map()
  lastAt = undefined
  $('room-name').textContent = village.room?.name ?? ''
  const members = village.room?.members.length ?? 0
  const alone = village.room?.kind === 'alone'
  $('room-about').textContent = alone
    ? `私聊 · ${describeMember(village.room.members[0])}`
    : `${village.town ?? ''} · ${members}位乡亲和小助手`
  $('round').hidden = village.room?.kind !== 'hamlet'
  $('alone').hidden = village.room?.kind !== 'hamlet'
  document.body.classList.toggle('alone', alone)
  $('said').replaceChildren()
  for (const message of messages) add(message)
  if (messages.length === 0) $('said').append(empty())
  toEnd()
}

/** `tryIt` is what the button of an empty group does. */
export function startStream(tryIt) {
  startTrying = tryIt
  on('room', renderRoom)
  on('said', (messages) => {
    const follow = atEnd() || messages.some((message) => message.from === speaker()?.id)
    for (const message of messages) add(message)
    if (follow) toEnd()
    else $('to-end').hidden = false
  })
  on('speaker', () => {
    const id = speaker()?.id
    for (const item of document.querySelectorAll('.message')) {
      item.classList.toggle('mine', item.dataset.from === id)
    }
  })
  $('to-end').addEventListener('click', toEnd)
  let following = true
  $('stream').addEventListener('scroll', () => {
    following = atEnd()
    if (following) $('to-end').hidden = true
  })
  // The composer grows with what is typed and the phone's keyboard takes half the screen: the end stays in sight.
  new ResizeObserver(() => following && toEnd()).observe($('stream'))
}

export const describeMember = (member) =>
  [
    ROLES[member.role],
    member.villager && member.villager !== member.nickname ? `本名${member.villager}` : null,
    member.household,
    member.atHome === false ? '外出' : null,
  ]
    .filter(Boolean)
    .join(' · ')
export { avatar }
