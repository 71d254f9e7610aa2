/**
 * One thing has one word, wherever people read it: in the groups, at the desk, on paper, in the handbooks. What may be said otherwise stands here,
 * by hand, with its reason. (What people say to the bot is read in every form: src/understand is none of this.)
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Never this, always that. */
const WORDS: readonly { not: RegExp; say: string; of: string }[] = [
  { not: /赞成|赞同/, say: '同意', of: 'a vote for a motion: it is what the group is asked to say' },
  { not: /过期|超期|超时/, say: '逾期', of: 'a deadline that has passed' },
  { not: /日子过了|过了期限|超过期限/, say: '逾期n个工作日', of: 'the same: with its number' },
  { not: /(?:过了|超过|逾期|还有)(?:\$\{[^}]*\}|\d+)天(?!，)/, say: 'n个工作日', of: 'how far a deadline is' },
  { not: /登记号|报告编号/, say: '文号', of: 'the number of a 请示 or 报告' },
  { not: /书面报告/, say: '请示、报告', of: 'what the village writes to the town' },
  { not: /会议纪要|纪要/, say: '会议记录', of: 'what is printed of a hamlet’s meeting' },
  { not: /附议.{0,12}\d*人|\}人附议/, say: '户', of: 'those who have the same issue: households' },
  { not: /不赞成|投反对票/, say: '反对', of: 'a vote against a motion' },
  { not: /屋长(?!场)|组长/, say: '屋场长', of: 'the head' },
  { not: /书记员|记录人员/, say: '记录员', of: 'the recorder' },
  { not: /与会|参会|出席/, say: '到会', of: 'who is at the meeting' },
  { not: /销账|结案/, say: '销号', of: 'an issue that is closed' },
]

/** Files in which a word may stand, and why. */
const MAY: readonly { file: RegExp; word: RegExp; why: string }[] = [
  { file: /^src\/console\/rule-words\.ts$/, word: /过期的登录/, why: 'a log-in, not a deadline: it lapses' },
  { file: /^src\/console\/pages\/entrance\/password-link\.tsx$/, word: /用过了或者过期了/, why: 'a link lapses' },
  { file: /console\/help\.ts$/, word: /能打印会议纪要/, why: 'of the town’s meeting, in the help of its page' },
  {
    file: /studies|study\.ts$|issues\/story\.tsx$|docs\/zh\//,
    word: /会议纪要|纪要/,
    why: 'of the town’s meeting it is a 纪要 (条例第八条第十五项)',
  },
]

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(ROOT.length))
}

/** What people read of it: of a program its strings and markup, without what is written about them. */
const read = (file: string, text: string): string =>
  file.endsWith('.md') ? text : text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

async function texts(): Promise<[file: string, text: string][]> {
  const inFolders = (await Promise.all(['src/text', 'src/console', 'src/documents', 'docs/zh'].map(filesUnder))).flat()
  const handbooks = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.zh-CN.md')).map((name) => `docs/${name}`)
  const files = [...inFolders.filter((file) => /\.(ts|tsx|md)$/.test(file)), ...handbooks, 'README.zh-CN.md']
  return Promise.all(files.map(async (file) => [file, read(file, await readFile(join(ROOT, file), 'utf8'))] as [string, string]))
}

test('one thing, one word', async () => {
  const all = await texts()
  expect(all.length).toBeGreaterThan(100)
  const found = all.flatMap(([file, text]) =>
    text.split('\n').flatMap((line) => {
      const allowed = MAY.filter((may) => may.file.test(file)).reduce((rest, may) => rest.replace(new RegExp(may.word, 'g'), ''), line)
      return WORDS.filter(({ not }) => not.test(allowed)).map(({ say, of }) => `${file}: “${line.trim().slice(0, 80)}”: ${of} is ${say}`)
    }),
  )
  expect(found).toEqual([])
})

test('a word that is no longer said needs no leave', async () => {
  const all = await texts()
  for (const may of MAY)
    expect(
      all.some(([file, text]) => may.file.test(file) && may.word.test(text)),
      may.why,
    ).toBe(true)
})
