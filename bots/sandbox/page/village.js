/** What the page knows: the groups and who is in them, what was said, who speaks. Others listen for changes. */
import * as api from './api.js'

const listeners = new Map()
export const on = (what, listener) => listeners.set(what, [...(listeners.get(what) ?? []), listener])
export const tell = (what, detail) => {
  for (const listener of listeners.get(what) ?? []) listener(detail)
}

export const village = {
  now: '2026-09-07T09:00:00+08:00',
  rooms: [],
  /** The group that is open. */
  room: undefined,
  /** Who speaks, for each group. */
  speakers: new Map(),
  /** The newest message of each group, and the newest that was looked at. */
  last: new Map(),
  seen: new Map(),
  seq: 0,
  epoch: '',
}

export const byId = (room, id) => room?.members.find((member) => member.id === id)
export const nameOf = (member) => member.nickname || member.name
export const speaker = () => (village.room?.kind === 'alone' ? village.room.members[0] : village.speakers.get(village.room?.id))

/** One person and the bot. It is no group of the village's: it is there once somebody has written in it, or has opened it. */
const talkOf = (member) => ({ id: member.id, kind: 'alone', name: nameOf(member), members: [member] })

/** The talks in which something was said, and the one that is open. */
export function talks() {
  const open = village.room?.kind === 'alone' ? [village.room.id] : []
  const ids = new Set([...open, ...village.last.keys()])
  const known = new Map(village.rooms.flatMap((room) => room.members.map((member) => [member.id, member])))
  return [...ids].flatMap((id) => (known.has(id) ? [talkOf(known.get(id))] : []))
}

export const openTalk = (member) => (member ? openRoom(talkOf(member)) : undefined)

const FIRST_SPEAKER = { hamlet: 'head', village: 'cadre', town: 'official' }

/** Reads the groups anew and keeps who was speaking where. */
async function loadRooms() {
  const state = await api.state()
  village.rooms = state.rooms
  village.town = state.town
  setNow(state.now)
  for (const room of village.rooms) {
    const kept = byId(room, village.speakers.get(room.id)?.id)
    const role = FIRST_SPEAKER[room.kind]
    village.speakers.set(room.id, kept ?? room.members.find((member) => member.role === role) ?? room.members[0])
  }
  village.room = [...village.rooms, ...talks()].find((room) => room.id === village.room?.id) ?? village.rooms[0]
  tell('rooms')
}

export function setNow(now) {
  if (now === village.now) return
  village.now = now
  tell('now')
}

export function speakAs(member) {
  village.speakers.set(village.room.id, member)
  tell('speaker')
}

export async function openRoom(room) {
  if (!room) return
  village.room = room
  const { id: opened } = room
  const messages = await api.room(opened)
  if (village.room.id !== opened) return
  const newest = messages.at(-1)
  if (newest) village.seen.set(opened, Math.max(newest.seq, village.seen.get(opened) ?? 0))
  tell('room', messages)
}

/** Takes up what was said since the last time. Begins anew when the sandbox was put back or started again. */
export async function catchUp() {
  const news = await api.news(village.seq)
  if (news.epoch !== village.epoch) return begin()
  setNow(news.now)
  village.seq = Math.max(village.seq, news.seq)
  if (news.messages.length > 0) take(news.messages)
}

function take(messages) {
  for (const message of messages) village.last.set(message.room, message)
  const here = messages.filter((message) => message.room === village.room?.id)
  if (here.length > 0) {
    village.seen.set(village.room.id, here.at(-1).seq)
    tell('said', here)
  }
  tell('last')
}

export async function begin() {
  const news = await api.news()
  village.epoch = news.epoch
  village.seq = news.seq
  village.last = new Map(news.messages.map((message) => [message.room, message]))
  // What was there before the page was opened counts as read; the dot is for what comes.
  village.seen = new Map(news.messages.map((message) => [message.room, message.seq]))
  await loadRooms()
  await openRoom(village.room)
}

export const isUnread = (room) => (village.last.get(room.id)?.seq ?? 0) > (village.seen.get(room.id) ?? 0) && room.id !== village.room?.id
