/** What a form holds, and what makes it this form and no other. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { unreadable } from '../door/problem-of.ts'
import { refuseUnstorable } from '../door/storable.ts'

type Field = string | File
export type FormFields = Record<string, Field | Field[]>

export async function readForm(c: Context): Promise<FormFields> {
  // The platform says of a body that it cannot read no more than that it is none.
  const form: FormFields = await c.req.parseBody({ all: true }).catch(() => {
    throw unreadable()
  })
  refuseUnstorable(textsOf(form))
  return form
}

/** The texts of a form, as they were sent: every value of each field. */
const textsOf = (form: FormFields): Record<string, string[]> =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat().filter((v) => typeof v === 'string')]))

/** Never sent back, and not what a form is known by: secrets, and what is new each time the form is shown. */
const OWN_TO_EACH = new Set(['csrf', 'once', 'password', 'old', 'again'])

const withoutSecrets = (form: FormFields): FormFields => Object.fromEntries(Object.entries(form).filter(([name]) => !OWN_TO_EACH.has(name)))

/** What may be shown again in the form when it was refused. */
export const typedIn = (form: FormFields): Record<string, string[]> => textsOf(withoutSecrets(form))

/** Two forms with the same content have the same; a file counts by its bytes. */
export async function contentOf(form: FormFields): Promise<[string, string[]][]> {
  const said = async (value: Field): Promise<string> =>
    typeof value === 'string'
      ? value
      : createHash('sha256')
          .update(Buffer.from(await value.arrayBuffer()))
          .digest('hex')
  const fields = Object.entries(withoutSecrets(form))
  return Promise.all(fields.map(async ([name, value]): Promise<[string, string[]]> => [name, await Promise.all([value].flat().map(said))]))
}

/** A text field, trimmed; '' when absent. */
export const textIn = (form: FormFields, name: string): string => {
  const value = form[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** Every value of a field that may come several times. */
export const allIn = (form: FormFields, name: string): string[] =>
  [form[name] ?? []].flat().filter((v): v is string => typeof v === 'string' && v !== '')
