/** Shows what the server says has changed. Without it the page is the same, as of when it was opened. */
const opened = new Map()

function listen(place) {
  const source = new EventSource(place.dataset.live)
  opened.set(place, source)
  source.addEventListener('picture', ({ data }) => show(place, data))
  source.addEventListener('end', () => stop(place, '您已经退出，或者开的页面太多，这里不再自己变了，请刷新。'))
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) stop(place, '这里现在不会自己变，要看最新的请刷新。')
  })
}

/** What was folded out stays so, and who stood on a link stands there again. */
function show(place, html) {
  const open = new Set([...place.querySelectorAll('details[open]')].map((one) => one.id))
  const at = place.contains(document.activeElement) ? document.activeElement : undefined
  const standing = at && (at.getAttribute('href') ?? at.closest('details')?.id)
  place.innerHTML = html
  for (const one of place.querySelectorAll('details')) if (open.has(one.id)) one.open = true
  if (!standing) return
  for (const one of place.querySelectorAll('a, summary'))
    if ((one.getAttribute('href') ?? one.closest('details')?.id) === standing) return one.focus()
}

function stop(place, words) {
  opened.get(place)?.close()
  opened.delete(place)
  const note = document.createElement('p')
  note.className = 'soft small'
  note.textContent = words
  place.append(note)
}

/** A page that nobody looks at asks for nothing; a browser has few connections to one place. */
function lookOrNot() {
  for (const place of document.querySelectorAll('[data-live]')) {
    if (!document.hidden && !opened.has(place)) listen(place)
    if (document.hidden) {
      opened.get(place)?.close()
      opened.delete(place)
    }
  }
}

document.addEventListener('visibilitychange', lookOrNot)
lookOrNot()
