/*
 * What is tapped goes into a queue on the phone and from there to the server, in order; without a line it waits there. Each tap has a name of its own, so
 * that what was sent and not answered can be sent again. Without this script every form works by itself.
 */
import { chooser, held } from './held.js'
import { smaller } from './photo.js'
import { copy, dress, fill, main, note, sent, show, state } from './seen.js'
import { add, drop, waiting } from './store.js'

const root = document.documentElement
const { dataset } = root
/* How far the town's clock and real time are from the phone's. */
const ahead = { town: 0, wall: 0 }
let sending = false
let again

function tellTime(now, wall) {
  ahead.town = Number(now) - Date.now()
  ahead.wall = Number(wall) - Date.now()
}
/* A page that was kept on the phone tells a time of long ago: the last one that was heard stands. */
function beginClock() {
  const kept = JSON.parse(localStorage.getItem('clock') ?? 'null')
  const fresh = performance.getEntriesByType('navigation')[0]?.workerStart === 0 || navigator.onLine
  if (kept && !fresh) Object.assign(ahead, kept)
  else if (kept && Number(dataset.wall) < Date.now() + kept.wall - 60000) Object.assign(ahead, kept)
  else tellTime(dataset.now, dataset.wall)
}

const name = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/* ── the queue ── */
async function keep(form, fields, file) {
  const tapped = Date.now()
  const order = {
    id: name(),
    at: tapped + ahead.town,
    tapped,
    fields,
    back: new FormData(form).get('back'),
    words: wordsOf(form, fields),
    ...(file ? { file } : {}),
  }
  try {
    await add(order)
  } catch {
    note(false, '手机里存不下了，这一下没有记住。请清一清手机再点。')
    return
  }
  await send()
}

/* What was tapped, as the phone can tell it while there is no line. */
function wordsOf(form, fields) {
  const home = fields.find(([key]) => key === 'household')?.[1]
  const said = [...form.querySelectorAll('input:checked + span, select option:checked')].map((one) => one.textContent.trim())
  const button = form.querySelector('button:not(.home)')?.textContent.trim()
  const text = fields.find(([key]) => key === 'text')?.[1]
  return [home && form.querySelector(`[value="${home}"] b`)?.textContent, ...(home ? said : []), button, text?.slice(0, 30)]
    .filter(Boolean)
    .join(' ')
}

async function send() {
  if (sending || state.ended) return show()
  sending = true
  let told
  try {
    for (;;) {
      const orders = await waiting()
      await show(orders)
      if (orders.length === 0) break
      const [first] = orders
      const some = first.file ? [first] : orders.slice(0, firstFile(orders))
      const answer = first.file ? await sendFile(first) : await sendAll(some)
      if (answer === undefined) break
      for (const { n } of some) await drop(n)
      told = { ...answer, told: [...(told?.told ?? []), ...answer.told] }
      state.online = true
    }
  } finally {
    sending = false
  }
  /* Not every phone says when the line is back. */
  clearTimeout(again)
  if (!state.online && !state.ended) again = setTimeout(send, 4000)
  if (told && told.path !== dataset.path) {
    sessionStorage.setItem('told', JSON.stringify(told.told))
    location.assign(told.path)
    return
  }
  if (told) fill(told)
  await show()
}

/* A tap with a photo goes alone; what was tapped before it goes before it. */
function firstFile(orders) {
  const at = orders.findIndex((order) => order.file)
  return Math.min(40, at < 0 ? orders.length : at)
}

const sendAll = (orders) =>
  ask({
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      csrf: dataset.csrf,
      back: orders.at(-1).back,
      sent: Date.now(),
      wall: Date.now() + ahead.wall,
      orders: orders.map(({ id, at, tapped, fields }) => ({ id, at, tapped, fields })),
    }),
  })

function sendFile({ id, at, tapped, fields, back, file }) {
  const body = new FormData()
  for (const [key, value] of fields) body.append(key, value)
  for (const [key, value] of Object.entries({
    csrf: dataset.csrf,
    back,
    id,
    at,
    tapped,
    sent: Date.now(),
    wall: Date.now() + ahead.wall,
  }))
    body.set(key, value)
  body.set('photo', file, 'photo.jpg')
  return ask({ headers: { accept: 'application/json' }, body })
}

