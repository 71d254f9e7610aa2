/* What waits on the phone for a line. */
const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open('h', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('orders', { keyPath: 'n', autoIncrement: true })
  asked.onsuccess = () => resolve(asked.result)
  asked.onerror = () => reject(asked.error)
})
async function store(mode, work) {
  const db = await opened
  return new Promise((resolve, reject) => {
    const turn = db.transaction('orders', mode)
    const asked = work(turn.objectStore('orders'))
    turn.oncomplete = () => resolve(asked.result)
    turn.onerror = () => reject(turn.error)
    turn.onabort = () => reject(turn.error)
  })
}
export const waiting = () => store('readonly', (orders) => orders.getAll())

export const add = (order) => store('readwrite', (orders) => orders.add(order))
export const drop = (n) => store('readwrite', (orders) => orders.delete(n))
