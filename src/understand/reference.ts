/** The tables of the reference page, made from the tables that the code reads. */
import { COMMANDS } from './commands/table.ts'
import { QUESTIONS } from './compose.ts'
import { ROWS, wordsOf } from './lex/lexicon.ts'
import { made } from './lex/predicate.ts'
import type { Word } from './lex/token.ts'

const said = ({ kind: _, ...word }: Word): string =>
  Object.entries(word)
    .map(([key, value]) => (value === true ? key : `${key} ${value}`))
    .join(', ')

const row = (...cells: readonly string[]): string => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((r) => row(...r))].join('\n')

const words = (): string =>
  table(
    ['type', 'says', 'words'],
    ROWS.map((r) => [r[0].kind, said(r[0]), wordsOf(r).join(' ')]),
  )

/** Of the words made by rule a few of each type: there are thousands. */
const SHOWN = 12
function rules(): string {
  const byType = new Map<string, string[]>()
  for (const [text, word] of made()) {
    const type = `${word.kind} ${said(word)}`.trim()
    byType.set(type, [...(byType.get(type) ?? []), text])
  }
  const each = (list: readonly string[]): string => list.filter((_, i) => i % Math.ceil(list.length / SHOWN) === 0).join(' ')
  return table(
    ['type', 'how many', 'such as'],
    [...byType].map(([type, list]) => [type, `${list.length}`, each(list)]),
  )
}

const questions = (): string =>
  table(
    ['question', 'needs one of'],
    QUESTIONS.map(([name, , kinds]) => [name, kinds ? [...kinds].join(' ') : 'any']),
  )
const commands = (): string => COMMANDS.map(({ name }) => `\`${name}\``).join(' · ')

const PARTS: Readonly<Record<string, () => string>> = { words, rules, questions, commands }

/** The page with each part between `<!-- made: NAME -->` and `<!-- end -->` made anew. */
export const filled = (page: string): string =>
  page.replace(/(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (whole, open: string, name: string, close: string) =>
    PARTS[name] ? `${open}\n${PARTS[name]()}\n\n${close}` : whole,
  )
