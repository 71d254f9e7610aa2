/**
 * Charts as SVG, drawn on the server: a page needs no script to show them. The same figures stand in a table beside each. Colours are names in the
 * picture's own sheet, so that it is dark where the page is. A library did this before; it was 62 MB and took longer to draw than the year to count.
 */
import type { Assessment } from '../domain/assessment/assessment.ts'
import type { MonthAssessment } from '../store/reading/assessment.ts'

/** Whole per cent, rounded down; null where there is no base, so that the line has a gap and not a zero. */
const share = (part: number, base: number): number | null => (base === 0 ? null : Math.floor((100 * part) / base))

/** What is drawn of each share: its name, its class, and the sign that tells it apart without colours. */
const SHARES = [
  { name: '到会率', class: 'a', sign: 'circle', of: (x: Assessment) => share(x.householdsPresent, x.householdsAtHome) },
  { name: '按期率', class: 'b', sign: 'square', of: (x: Assessment) => share(x.onTime, x.due) },
  { name: '满意率', class: 'c', sign: 'triangle', of: (x: Assessment) => share(x.satisfied, x.raters) },
] as const
const COUNTS = [
  { name: '提出问题', class: 'd', of: (x: Assessment) => x.raised },
  { name: '销号', class: 'e', of: (x: Assessment) => x.closed },
] as const

const STYLE = `text{font:14px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:#1f2328}
.paper{fill:#fff}.grid{stroke:#e6e2d9}.axis{stroke:#8a8f96}path{fill:none;stroke-width:3}
.a{fill:#9f1d16}path.a{stroke:#9f1d16}.b{fill:#1c5a96}path.b{stroke:#1c5a96}.c{fill:#1a6b3c}path.c{stroke:#1a6b3c}.d{fill:#cfcac0}.e{fill:#8fc0a3}path.a,path.b,path.c{fill:none}
@media (prefers-color-scheme:dark){text{fill:#e8e6e1}.paper{fill:#202327}.grid{stroke:#34393f}.axis{stroke:#7d848c}
.a{fill:#ff9d92}path.a{stroke:#ff9d92}.b{fill:#8fc1f2}path.b{stroke:#8fc1f2}.c{fill:#7fd6a0}path.c{stroke:#7fd6a0}.d{fill:#565c63}.e{fill:#2f6b48}}`

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPED[c] ?? c)

const round = (n: number): number => Math.round(n * 10) / 10
const words = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): string =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(text)}</text>`
const line = (x1: number, y1: number, x2: number, y2: number, kind: 'grid' | 'axis'): string =>
  `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`
const box = (x: number, y: number, width: number, height: number, kind: string): string =>
  `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`

function sign(kind: (typeof SHARES)[number]['sign'], x: number, y: number, name: string): string {
  if (kind === 'circle') return `<circle class="${name}" cx="${round(x)}" cy="${round(y)}" r="5"/>`
  if (kind === 'square') return box(x - 4.5, y - 4.5, 9, 9, name)
  return `<polygon class="${name}" points="${round(x)},${round(y - 6)} ${round(x + 6)},${round(y + 5)} ${round(x - 6)},${round(y + 5)}"/>`
}

function picture(width: number, height: number, title: string, parts: readonly string[]): Uint8Array {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`
  return Buffer.from(
    `${head}<title>${escaped(title)}</title><style>${STYLE}</style>${box(0, 0, width, height, 'paper')}${parts.join('')}</svg>`,
  )
}

/** On a phone a wide picture would be shrunk until nobody can read it. */
const widthOf = (narrow: boolean): number => (narrow ? 400 : 960)

/** Names with their signs, one after the other, in as many lines as they need. */
function legend(items: readonly { name: string; draw(x: number, y: number): string }[], width: number): { parts: string[]; below: number } {
  const parts: string[] = []
  let [x, y] = [16, 22]
  for (const { name, draw } of items) {
    const needs = 26 + name.length * 14 + 18
    if (x + needs > width) [x, y] = [16, y + 24]
    parts.push(draw(x + 8, y - 5), words(x + 22, y, name))
    x += needs
  }
  return { parts, below: y + 16 }
}

/** The distance between lines of a scale from 0 that has at most five: 1, 2, 5, 10, 20 … */
function stepOf(max: number): number {
  for (let unit = 1; ; unit *= 10) for (const by of [1, 2, 5]) if (by * unit * 5 >= max) return by * unit
}

