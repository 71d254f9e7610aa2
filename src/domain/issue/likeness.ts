/** How much two reports are alike: shared pairs of neighbouring characters (Dice), words without weight left out. Only ever asks, never merges. */

const FILLER = /[的了在是有啊吧呢都也很就被把给和跟与那这个里上边呀嘛哈还又一下我们家村组]|[^\p{L}\p{N}]/gu
/** What means the same in a report: a lamp that is 不亮, 瞎 or 灭 is 坏. */
const SAME: readonly [RegExp, string][] = [
  [/不亮|瞎|灭|不能用|用不了|失灵|烂|破/g, '坏'],
  [/马路|公路|道路|水泥路/g, '路'],
  [/没人清|没人收|没清理|没清运/g, '没人扫'],
]

/** From this share on two reports are named as alike (ours). */
const ALIKE_PERCENT = 50
/** At most so many are named. */
const MOST_NAMED = 2

function pairs(text: string): Set<string> {
  let plain = text
  for (const [words, word] of SAME) plain = plain.replace(words, word)
  const characters = [...plain.replace(FILLER, '')]
  if (characters.length === 1) return new Set(characters)
  return new Set(characters.slice(0, -1).map((c, i) => c + characters[i + 1]))
}

/** 0 to 100. */
export function likeness(a: string, b: string): number {
  const first = pairs(a)
  const second = pairs(b)
  if (first.size + second.size === 0) return 0
  let shared = 0
  for (const pair of first) if (second.has(pair)) shared += 1
  return Math.floor((200 * shared) / (first.size + second.size))
}

/** The numbers of the issues that `text` is most like, most alike first. */
export function alike(text: string, issues: readonly { no: number; text: string }[]): number[] {
  return issues
    .map(({ no, text: other }) => ({ no, share: likeness(text, other) }))
    .filter(({ share }) => share >= ALIKE_PERCENT)
    .sort((a, b) => b.share - a.share || b.no - a.no)
    .slice(0, MOST_NAMED)
    .map(({ no }) => no)
}
