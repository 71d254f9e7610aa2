/** A day off or a make-up day of the town: what it would move, and the change. */

import { changeCalendar, previewCalendar } from '../../../application/orders/town.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { isServedDate } from '../../../kernel/time.ts'
import { findEntry } from '../../../store/reading/calendar.ts'
import type { Console } from '../../declare.tsx'
import { day } from '../../times.ts'
import type { Given } from '../../view.ts'
import { Decide, MovedDates } from './look.tsx'

/** Characters of a day's name. */
export const ENTRY_NAME = 30

export const KIND = { holiday: '放假', workday: '上班' } as const

function entryOf({ text }: Given) {
  const kind = text('kind') === 'workday' ? ('workday' as const) : ('holiday' as const)
  if (!isServedDate(text('date'))) throw new Problem('badRequest', '请选一个日子。')
  return { date: text('date'), kind, name: fitting(text('name'), '名称', ENTRY_NAME) }
}

export function entryOrders(console: Console): void {
  const { deps } = console
  console.action('/calendar/preview', 'keepCalendar', async (given) => {
    const entry = entryOf(given)
    const moved = await previewCalendar(deps, given.who.townId, { put: entry })
    return preview(given, `${day(entry.date, given.now)}算${KIND[entry.kind]}`, moved, '/calendar', entry)
  })
  console.action('/calendar/:id/preview', 'keepCalendar', async (given) => {
    const entry = await findEntry(deps.db, given.who.townId, given.param('id'))
    if (!entry) return undefined
    const moved = await previewCalendar(deps, given.who.townId, { drop: entry.id })
    return preview(given, `去掉${day(entry.date, given.now)}（${KIND[entry.kind]}）`, moved, `/calendar/${entry.id}/drop`, {})
  })
  console.action('/calendar', 'keepCalendar', async (given) => {
    await changeCalendar(deps, given.who, { put: entryOf(given) })
    return { to: '/calendar', done: '日历改好了，开着的期限都重数过了。' }
  })
  console.action('/calendar/:id/drop', 'keepCalendar', async ({ who, param }) =>
    (await changeCalendar(deps, who, { drop: param('id') })) ? { to: '/calendar', done: '去掉了，开着的期限都重数过了。' } : undefined,
  )
}

function preview(
  { now, csrf }: Given,
  title: string,
  moved: Awaited<ReturnType<typeof previewCalendar>>,
  action: string,
  fields: Record<string, string>,
) {
  const body = (
    <>
      <h1>{title}</h1>
      <p class={`note ${moved.total > 0 ? 'warn' : ''}`}>
        {moved.total > 0
          ? `会动${moved.total}个日子。上报期限动了的，会记进台账，也会告诉村里；催办的日子跟着动。`
          : '不会动任何开着的期限，也不会动催办的日子。'}
      </p>
      <MovedDates of={moved} now={now} />
      <Decide action={action} csrf={csrf} fields={fields} />
    </>
  )
  return { title: '先看看', body }
}
