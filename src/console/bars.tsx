/** Shares as bars, drawn on the server: the figures stand beside them as words. */
import type { FC } from 'hono/jsx'

/** Per cent of the width, to a tenth; never beyond the end. */
const along = (part: number, base: number): number => (base === 0 ? 0 : Math.min(100, Math.round((1000 * part) / base) / 10))

export interface Piece {
  part: number
  tone: 'yes' | 'maybe' | 'no' | 'none'
}

/** One bar of `base`, in pieces; `mark`: how much of it is needed. */
export const Bar: FC<{ pieces: readonly Piece[]; base: number; mark?: number | null | undefined }> = ({ pieces, base, mark }) => {
  let before = 0
  const drawn = pieces.map(({ part, tone }) => {
    const [x, to] = [along(before, base), along(before + part, base)]
    before += part
    return to > x ? <rect class={tone} x={x} y={2} width={to - x} height={12} /> : null
  })
  return (
    <svg class="bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x={0} y={2} width={100} height={12} />
      {drawn}
      {mark === undefined || mark === null || base === 0 ? null : (
        <line class="mark" x1={along(mark, base)} x2={along(mark, base)} y1={0} y2={16} vector-effect="non-scaling-stroke" />
      )}
    </svg>
  )
}
