/** Small things for making elements. Text always goes in as text, never as markup: villagers write what they like. */

export const $ = (id) => document.getElementById(id)

/** `h('li', { class: 'row', onclick: f }, 'text', child)`; null, undefined and false children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** One choice of several, as a row of buttons; arrow keys move it. Answers a function that reads the choice. */
export function segments(box, choices, chosen, changed = () => {}) {
  let value = chosen
  const buttons = choices.map(([key, label]) =>
    h('button', { type: 'button', role: 'radio', 'data-key': key, onclick: () => choose(key) }, label),
  )
  const choose = (key) => {
    value = key
    for (const button of buttons) {
      const on = button.dataset.key === String(key)
      button.setAttribute('aria-checked', on)
      button.tabIndex = on ? 0 : -1
    }
    changed(key)
  }
  box.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const at = buttons.findIndex((button) => button.dataset.key === String(value))
    const next = buttons[(at + step + buttons.length) % buttons.length]
    choose(choices[buttons.indexOf(next)][0])
    next.focus()
  }
  box.replaceChildren(...buttons)
  choose(chosen)
  return () => value
}

/** Opens a dialog; resolves with the value of the button that closed it, '' when it was dismissed. */
export function ask(dialog) {
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true }))
}

/** A click beside the sheet closes it, as on a phone. */
export function closeOnBackdrop(dialog) {
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close('')
  })
}

export function toast(text, kind = '') {
  const note = h('div', { class: `toast ${kind}` }, text)
  $('toasts').append(note)
  setTimeout(() => note.remove(), kind === 'bad' ? 7000 : 4200)
}
