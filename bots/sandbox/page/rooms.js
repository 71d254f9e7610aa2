/** The list of groups, on the left or in a drawer. */
import { $, h } from './dom.js'
import { isUnread, on, openRoom, openTalk, speaker, talks, village } from './village.js'
import { brief, colourOf, lettersOf, listTime } from './words.js'

const KINDS = { hamlet: '屋场群', village: '村里的群', town: '镇上的群', alone: '和小助手私聊' }
/** Beyond so many, the rest is found by searching. */
const SHOWN = 200

function row(room) {
  const last = village.last.get(room.id)
  const unread = isUnread(room)
  const face = h(
    'span',
    { class: `face ${room.kind}`, 'aria-hidden': true },
    room.kind === 'alone' ? lettersOf(room.name) : room.name.slice(0, 2),
  )
  face.style.background = colourOf(room.id)
  return h(
    'button',
    { type: 'button', class: 'room', 'aria-current': room.id === village.room?.id ? 'true' : null, onclick: () => choose(room) },
    face,
    h(
      'span',
      { class: 'room-text' },
      h('b', {}, room.name),
      h('span', { class: 'last' }, last ? `${last.fromName}：${brief(last)}` : `${room.members.length}人`),
    ),
    h(
      'span',
      { class: 'room-side' },
      last ? h('small', {}, listTime(last.at, village.now)) : null,
      unread ? h('i', { class: 'dot' }) : null,
    ),
    unread ? h('span', { class: 'hidden' }, '有新消息') : null,
  )
}

function render() {
  const wanted = $('find-room').value.trim()
  const all = [...village.rooms, ...talks()]
  const found = all.filter((room) => room.name.includes(wanted))
  const groups = Object.entries(KINDS).map(([kind, title]) => {
    const rooms = found.filter((room) => room.kind === kind).slice(0, SHOWN)
    if (rooms.length === 0) return null
    return h(
      'section',
      {},
      h('h2', {}, title),
      h(
        'ul',
        {},
        rooms.map((room) => h('li', {}, row(room))),
      ),
    )
  })
  // Only the list is made anew, and the focus goes back to the same row.
  const focused = $('room-list').contains(document.activeElement)
    ? [...$('room-list').querySelectorAll('.room')].indexOf(document.activeElement)
    : -1
  $('room-list').replaceChildren(...groups.filter(Boolean))
  if (found.length === 0) $('room-list').append(h('p', { class: 'soft pad' }, '没有这个群。'))
  if (focused >= 0) $('room-list').querySelectorAll('.room')[focused]?.focus()
  $('elsewhere').hidden = !all.some(isUnread)
}

function choose(room) {
  drawer(false)
  openRoom(room)
  render()
}

/** Whoever is speaking goes to the bot alone. */
function chooseAlone() {
  openTalk(speaker())
  render()
}

function drawer(open) {
  $('rooms').classList.toggle('open', open)
  $('shade').hidden = !open
  $('show-rooms').setAttribute('aria-expanded', open)
  if (open) $('room-list').querySelector('[aria-current]')?.focus()
}

export function startRooms() {
  $('find-room').addEventListener('input', render)
  $('show-rooms').addEventListener('click', () => drawer(!$('rooms').classList.contains('open')))
  $('alone').addEventListener('click', chooseAlone)
  $('shade').addEventListener('click', () => drawer(false))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !$('rooms').classList.contains('open')) return
    drawer(false)
    $('show-rooms').focus()
  })
  for (const what of ['rooms', 'room', 'last', 'now']) on(what, render)
}
