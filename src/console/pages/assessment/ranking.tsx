/** The ranked table of a month: villages or hamlets, each beside the month before, sorted by any column, with what they all come to. */
import type { Child } from 'hono/jsx'
import { ASSESSED, type Assessment, total } from '../../../domain/assessment/assessment.ts'
import { compared, ranked, sortedBy } from '../../../domain/assessment/rank.ts'
import { address, type Figured, figureColumns } from '../../behind.tsx'
import { type Column, Table } from '../../parts.tsx'

/** One of a table, with the same figures of the month before. */
export type Beside = Assessment & { name: string; before: Assessment }

/** What can be asked for in an address: the rank, or a figure; the greatest first with a minus before it. */
export type Sort = { by: 'place' | keyof Assessment; first: 'greatest' | 'least' }

export function sortAsked(given: string | undefined): Sort {
  const by = (['place', ...ASSESSED] as const).find((name) => name === given?.replace(/^-/, ''))
  return by === undefined ? { by: 'place', first: 'least' } : { by, first: given?.startsWith('-') ? 'greatest' : 'least' }
}

/** In this order, each with its place in the rank, which is the same whatever it is sorted by. */
export function placed<T extends Assessment>(rows: readonly T[], { by, first }: Sort): (T & { place: number })[] {
  const inOrder = ranked(rows).map(({ row, place }) => ({ ...row, place }))
  if (by !== 'place') return sortedBy(inOrder, by, first)
  return first === 'least' ? inOrder : inOrder.reverse()
}

/** ▲ better, ▼ worse than in the month before, with the two numbers of it; no sign where there is nothing to compare. */
const Change = ({ now, before, part, base }: { now: Assessment; before: Assessment; part: keyof Assessment; base: keyof Assessment }) => {
  if (before[base] === 0) return null
  const change = compared(part, base, now, before)
  const sign = change === 1 ? '▲' : change === -1 ? '▼' : change === 0 ? '＝' : ''
  const said = change === 1 ? '比上月高' : change === -1 ? '比上月低' : change === 0 ? '和上月一样' : ''
  return (
    <span class="change">
      {sign === '' ? null : (
        <span class={change === 1 ? 'up' : change === -1 ? 'down' : 'soft'}>
          <span aria-hidden="true">{sign}</span>
          <span class="hidden">{said}，</span>
        </span>
      )}
      <span class="soft">
        上月{before[part]}/{before[base]}
      </span>
    </span>
  )
}

type Row = Figured & { name: string; place: number | undefined; href: string | undefined; before: Assessment }

interface Ranking {
  label: string
  first: string
  /** As they are to stand. */
  rows: readonly (Beside & { place: number; href: string; lists: Figured['lists'] })[]
  /** Of all there are, also where only some are shown; absent where there is one. */
  sum?: (Beside & { lists: Figured['lists'] }) | undefined
  sort: Sort
  /** The address of this page, to be sorted otherwise. */
  asked: Record<string, string | undefined>
}

export const Ranking = ({ label, first, rows, sum, sort, asked }: Ranking) => {
  const sortable = (by: Sort['by'], usual: Sort['first'] = 'greatest'): Pick<Column<Row>, 'sort'> => {
    const here = sort.by === by
    const next = here ? (sort.first === 'greatest' ? 'least' : 'greatest') : usual
    const named = by === 'place' && next === 'least' ? undefined : `${next === 'greatest' ? '-' : ''}${by}`
    return {
      sort: {
        href: address('/assessment', { ...asked, sort: named }),
        ...(here ? { now: sort.first === 'greatest' ? ('descending' as const) : ('ascending' as const) } : {}),
      },
    }
  }
  const name = (r: Row): Child => (r.href === undefined ? <b>{r.name}</b> : <a href={r.href}>{r.name}</a>)
  const columns: Column<Row>[] = [
    { head: '名次', ...sortable('place', 'least'), cell: (r) => r.place ?? '' },
    { head: first, cell: name },
    ...figureColumns<Row>().map(({ figure, minor, ...column }) => ({
      ...column,
      ...sortable(figure.part),
      minor,
      ...(figure.base === undefined
        ? {}
        : {
            cell: (r: Row) => (
              <>
                {column.cell(r)}{' '}
                {figure.base === undefined ? null : <Change now={r} before={r.before} part={figure.part} base={figure.base} />}
              </>
            ),
          }),
    })),
  ]
  return (
    <Table
      label={label}
      rows={rows}
      empty="还没有屋场。先在“设置 → 村、屋场、部门”里添。"
      columns={columns}
      figures
      {...(sum === undefined ? {} : { sum: { ...sum, place: undefined, href: undefined } })}
    />
  )
}

/** What all of them come to, of this month and of the one before. */
export const sumOf = (rows: readonly (Assessment & { before: Assessment })[], name: string): Beside => ({
  ...total(rows),
  name,
  before: total(rows.map((r) => r.before)),
})
