/** The way from a figure to the list behind it, and what that list says about being narrowed. */
import type { Child, FC } from 'hono/jsx'
import type { Assessment } from '../domain/assessment/assessment.ts'
import { type Column, Share } from './parts.tsx'
import { sayMonth } from './times.ts'

interface Where {
  village?: string | undefined
  hamlet?: string | undefined
}

export const address = (path: string, query: Record<string, string | undefined>): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}

/** The lists behind the figures of a month and a place. */
export const behind = (month: string, where: Where) => {
  // Written once: a page has ten lists a row, and hundreds of rows.
  const here = address('', { month, ...where }).slice(1)
  const list = (path: string, which = '') => `${path}?${which === '' ? here : `${which}&${here}`}`
  return {
    meetings: list('/meetings', 'status=ended'),
    motions: list('/assessment/motions'),
    notBinding: list('/assessment/motions', 'binding=0'),
    raised: list('/issues'),
    due: list('/assessment/deadlines'),
    closed: list('/surveys', 'status=passed'),
    sentBack: list('/surveys', 'status=failed'),
    rated: list('/surveys', 'status=counted'),
  }
}

/** A share that opens its list; a base of 0 has none. */
const Behind: FC<{ href: string; part: number; base: number; unit: string }> = ({ href, ...share }) =>
  share.base === 0 ? (
    <Share {...share} />
  ) : (
    <a href={href}>
      <Share {...share} />
    </a>
  )

export type Figured = Assessment & { lists: ReturnType<typeof behind> }

interface FigureColumn<Row> extends Column<Row> {
  /** What it shows: a count, or a part of a base. */
  figure: { part: keyof Assessment; base?: keyof Assessment }
  minor: boolean
}

/** The columns of 考核, each figure a way to its list. On a phone a ranked table keeps those that most is decided by. */
export function figureColumns<Row extends Figured>(): FigureColumn<Row>[] {
  const count = (part: keyof Assessment) => ({ figure: { part }, minor: true })
  const share = (part: keyof Assessment, base: keyof Assessment, minor = false) => ({ figure: { part, base }, minor })
  return [
    { head: '开会', ...count('meetings'), cell: (r) => <a href={r.lists.meetings}>{r.meetings}次</a> },
    {
      head: '到会/在家',
      ...share('householdsPresent', 'householdsAtHome'),
      cell: (r) => <Behind href={r.lists.meetings} part={r.householdsPresent} base={r.householdsAtHome} unit="户" />,
    },
    {
      head: '通过/表决',
      ...share('motionsCarried', 'motions', true),
      cell: (r) => <Behind href={r.lists.motions} part={r.motionsCarried} base={r.motions} unit="件" />,
    },
    { head: '不够数的表决', ...count('motionsNotBinding'), cell: (r) => <a href={r.lists.notBinding}>{r.motionsNotBinding}件</a> },
    { head: '提出', ...count('raised'), cell: (r) => <a href={r.lists.raised}>{r.raised}件</a> },
    { head: '村里按期/到期', ...share('onTime', 'due'), cell: (r) => <Behind href={r.lists.due} part={r.onTime} base={r.due} unit="件" /> },
    { head: '销号', ...count('closed'), cell: (r) => <a href={r.lists.closed}>{r.closed}件</a> },
    { head: '退回', ...count('sentBack'), cell: (r) => <a href={r.lists.sentBack}>{r.sentBack}件</a> },
    {
      head: '满意/评议',
      ...share('satisfied', 'raters'),
      cell: (r) => <Behind href={r.lists.rated} part={r.satisfied} base={r.raters} unit="户" />,
    },
    {
      head: '上门问的/评议',
      ...share('atDoor', 'raters', true),
      cell: (r) => <Behind href={r.lists.rated} part={r.atDoor} base={r.raters} unit="户" />,
    },
  ]
}

/** What a list is narrowed to by the link that was followed, and the way out. */
export const Narrowed: FC<{ month?: string | undefined; place?: string | undefined; more?: Child; all: string }> = (p) =>
  p.month === undefined && p.place === undefined && !p.more ? null : (
    <p class="sub">
      只列{[p.month === undefined ? '' : sayMonth(p.month), p.place ?? ''].filter(Boolean).join('、')}
      {p.more ?? ''}的。<a href={p.all}>看全部</a>
    </p>
  )

/** Keeps in a filter form what it has no field for. */
export const Kept: FC<{ of: Record<string, string | undefined> }> = ({ of }) => (
  <>{Object.entries(of).map(([name, value]) => (value === undefined ? null : <input type="hidden" name={name} value={value} />))}</>
)

interface Named {
  id: string
  name: string
  villageId: string
  villageName: string
}

/** What a place in an address is called; undefined for what lies elsewhere, whose list is empty. */
export const placeName = (hamlets: readonly Named[], { village, hamlet }: Where): string | undefined =>
  hamlet === undefined ? hamlets.find((h) => h.villageId === village)?.villageName : hamlets.find((h) => h.id === hamlet)?.name
