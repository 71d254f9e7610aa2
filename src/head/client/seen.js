/* What is seen: the page as it came, what became of taps, and what still waits. */
import { waiting } from './store.js'

export const main = document.getElementById('main')
const line = document.getElementById('line')
export const state = { online: true, ended: false }

export function note(good, words) {
  let told = document.getElementById('told')
  if (!told) {
    told = document.createElement('div')
    told.id = 'told'
    main.prepend(told)
  }
  const one = document.createElement('p')
  one.className = `note ${good ? 'good' : 'bad'}`
  one.setAttribute('role', good ? 'status' : 'alert')
  one.textContent = words
  told.append(one)
}

/* What is folded out stays so, what was typed and chosen stays, and nobody is thrown to another place. */
export function fill({ html, told }) {
  if (html !== undefined) {
    const open = new Map([...main.querySelectorAll('details[id]')].map((one) => [one.id, one.open]))
    const typed = new Map(
      [...main.querySelectorAll('input[id]:not([type=hidden]):not([type=file]), textarea[id], select[id]')].map((one) => [one.id, one]),
    )
    const at = document.activeElement?.id
    const top = scrollY
    main.innerHTML = html
    for (const one of main.querySelectorAll('details[id]')) if (open.has(one.id)) one.open = open.get(one.id)
    for (const one of main.querySelectorAll('input[id]:not([type=file]), textarea[id], select[id]')) {
      const was = typed.get(one.id)
      if (!was) continue
      if (one.type === 'radio' || one.type === 'checkbox') one.checked = was.checked
      else if (!sent.has(one.id) || told.some(({ good }) => !good)) one.value = was.value
    }
    dress()
    scrollTo(0, top)
    if (at) document.getElementById(at)?.focus({ preventScroll: true })
  }
  sent.clear()
  /* Thirty of them would push the page off the screen; what was refused is told, each. */
  const good = told.filter((one) => one.good)
  if (good.length > 1) note(true, `${good.length}件都好了。最后一件：${good.at(-1).words}`)
  else for (const one of good) note(true, one.words)
  for (const one of told) if (!one.good) note(false, one.words)
  const first = main.querySelector('#told .bad')
  if (first) first.scrollIntoView({ block: 'center' })
}
/* Fields whose words have gone out: they come back empty. */
export const sent = new Set()

export async function show(orders) {
  const list = orders ?? (await waiting())
  line.hidden = list.length === 0 && state.online && !state.ended
  if (state.ended)
    line.textContent =
      list.length > 0 ? `这部手机停用了，还有${list.length}件没有交上去：${list.map(({ words }) => words).join('；')}` : '这部手机停用了。'
  else if (list.length === 0) line.textContent = '没有信号，看到的是上次的。'
  else
    line.textContent = state.online
      ? `正在交${list.length}件…`
      : `没有信号，先记在手机里${list.length}件，有信号自己会交：${list.map(({ words }) => words).join('；')}`
  line.className = state.online && !state.ended ? '' : 'off'
  const homes = new Set(list.flatMap(({ fields }) => fields.flatMap(([key, value]) => (key === 'household' ? [value] : []))))
  for (const home of main.querySelectorAll('.home')) home.classList.toggle('waits', homes.has(home.value))
}

/* What only a script can do is shown where it can. */
export function dress() {
  for (const one of main.querySelectorAll('[data-copy]')) one.hidden = false
  for (const one of main.querySelectorAll('[data-share]')) one.hidden = !navigator.share
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
}
