/** What makes two forms the same order: all that is in them, but for what is new each time, and for secrets, which are kept nowhere. */
import { expect, test } from 'vitest'
import { contentOf, type FormFields } from '../../src/console/sent-form.ts'

const FORM: FormFields = { csrf: 'a', once: 'b', name: '周干部', villages: ['v1', 'v2'], file: new File(['组,户号'], '花名册.csv') }

test('the token and the key of the page are not part of it', async () => {
  expect(await contentOf({ ...FORM, csrf: 'c', once: 'd' })).toEqual(await contentOf(FORM))
})

test.each<[string, FormFields]>([
  ['a text', { ...FORM, name: '吴干部' }],
  ['a choice more', { ...FORM, villages: ['v1', 'v2', 'v3'] }],
  ['a field more', { ...FORM, write: '1' }],
  ['another file of that name', { ...FORM, file: new File(['组,户号,姓名'], '花名册.csv') }],
])('%s makes it another', async (_, other) => {
  expect(await contentOf(other)).not.toEqual(await contentOf(FORM))
})

test('no password is in it', async () => {
  const secret = { old: '旧的密码是这个', password: '新的密码是这个', again: '新的密码是这个' }
  expect(JSON.stringify(await contentOf({ ...FORM, ...secret }))).toBe(JSON.stringify(await contentOf(FORM)))
})
