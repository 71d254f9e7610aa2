/** 接龙: a list that goes round the group; each person sends it again with a line of their own. */
import * as api from './api.js'
import { $, ask, segments, toast } from './dom.js'
import { nameOf, on, speaker, tell, village } from './village.js'

/** The newest list of the open group. */
let latest

function remember(messages) {
  for (const message of messages) if (message.kind === 'groupNote') latest = message.text
}

/** The list with one more line; who is on it already gets the line changed instead, as in WeChat. */
function withEntry(list, name, entry) {
  const line = (no) => `${no}. ${name}${entry ? ` ${entry}` : ''}`
  const lines = list.split('\n')
  const mine = lines.findIndex((one) => new RegExp(`^\\d+\\. ${literal(name)}( |$)`).test(one))
  if (mine >= 0) lines[mine] = line(Number.parseInt(lines[mine], 10))
  else lines.push(line(lines.filter((one) => /^\d+\. /.test(one)).length + 1))
  return lines.join('\n')
}
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function build(which) {
  const list = which === 'more' ? latest : `#接龙\n${$('note-head').value.trim() || '报个名'}\n`
  return withEntry(list, nameOf(speaker()), $('note-entry').value.trim())
}

async function compose() {
  const preview = () => {
    $('note-preview').textContent = build(which())
    $('note-head-field').hidden = which() === 'more'
  }
  const choices = latest
    ? [
        ['more', '接着写'],
        ['new', '新发一个'],
      ]
    : [['new', '新发一个']]
  let which = () => choices[0][0]
  which = segments($('note-which'), choices, choices[0][0], () => queueMicrotask(preview))
  $('note-entry').value = ''
  $('note-head').oninput = preview
  $('note-entry').oninput = preview
  if ((await ask($('note-sheet'))) !== 'send') return
  try {
    await api.say(village.room, { from: speaker().id, kind: 'groupNote', text: build(which()) })
    tell('hurry')
  } catch (error) {
    toast(error.message, 'bad')
  }
}

export function startNote() {
  $('note').addEventListener('click', compose)
  on('room', (messages) => {
    latest = undefined
    remember(messages)
  })
  on('said', remember)
}
