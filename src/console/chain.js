/**
 * Works the ledger's hashes out again, in the reader's own browser, from what the board gives out: written apart from the program's own code, so
 * that it can be read, and be wrong, on its own.
 */

/** The content as it was hashed: JSON with sorted keys. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

async function sha256(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** From one place on, part by part: what was worked out, what is only listed, where something does not fit. */
async function check(address, from) {
  const found = { from, worked: 0, listed: 0, wrong: [], last: undefined, hashes: new Map() }
  let before
  let next = from
  while (next !== null) {
    const answer = await fetch(`${address}?from=${next}`, { cache: 'no-store' })
    if (!answer.ok) throw new Error(`${answer.status}`)
    const part = await answer.json()
    if (before === undefined) before = part.before
    else if (before !== part.before) found.wrong.push(next - 1)
    let expected = next
    for (const { seq, hash, ...open } of part.entries) {
      if (seq !== expected) found.wrong.push(expected)
      if (open.what === undefined) found.listed += 1
      else {
        const { at, who, what, subject, data, seal } = open
        const own = await sha256(canonical({ form: 2, hamletId: part.hamletId, seq, at, who, what, subject, data, seal, prevHash: before }))
        if (own === hash) found.worked += 1
        else found.wrong.push(seq)
      }
      before = hash
      expected = seq + 1
      found.last = { seq, hash }
      found.hashes.set(seq, hash)
    }
    next = part.next
  }
  return found
}

const shown = (hash) => hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')

/** What this browser saw the last time: who rewrites the whole ledger rewrites this place, too. */
function sinceLast(key, { last, hashes, from }) {
  let before
  try {
    before = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (last) localStorage.setItem(key, JSON.stringify(last))
  } catch {
    // A browser that keeps nothing has nothing to compare with.
    return { same: true, words: '' }
  }
  if (!before || before.seq < from) return { same: true, words: '这台手机记下了现在的指纹，下次再核对时会跟它比。' }
  const same = hashes.get(before.seq) === before.hash
  return {
    same,
    words: same
      ? `跟这台手机上次看到的（第${before.seq}条）一样，没有人改过。`
      : `第${before.seq}条跟这台手机上次看到的不一样了。请记下来，问问镇里。`,
  }
}

/** What came of it, in words: what was worked out and what was not. */
function verdict({ from, worked, listed, wrong, last }, since) {
  if (!last) return { good: since.same, words: `这个月台账里还没有新的记录，没有要算的。${since.words}` }
  const figures = `从第${from}条到第${last.seq}条，能公开内容的${worked + wrong.length}条`
  if (wrong.length > 0)
    return {
      good: false,
      words: `对不上：${figures}里，第${wrong.slice(0, 5).join('、')}条算出来的指纹不一样。请记下来，问问镇里。${since.words}`,
    }
  const rest = `其余${listed}条（谁到会、谁投的票、不公开的事）只给指纹，没有算`
  return {
    good: since.same,
    words: `${since.same ? '对得上' : '对不上'}：${figures}在这台手机上重算过，都一样；${rest}。最后一条的指纹 ${shown(last.hash)}。${since.words}`,
  }
}

const place = document.querySelector('[data-chain]')
const button = document.createElement('button')
button.type = 'button'
button.textContent = '在我的手机上核对本月的台账'
const told = document.createElement('p')
told.setAttribute('role', 'status')
place.append(button, told)

function tell(good, words) {
  told.className = `note ${good ? 'good' : 'bad'}`
  told.textContent = words
}

button.addEventListener('click', async () => {
  if (!globalThis.crypto?.subtle) return tell(false, '这个网址不是 https 开头的，浏览器不让在上面算。可以用下面的办法比指纹。')
  button.disabled = true
  told.textContent = '正在算……'
  try {
    const { chain, from } = place.dataset
    const found = await check(chain, Number(from))
    const { good, words } = verdict(found, sinceLast(chain, found))
    tell(good, words)
  } catch {
    tell(false, '没有取到台账，可能是网络不好，请过一会再点一次。')
  }
  button.disabled = false
})
