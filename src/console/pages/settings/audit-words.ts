/** What a write changed, in words: each thing that is not as it was, before → after. */
import type { Instant } from '../../../kernel/time.ts'
import { ISSUE_STATUS } from '../../../text/statuses.ts'
import { RULE_GROUPS } from '../../rule-words.ts'
import { moment } from '../../times.ts'
import { FILING, ROLE, STAGE } from '../../words.ts'

const FIELD: Readonly<Record<string, string>> = {
  ...{ atHome: '长期在家', removedAt: '从名册去掉', groupNo: '组', number: '户号', nickname: '微信名', boundAt: '绑定', reason: '原因' },
  ...{ householdId: '哪一户', villagerId: '哪个人', headId: '屋场长', recorderId: '记录员', venue: '场地', venueReady: '场地挂牌' },
  ...{
    stage: '阶段',
    filing: '备案',
    filedOn: '备案日期',
    filingNo: '备案编号',
    partyGroup: '党小组',
    category: '类别',
    headHow: '产生方式',
  },
  ...{ headChecks: '一好五强', status: '状态', level: '哪一级办', department: '责任部门', person: '责任人', assignDueOn: '办完期限' },
  ...{ reportDueOn: '上报期限', confidential: '不公开', acceptedAt: '受理', handedAt: '交到村里', reportedAt: '上报', handledAt: '办结' },
  ...{
    assignedAt: '交办',
    takenUpAt: '提级',
    takenUpFor: '提级原因',
    reportNo: '文号',
    reportSigner: '签发人',
    handledText: '办得怎么样',
  },
  ...{ round: '第几轮评议', name: '名字', login: '登录名', role: '角色', disabledAt: '停用', text: '内容', date: '日期', kind: '类别' },
  ...{ from: '从', to: '到', changed: '改了哪几项', agreedOn: '约定日期', heldOn: '哪天研究的', present: '参加的人', decided: '怎么定的' },
  ...Object.fromEntries(RULE_GROUPS.flatMap(({ rules }) => rules.map(({ key, name }) => [key, name]))),
}

/** Of a row's own bookkeeping nobody asks. */
const NOT_SHOWN = new Set([
  'id',
  'hamletId',
  'townId',
  'ledgerSeq',
  'ledgerHash',
  'version',
  'steps',
  'reportDays',
  'arrivedAt',
  'externalId',
  'boundBy',
])

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: ISSUE_STATUS,
  role: ROLE,
  stage: STAGE,
  filing: FILING,
}

/** Characters of one value; the whole is beside it. */
const SHOWN = 60

function valueWords(key: string, value: unknown, now: Instant): string {
  if (value === null || value === undefined || value === '') return '没有'
  if (typeof value === 'boolean') return value ? '是' : '不是'
  if (typeof value === 'number' && key.endsWith('At')) return moment(value, now)
  if (typeof value === 'string') {
    const named = VALUES[key]?.[value]
    if (named) return named
    // Our own numbers say nothing to anybody.
    return key.endsWith('Id') ? '换了' : excerptOf(value)
  }
  if (Array.isArray(value))
    return value.length === 0
      ? '没有'
      : excerptOf(value.map((v) => (typeof v === 'object' ? '…' : String(FIELD[String(v)] ?? v))).join('、'))
  return typeof value === 'object' ? '（见原样）' : String(value)
}

const excerptOf = (text: string): string => ([...text].length > SHOWN ? `${[...text].slice(0, SHOWN).join('')}…` : text)

export interface Changed {
  name: string
  before: string
  after: string
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

export function changedBy({ before, after }: { before: unknown; after: unknown }, now: Instant): Changed[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
    const same = JSON.stringify(was[key] ?? null) === JSON.stringify(is[key] ?? null)
    if (same || NOT_SHOWN.has(key)) return []
    return [{ name: FIELD[key] ?? key, before: valueWords(key, was[key], now), after: valueWords(key, is[key], now) }]
  })
}
