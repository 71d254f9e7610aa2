// Plays one meeting over the sandbox's HTTP contract, from 约时间 to 散会, and prints the transcript:
// `node scripts/play-meeting.mjs [http://127.0.0.1:3000]`. The sandbox is put back to its beginning first.
const base = `${process.argv[2] ?? 'http://127.0.0.1:3000'}/sandbox/api`
const ROOM = 'huaishu@chatroom'

async function call(path, body) {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

let last
async function print() {
  await call('/settle', {})
  const messages = await call(`/rooms/${encodeURIComponent(ROOM)}/messages${last ? `?after=${encodeURIComponent(last)}` : ''}`)
  for (const { id, from, fromName, at, text } of messages) {
    console.log(`${at.slice(5, 16).replace('T', ' ')} ${from === 'bot' ? '小助手' : fromName}：${text.replaceAll('\n', '\n      ')}`)
    last = id
  }
}
const who = (short) => `wxid_huaishu_${short}`
async function say(from, text, more = {}) {
  await call(`/rooms/${encodeURIComponent(ROOM)}/messages`, { from: who(from), text, ...more })
  await print()
}
async function all(words) {
  await call(
    '/messages',
    words.map(([from, text]) => ({ room: ROOM, from: who(from), text })),
  )
  await print()
}
async function clock(order) {
  await call('/clock', order)
  await print()
}

await call('/reset', {})
const state = await call('/state')
const members = state.rooms.find((room) => room.id === ROOM).members
const reached = members.filter((m) => m.atHome && m.household && !/\d+b$/.test(m.id)).map((m) => m.id.replace('wxid_huaishu_', ''))

await say('head', '约时间 修路灯 周三晚7点半/周四晚7点半 明天中午截止')
await all(reached.slice(0, 20).map((m, i) => [m, i % 3 ? '1' : '1 2']))
await clock({ to: '2026-09-08T12:00:00+08:00' })
await say('9', '参加 2人')
await say('head', '加议题 清沟')
await clock({ to: '2026-09-09T19:00:00+08:00' })
await all(reached.slice(0, 23).map((m, i) => [m, i < 20 ? '到 2人' : '到']))
await clock({ to: '2026-09-09T19:31:00+08:00' })
await say(reached[23], '到')
await say('9', '路灯坏了半年，晚上老人出门看不见')
await say('recorder', '记 三婶上个月还摔了一跤')
await say('head', '表决 议题1')
await all(reached.slice(0, 17).map((m) => [m, '同意 2票']))
await say(reached[22], '同意')
await say('head', '表决结束')
await say('head', '表决 议题2')
await say('head', '举手 同意40 反对2 弃权1')
await say('9', '属实')
await say('10', '属实')
await say('11', '反映 村口水管漏水')
await clock({ to: '2026-09-09T20:40:00+08:00' })
await say('head', '散会')
await clock({ advance: 'PT2M' })
