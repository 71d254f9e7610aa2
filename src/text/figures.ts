/** Figures with their base. A percentage is only ever shown, rounded down, with the two numbers behind it; it never decides anything. */

/** 35/44 = 79.5%. Rounded down to one place, so that 79.99 never reads as 80. */
export function percent(part: number, base: number): string {
  if (base === 0) return '–'
  const tenths = Math.floor((1000 * part) / base)
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${(tenths / 10).toFixed(1)}%`
}

/** 22/30户(73.3%). */
export const share = (part: number, base: number, unit: string): string => `${part}/${base}${unit}（${percent(part, base)}）`
