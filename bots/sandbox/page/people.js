/** Who speaks: picked from everybody in the group, by name, household or role. */
import { $, ask, h } from './dom.js'
import { avatar, describeMember } from './stream.js'
import { nameOf, speakAs, speaker, village } from './village.js'

function row(member) {
  return h(
    'li',
    {},
    h(
      'button',
      { value: member.id, 'aria-current': member.id === speaker()?.id ? 'true' : null },
      avatar(member.id, nameOf(member)),
      h('span', {}, h('b', {}, nameOf(member)), h('small', {}, describeMember(member))),
    ),
  )
}

function render() {
  const wanted = $('find-person').value.trim()
  const found = village.room.members.filter((member) =>
    `${nameOf(member)} ${member.villager ?? ''} ${describeMember(member)}`.includes(wanted),
  )
  $('people-list').replaceChildren(...(found.length > 0 ? found.map(row) : [h('li', { class: 'soft pad' }, '没有这个人。')]))
}

async function pickSpeaker() {
  $('find-person').value = ''
  render()
  const id = await ask($('people'))
  const member = village.room.members.find((one) => one.id === id)
  if (member) speakAs(member)
}

/** Somebody else of the group, at random; only who can be told apart from an official. */
function someoneElse() {
  const others = village.room.members.filter((member) => member.id !== speaker()?.id && member.role === 'villager')
  const pool = others.length > 0 ? others : village.room.members
  if (pool.length > 0) speakAs(pool[Math.floor(Math.random() * pool.length)])
}

export function startPeople() {
  $('find-person').addEventListener('input', render)
  // Enter in the search box takes the first one found, not the dialog's close button.
  $('find-person').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    $('people-list').querySelector('button')?.click()
  })
  $('who').addEventListener('click', pickSpeaker)
  $('someone').addEventListener('click', someoneElse)
}