/* Undefined: not now. What the server cannot do anything with is told and let go. */
async function ask(request) {
  let answer
  try {
    answer = await fetch('/h/orders', { method: 'POST', ...request })
  } catch {
    state.online = false
    return undefined
  }
  if (answer.status >= 500 || answer.status === 429) {
    state.online = false
    return undefined
  }
  const body = await answer.json().catch(() => undefined)
  if (answer.status === 401) {
    state.ended = true
    note(false, body?.wrong ?? '这部手机停用了。')
    return undefined
  }
  /* A page that was kept for long has an old token: a fresh one, and once more. */
  if (answer.status === 403 && (await freshToken())) return ask({ ...request, body: withToken(request.body) })
  if (!body) return undefined
  if (body.wrong) return { told: [{ good: false, words: body.wrong }], path: dataset.path }
  tellTime(body.now, body.wall)
  localStorage.setItem('clock', JSON.stringify(ahead))
  return body
}

let tried = false
async function freshToken() {
  if (tried) return false
  tried = true
  const page = await fetch('/h', { cache: 'no-store' }).then(
    (r) => r.text(),
    () => '',
  )
  const token = /data-csrf="([^"]+)"/.exec(page)?.[1]
  if (!token || token === dataset.csrf) return false
  dataset.csrf = token
  return true
}
function withToken(body) {
  if (body instanceof FormData) body.set('csrf', dataset.csrf)
  return body instanceof FormData ? body : JSON.stringify({ ...JSON.parse(body), csrf: dataset.csrf })
}

/* ── what is tapped ── */
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!form.matches('form.tap')) return
  event.preventDefault()
  tap(form, event.submitter)
})

async function tap(form, button, more = {}) {
  const all = new FormData(form)
  if (button?.name) all.append(button.name, button.value)
  for (const [key, value] of Object.entries(more)) all.set(key, value)
  const fields = []
  let file
  for (const [key, value] of all) {
    if (value instanceof File) file = value.size > 0 ? value : undefined
    else if (!['csrf', 'id', 'back'].includes(key)) fields.push([key, value])
  }
  document.getElementById('told')?.remove()
  if (file) {
    const small = await smaller(file)
    if (typeof small === 'string') return note(false, small)
    file = small
  }
  button?.classList.add('waits')
  const typed = [...form.querySelectorAll('textarea[id], input[id]:not([type=radio], [type=checkbox], [type=date], [type=time])')]
  for (const { id } of typed) sent.add(id)
  await keep(form, fields, file)
  /* It lies in the queue: the next one may be typed. What was refused stands there still. */
  if (!state.online) for (const one of typed) one.value = ''
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button')
  if (!button) return
  if (button.id === 'large') return large(!root.classList.contains('large'))
  const text = document.getElementById(button.dataset.copy ?? button.dataset.share ?? '')?.textContent
  if (button.dataset.copy && text) {
    await copy(text)
    button.textContent = '复制好了，去群里贴'
  } else if (button.dataset.share && text) navigator.share({ text }).catch(() => undefined)
})

/* ── large letters, and what comes by itself ── */
function large(on) {
  root.classList.toggle('large', on)
  localStorage.setItem('large', on ? '1' : '')
  document.getElementById('large').setAttribute('aria-pressed', String(on))
}

/* Somebody who writes is left alone. */
const busy = () =>
  chooser.open || [...main.querySelectorAll('textarea, input:not([type=hidden])')].some((one) => one === document.activeElement)

async function look() {
  if (document.hidden || sending || state.ended || busy() || dataset.path === '/h/paste') return
  if ((await waiting()).length > 0) return send()
  const page = await fetch(dataset.path, { cache: 'no-store' }).then(
    (r) => (r.ok ? r.text() : undefined),
    () => undefined,
  )
  const was = state.online
  state.online = page !== undefined
  if (page === undefined) return show()
  const fresh = new DOMParser().parseFromString(page, 'text/html')
  const now = fresh.documentElement.dataset
  tellTime(now.now, now.wall)
  localStorage.setItem('clock', JSON.stringify(ahead))
  const next = fresh.getElementById('main')
  if (next && shape(next) !== shape(main) && !busy() && main.querySelector('#told .bad') === null) fill({ html: next.innerHTML, told: [] })
  if (was !== state.online) await show()
}
/* The names of taps are new each time. */
const shape = (of) => of.textContent.replace(/\s+/g, '')

held.chosen = (home, persons) => tap(home.form, home, { persons })
beginClock()
large(localStorage.getItem('large') === '1')
document.getElementById('large').hidden = false
dress()
for (const { good, words } of JSON.parse(sessionStorage.getItem('told') ?? '[]')) note(good, words)
sessionStorage.removeItem('told')
send()
addEventListener('online', send)
addEventListener('offline', () => {
  state.online = false
  show()
})
document.addEventListener('visibilitychange', look)
setInterval(look, 20000)
/* On a slow line what came first may be what was kept. */
setTimeout(look, 5000)
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/h/worker.js', { scope: '/h' }).catch(() => undefined)
