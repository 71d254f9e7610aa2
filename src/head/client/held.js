/* Held down for half a second: how many people. */
export const held = { chosen: () => undefined }
let timer
let long = false
export const chooser = document.createElement('dialog')
chooser.setAttribute('aria-label', '来了几个人')
document.body.append(chooser)
document.addEventListener('pointerdown', (event) => {
  const home = event.target.closest('.homes[data-long] .home')
  long = false
  if (home) timer = setTimeout(() => askHowMany(home), 500)
})
for (const over of ['pointerup', 'pointercancel', 'pointermove', 'scroll'])
  document.addEventListener(
    over,
    (event) => {
      if (over !== 'pointermove' || Math.abs(event.movementX) + Math.abs(event.movementY) > 6) clearTimeout(timer)
    },
    { passive: true, capture: true },
  )
document.addEventListener('contextmenu', (event) => {
  const home = event.target.closest('.homes[data-long] .home')
  if (!home) return
  event.preventDefault()
  if (!chooser.open) askHowMany(home)
})
document.addEventListener(
  'click',
  (event) => {
    if (!long || !event.target.closest('.home')) return
    long = false
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true,
)

function askHowMany(home) {
  long = true
  chooser.replaceChildren()
  const head = document.createElement('p')
  head.textContent = `${home.querySelector('b').textContent}家来了几个人？`
  chooser.append(head)
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]) {
    const one = document.createElement('button')
    one.type = 'button'
    one.textContent = n === 0 ? '划掉' : `${n}人`
    one.onclick = () => {
      chooser.close()
      held.chosen(home, String(n))
    }
    chooser.append(one)
  }
  const none = document.createElement('button')
  none.type = 'button'
  none.className = 'quiet'
  none.textContent = '不改'
  none.onclick = () => chooser.close()
  chooser.append(none)
  chooser.showModal()
}
