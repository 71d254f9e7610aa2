// Loaded before the program (NODE_OPTIONS=--import): its clock is the machine's, moved by the milliseconds that a file says at the moment.
import { readFileSync } from 'node:fs'

const file = process.env.CHAOS_CLOCK
if (file) {
  const Real = Date
  let offset = 0
  let read = 0
  const now = () => {
    const at = Real.now()
    if (Math.abs(at - read) > 50) {
      read = at
      const said = Number(readFileSync(file, 'utf8'))
      if (Number.isFinite(said)) offset = said
    }
    return at + offset
  }
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(now())
      else super(...given)
    }
    static now = now
  }
}
