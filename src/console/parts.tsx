/** The pieces that the pages are made of. Everything a villager wrote goes through JSX, which escapes it. */
import type { Child, FC } from 'hono/jsx'
import type { Calendar } from '../domain/calendar/calendar.ts'
import { type DateString, dateOf, type Instant } from '../kernel/time.ts'
import { percent } from '../text/figures.ts'
import { day, distance } from './times.ts'

export interface Column<Row> {
  head: string
  cell(row: Row): Child
  /** Sorts by this column; `now`: the list is sorted by it already. */
  sort?: { href: string; now?: 'ascending' | 'descending' }
  /** Of a table of figures: not on a phone. */
  minor?: boolean
}

interface TableShown<Row> {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  empty: Child
  /** Stays a table on a phone, without its minor columns. */
  figures?: boolean
  /** What the rows come to, below them. */
  sum?: Row
}

/** A table on a desk; a list of cards on a phone. */
export function Table<Row>({ label, columns, rows, empty, figures, sum }: TableShown<Row>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>
  return (
    <table class={figures ? 'figures' : 'cards'} aria-label={label}>
      <thead>
        <tr>
          {columns.map((c) => (
            <th scope="col" {...(c.minor ? { class: 'minor' } : {})} {...(c.sort?.now ? { 'aria-sort': c.sort.now } : {})}>
              {c.sort ? <a href={c.sort.href}>{c.head}</a> : c.head === '' ? <span class="hidden">能做什么</span> : c.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line of={row} columns={columns} />
        ))}
      </tbody>
      {sum === undefined ? null : (
        <tfoot>
          <Line of={sum} columns={columns} />
        </tfoot>
      )}
    </table>
  )
}

function Line<Row>({ of: row, columns }: { of: Row; columns: Column<Row>[] }) {
  return (
    <tr>
      {columns.map((c, i) => {
        const content = c.cell(row)
        const none = content === '' || content === null || content === undefined
        return (
          <td data-label={c.head} class={i === 0 ? 'first' : c.minor ? 'minor' : none ? 'none' : ''}>
            {content}
          </td>
        )
      })}
    </tr>
  )
}

/** A figure that opens the list behind it. */
export const Tile: FC<{ href: string; figure: Child; name: string; tone?: 'bad' | 'warn' | '' }> = ({ href, figure, name, tone }) => (
  <li>
    <a class={`tile ${tone ?? ''}`} href={href}>
      <b>{figure}</b>
      <span>{name}</span>
    </a>
  </li>
)

export const Badge: FC<{ tone?: 'bad' | 'warn' | 'good' | 'info' | ''; children?: Child }> = ({ tone, children }) => (
  <span class={`badge ${tone ?? ''}`}>{children}</span>
)

/** What is not to be read aloud. */
export const Secret: FC = () => <Badge tone="info">不公开</Badge>

/** A share never without its two numbers. */
export const Share: FC<{ part: number; base: number; unit: string }> = ({ part, base, unit }) =>
  base === 0 ? (
    <span class="soft">–</span>
  ) : (
    <span>
      {part}/{base}
      {unit}（{percent(part, base)}）
    </span>
  )

/** How a motion came out; without quorum it is recorded and binds nobody. */
export const Outcome: FC<{ of: { carried: boolean | null; binding: boolean | null } }> = ({ of }) =>
  of.carried === null ? null : (
    <Badge tone={of.binding === false ? 'warn' : of.carried ? 'good' : 'bad'}>
      {`${of.carried ? '通过' : '没通过'}${of.binding === false ? '（到会不够，不算数）' : ''}`}
    </Badge>
  )

/** What browsers show in place: pictures, but for the format of one maker's phones. */
export const isShown = (type: string): boolean => /^image\/(?!heic)/.test(type)

/** A picture in place; a voice to be taken along, because a phone's own format plays in no browser. */
export const Media: FC<{ id: string; type: string; about: string }> = ({ id, type, about }) => (
  <a href={`/media/${id}`}>
    {isShown(type) ? (
      <img class="thumb" src={`/media/${id}`} alt={`图片，${about}`} loading="lazy" />
    ) : (
      `${type.startsWith('image/') ? '图片' : '语音'}，${about}`
    )}
  </a>
)

export const Pager: FC<{ next: string | undefined; url: URL }> = ({ next, url }) => {
  if (next === undefined) return url.searchParams.has('cursor') ? <FirstPage url={url} /> : null
  const to = new URL(url)
  to.searchParams.set('cursor', next)
  return (
    <p class="pager actions">
      <a class="button plain" href={`${to.pathname}${to.search}`}>
        下一页
      </a>
      {url.searchParams.has('cursor') ? <FirstPage url={url} /> : null}
    </p>
  )
}

const FirstPage: FC<{ url: URL }> = ({ url }) => {
  const to = new URL(url)
  to.searchParams.delete('cursor')
  return <a href={`${to.pathname}${to.search}`}>回到第一页</a>
}

/** A chart with a narrow shape for phones. `src` without the shape; the words say what the table beside it has. */
export const Chart: FC<{ src: string; height: number; alt: string }> = ({ src, height, alt }) => (
  <picture>
    <source media="(max-width: 44rem)" srcset={`${src}${src.includes('?') ? '&' : '?'}narrow=1`} width={400} height={height} />
    <img class="chart" src={src} width={960} height={height} alt={alt} />
  </picture>
)

/** A day that is waited for, and how far away it is. */
export const Due: FC<{ date: DateString; now: Instant; calendar: Calendar; provisional: boolean }> = ({
  date,
  now,
  calendar,
  provisional,
}) => (
  <>
    {day(date, now)} <Badge tone={date < dateOf(now) ? 'bad' : date === dateOf(now) ? 'warn' : ''}>{distance(date, now, calendar)}</Badge>
    {provisional ? <Badge tone="info">暂定</Badge> : null}
  </>
)
