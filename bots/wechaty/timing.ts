/** Every wait of the adapter, in milliseconds. */
export interface WechatyTiming {
  /** A puppet goes deaf without an error: it is asked this often whether it still hears. */
  probeEvery: number
  /** It has to answer within this. Slow ones need a second or more. */
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
  /** Pause before the connection is built again: doubled each time in vain, from the first to the second. */
  rebuildAfter: readonly [first: number, most: number]
}

export const WECHATY_TIMING: WechatyTiming = {
  probeEvery: 20_000,
  dongWithin: 8_000,
  loginWithin: 60_000,
  scanWithin: 5 * 60_000,
  loginAfterError: 3_000,
  stopWithin: 5_000,
  sendWithin: 30_000,
  loadWithin: 15_000,
  rebuildAfter: [1_000, 60_000],
}

/** The pause after `failures` vain attempts in a row; the first attempt after a working connection waits only the first pause. */
export function rebuildPause(timing: WechatyTiming, failures: number): number {
  const [first, most] = timing.rebuildAfter
  return Math.min(most, first * 2 ** Math.min(failures, 20))
}