export const MONTHS_HEIGHT = 360

/** Attendance, punctuality and satisfaction by month, beside how many issues were raised and closed. */
export function monthsChart(months: readonly MonthAssessment[], narrow = false): Uint8Array {
  const width = widthOf(narrow)
  const { parts, below } = legend(
    [
      ...COUNTS.map(({ name, class: kind }) => ({ name, draw: (x: number, y: number) => box(x - 6, y - 6, 12, 12, kind) })),
      ...SHARES.map(({ name, class: kind, sign: shape }) => ({ name, draw: (x: number, y: number) => sign(shape, x, y, kind) })),
    ],
    width,
  )
  const [left, right, top, bottom] = [narrow ? 34 : 48, width - 44, below + 22, MONTHS_HEIGHT - 32]
  const step = stepOf(Math.max(1, ...months.flatMap((m) => COUNTS.map(({ of }) => of(m)))))
  const most = step * 5
  const slot = (right - left) / Math.max(1, months.length)
  const across = (i: number): number => left + slot * (i + 0.5)
  const up = (part: number): number => bottom - (bottom - top) * part
  parts.push(words(left, top - 12, '件', 'end'), words(right, top - 12, '%'))
  for (let n = 0; n <= 5; n++) {
    parts.push(line(left, up(n / 5), right, up(n / 5), n === 0 ? 'axis' : 'grid'))
    parts.push(words(left - 6, up(n / 5) + 5, String(n * step), 'end'), words(right + 6, up(n / 5) + 5, String(n * 20)))
  }
  const bar = Math.min(18, slot / 3)
  for (const [i, m] of months.entries()) {
    for (const [k, { of, class: kind }] of COUNTS.entries()) {
      const height = (bottom - top) * (of(m) / most)
      parts.push(box(across(i) + (k - 1) * bar, bottom - height, bar, height, kind))
    }
    if (!narrow || i % 2 === months.length % 2) parts.push(words(across(i), bottom + 20, `${Number(m.month.slice(5))}月`, 'middle'))
  }
  for (const { of, class: kind, sign: shape } of SHARES) {
    const points = months.map((m, i) => ({ x: across(i), value: of(m) }))
    const path = points.map(({ x, value }, i) =>
      value === null ? '' : `${i === 0 || points[i - 1]?.value === null ? 'M' : 'L'}${round(x)} ${round(up(value / 100))}`,
    )
    parts.push(`<path class="${kind}" d="${path.join('')}"/>`)
    for (const { x, value } of points) if (value !== null) parts.push(sign(shape, x, up(value / 100), kind))
  }
  return picture(width, MONTHS_HEIGHT, '近十二个月', parts)
}

const BAR = 20
const OF_A_VILLAGE = SHARES.length * BAR + 22

/** Its height by how many villages there are, for the page that leaves room for it. */
export const villagesHeight = (villages: number): number => 90 + villages * OF_A_VILLAGE

/** Villages side by side. */
export function villagesChart(villages: readonly { name: string; figures: Assessment }[], narrow = false): Uint8Array {
  const [width, height] = [widthOf(narrow), villagesHeight(villages.length)]
  const { parts, below } = legend(
    SHARES.map(({ name, class: kind }) => ({ name, draw: (x: number, y: number) => box(x - 6, y - 6, 12, 12, kind) })),
    width,
  )
  const [left, right] = [narrow ? 76 : 120, width - 56]
  const across = (percent: number): number => left + ((right - left) * percent) / 100
  const bottom = below + villages.length * OF_A_VILLAGE + 6
  for (const percent of [0, 20, 40, 60, 80, 100]) {
    parts.push(line(across(percent), below, across(percent), bottom, percent === 0 ? 'axis' : 'grid'))
    parts.push(words(across(percent), bottom + 18, `${percent}%`, 'middle'))
  }
  for (const [n, { name, figures }] of villages.entries()) {
    const top = below + n * OF_A_VILLAGE + 11
    parts.push(words(left - 8, top + OF_A_VILLAGE / 2 - 6, name, 'end'))
    for (const [k, { of, class: kind }] of SHARES.entries()) {
      const percent = of(figures)
      const y = top + k * BAR
      parts.push(box(left, y + 2, across(percent ?? 0) - left, BAR - 4, kind))
      parts.push(words(across(percent ?? 0) + 6, y + BAR - 5, percent === null ? '–' : `${percent}%`))
    }
  }
  return picture(width, height, '各村', parts)
}
