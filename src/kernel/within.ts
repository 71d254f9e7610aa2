/** Raised when the other side did not answer in time: whether the request had its effect is then unknown. */
class TooSlow extends Error {
  override name = 'TooSlow'
}

/**
 * Runs `work`, but waits for it no longer than `ms`. What finishes later is ignored, and its failure harms nobody. A program that was busy for so
 * long has not looked at the answer yet: it does, once, before it says that there is none.
 */
export async function within<T>(ms: number, what: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new TooSlow(`${what}: no answer within ${ms} ms`))), ms)
  })
  const running = work()
  running.catch(() => {})
  try {
    return await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}
