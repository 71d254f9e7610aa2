/** Every wait of the adapter, in milliseconds. */
export interface WechatyTiming {
  /** A puppet goes deaf without an error: it is asked this often whether it still hears. */
  probeEvery: number
  /** It has to answer within this. Slow ones need a second or more; together with the pause it is how long a deaf one goes unnoticed: 5 s. */
  dongWithin: number
  /** A started puppet has to log in, or to show a QR code, within this. */
  loginWithin: number
  /** A shown QR code is waited for this long, counted from its last renewal. */
  scanWithin: number
  /** After an error that came before any login: most of these are a server that is not there. */
  loginAfterError: number
  stopWithin: number
  sendWithin: number
  loadWithin: number
  /** Pause before the connection is built again: doubled each time in vain, from the first to the second. A server that comes back is found within 5 s. */
  rebuildAfter: readonly [first: number, most: number]
}

export const WECHATY_TIMING: WechatyTiming = {
  probeEvery: 1_800,
  dongWithin: 2_900,
  loginWithin: 60_000,
  scanWithin: 5 * 60_000,
  loginAfterError: 500,
  stopWithin: 5_000,
  sendWithin: 30_000,
  loadWithin: 15_000,
  rebuildAfter: [500, 2_000],
}

/** The pause after `failures` vain attempts in a row; the first attempt after a working connection waits only the first pause. */
export function rebuildPause(timing: WechatyTiming, failures: number): number {
  const [first, most] = timing.rebuildAfter
  return Math.min(most, first * 2 ** Math.min(failures, 20))
}
