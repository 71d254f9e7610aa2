/** Calls to the sandbox. A failure is shown where it happened and rejects with the reason in Chinese. */

async function call(path, options) {
  let answer
  try {
    answer = await fetch(path, options)
  } catch {
    throw new Error('连不上，请看看程序还在不在运行。')
  }
  const body = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(REASONS[body.error] ?? body.message ?? `没办成(${answer.status})`)
  return body
}

const REASONS = {
  clock_backwards: '时间只能往前走。',
  not_settled: '等了半分钟还有事没办完，请稍后再看。',
  internal: '程序里出了点问题，日志里有原因。',
  too_large: '太大了，换个小一点的。',
}

const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })

export const state = () => call('/sandbox/api/state')
export const news = (after) => call(`/sandbox/page/news${after === undefined ? '' : `?after=${after}`}`)
export const going = (id) => call(`/sandbox/page/rooms/${encodeURIComponent(id)}/going`)
export const month = () => post('/sandbox/page/month')
export const room = (id) => call(`/sandbox/page/rooms/${encodeURIComponent(id)}`)
/** In a group as anybody of it; alone with the bot as the one person whose talk it is. */
export const say = ({ id, kind }, { from, ...message }) =>
  kind === 'alone'
    ? post(`/sandbox/api/people/${encodeURIComponent(id)}/messages`, message)
    : post(`/sandbox/api/rooms/${encodeURIComponent(id)}/messages`, { from, ...message })
export const sayAll = (messages) => post('/sandbox/api/messages', messages)
export const clock = (order) => post('/sandbox/api/clock', order)
export const settle = () => post('/sandbox/api/settle')
export const reset = (order) => post('/sandbox/api/reset', order)
export const fault = (puppet) => post('/sandbox/api/fault', { puppet })
export const mediaOf = (id) => `/sandbox/page/media/${encodeURIComponent(id)}`
