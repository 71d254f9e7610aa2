/** Checks what came over the line before it is understood: unknown fields are ignored, a field of the wrong type is named. */
import type { Understandable } from './outcome.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const TYPES: [keyof Understandable, 'string' | 'boolean' | 'array' | 'object'][] = [
  ['role', 'string'],
  ['kind', 'string'],
  ['mentionsBot', 'boolean'],
  ['quoted', 'string'],
  ['previous', 'string'],
  ['now', 'string'],
  ['roster', 'array'],
  ['kin', 'object'],
  ['hamlets', 'array'],
  ['convenor', 'array'],
  ['open', 'array'],
] // prettier-ignore

const fits = (value: unknown, type: string): boolean =>
  type === 'array' ? Array.isArray(value) : type === 'object' ? isObject(value) : typeof value === type

function checkOpen(open: unknown[]): string | undefined {
  for (const [i, q] of open.entries()) {
    if (!isObject(q) || typeof q.question !== 'string') return `open[${i}].question must be a string`
    const options = q.options
    if (
      q.question === 'timePoll' &&
      !(Array.isArray(options) && options.every((o) => typeof o === 'string' && !Number.isNaN(Date.parse(o))))
    )
      return `open[${i}].options must be times`
    if (q.question === 'survey' && typeof q.issueNo !== 'number') return `open[${i}].issueNo must be a number`
  }
  return undefined
}

/** The first fault in words, or undefined when the value can be understood. */
export function check(value: unknown): string | undefined {
  if (!isObject(value)) return 'not a JSON object'
  if (typeof value.text !== 'string') return 'text must be a string'
  for (const [field, type] of TYPES)
    if (value[field] !== undefined && value[field] !== null && !fits(value[field], type))
      return `${field} must be ${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}`
  if (typeof value.now === 'string' && Number.isNaN(Date.parse(value.now))) return 'now must be an ISO time'
  for (const [i, r] of ((value.roster ?? []) as unknown[]).entries())
    if (!isObject(r) || typeof r.name !== 'string') return `roster[${i}].name must be a string`
  for (const word of Object.values((value.kin ?? {}) as object)) if (typeof word !== 'string') return 'kin must map words to names'
  for (const field of ['hamlets', 'convenor'])
    for (const [i, word] of ((value[field] ?? []) as unknown[]).entries())
      if (typeof word !== 'string') return `${field}[${i}] must be a string`
  return checkOpen((value.open ?? []) as unknown[])
}

/**
 * True after `check` found nothing. Brings the value into shape: JSON null in place of a field means that it is absent, and a household
 * may be written as a number or left out.
 */
export function isMessage(value: unknown): value is Understandable {
  if (!isObject(value)) return false
  for (const field of Object.keys(value)) if (value[field] === null) delete value[field]
  for (const entry of (value.roster ?? []) as Record<string, unknown>[])
    if (typeof entry.household !== 'string') entry.household = `${entry.household ?? ''}`
  return true
}
