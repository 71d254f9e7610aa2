import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { explain } from '../../src/understand/explain.ts'
import { filled } from '../../src/understand/reference.ts'
import { messageFor } from './lines.ts'

it('the tables of the reference are those of the code (npm run understand:reference)', () => {
  const page = readFileSync(new URL('../../docs/reference/understand.md', import.meta.url), 'utf8')
  expect(filled(page)).toBe(page)
  expect(page).toContain('| 同意 赞成')
})

it('a message is explained by its tokens, its clauses and what was made of them', () => {
  const lines = explain(messageFor('villager timePoll', '周三不行要走人家，周四可以'))
  expect(lines).toEqual([
    'text      周三不行要走人家,周四可以',
    'clause 1  周三[moment] 不行[pred sense fit verdict no] 要[busy] 走人家[busy]',
    'clause 2  周四[moment] 可以[pred sense fit verdict yes mood yes]',
    'reading   timePoll: {"kind":"intent","intent":"availability","args":{"yes":[2],"no":[1]}}',
    'outcome   {"kind":"intent","intent":"availability","args":{"yes":[2],"no":[1]}}',
  ])
})
