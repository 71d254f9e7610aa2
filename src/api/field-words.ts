/** What is wrong with a field, in Chinese, with what it should be. What a schema says in its own words stays. */

export interface FieldIssue {
  code?: string | undefined
  path: PropertyKey[]
  message: string
  expected?: unknown
  origin?: unknown
  minimum?: unknown
  maximum?: unknown
  format?: unknown
  keys?: unknown
  values?: unknown
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
}
const UNITS: Readonly<Record<string, string>> = { string: '个字', array: '项' }
const FORMATS: Readonly<Record<string, string>> = { base64: '文件的 base64' }

export function sayField(issue: FieldIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message
  const unit = UNITS[String(issue.origin)] ?? ''
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('undefined')) return '这一项要填'
      return `要${TYPES[String(issue.expected)] ?? '另一种值'}`
    case 'too_small':
      return issue.minimum === 1 && unit ? '不能空着' : `不能小于${issue.minimum}${unit}`
    case 'too_big':
      return `不能超过${issue.maximum}${unit}`
    case 'invalid_value':
      return `要是这几个里的一个：${(issue.values as unknown[]).join('、')}`
    case 'unrecognized_keys':
      return `没有这些项：${(issue.keys as string[]).join('、')}`
    case 'invalid_format':
      return `要写成${FORMATS[String(issue.format)] ?? '规定的样子'}`
    default:
      return '这一项不对'
  }
}
