/** Hostile words: what people say, turned, cut, repeated and mixed with what no keyboard has. Seeded. */
import { readFileSync } from 'node:fs'
import type { Chance } from '../simulation/town/given.ts'

/** Every form of the page of commands, as it stands there. */
export const FORMS: readonly string[] = [
  ...readFileSync(new URL('../../docs/commands.zh-CN.md', import.meta.url), 'utf8').matchAll(/`([^`\n]+)`/g),
].map((found) => found[1] as string)

const PIECES = [
  '1',
  '12',
  '999999999999999999999',
  '-1',
  '0',
  '０',
  '１２',
  '③',
  '十二',
  '一百零八',
  '两',
  '半',
  '.',
  '、',
  '/',
  '：',
  ':',
  '-',
  '~',
  '到',
  '不',
  '都',
  '行',
  '替',
  '号',
  '户',
  '组',
]
const NASTY = [
  '\u0000',
  '\ud800',
  '\udfff',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\u0301',
  '👍🏽',
  '👨‍👩‍👧‍👦',
  '𠀀',
  '[强]',
  '@',
  '@小助手',
  '\n',
  '\r\n',
  '\t',
  '"',
  '\\',
  '<b>',
  '$(x)',
  '%s',
  '::',
  '————',
]

/** One text. Mostly near what is meant for the bot, and seldom long. */
export function hostile(chance: Chance): string {
  const parts = Array.from({ length: chance.is(0.7) ? 1 : chance.int(2, 4) }, () => chance.pick(FORMS))
  let text = parts.join(chance.pick(['', ' ', '，', '\n', '。']))
  for (let turns = chance.int(0, 5); turns > 0; turns--) text = turned(chance, text)
  return chance.is(0.002) ? text.repeat(chance.int(2, 400)).slice(0, 20_000) : text
}

function turned(chance: Chance, text: string): string {
  const at = chance.int(0, text.length)
  const to = Math.min(text.length, at + chance.int(1, 4))
  switch (chance.int(0, 6)) {
    case 0:
      return text.slice(0, at) + text.slice(to)
    case 1:
      return text.slice(0, at) + chance.pick(PIECES) + text.slice(at)
    case 2:
      return text.slice(0, at) + chance.pick(NASTY) + text.slice(at)
    case 3:
      return text.slice(0, to) + text.slice(at)
    case 4:
      return text.slice(at) + text.slice(0, at)
    case 5:
      return text.slice(0, at) + chance.pick(PIECES).repeat(chance.int(2, 30)) + text.slice(to)
    default:
      return text.slice(0, at) + String.fromCharCode(chance.int(1, 65_535)) + text.slice(to)
  }
}
