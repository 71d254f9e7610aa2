/** The items of the digest as a table, each with the way to what it is about. */
import type { DigestItem } from '../domain/digest/digest.ts'
import type { Instant } from '../kernel/time.ts'
import type { Reader } from '../store/database.ts'
import { namedIssues } from '../store/reading/issues.ts'
import { KIND_NAME } from '../text/digest.ts'
import { sayLate } from '../text/due.ts'
import { Badge, Secret, Share, Table } from './parts.tsx'
import { day, moment } from './times.ts'
import type { View } from './view.ts'

const URGENT: readonly DigestItem['kind'][] = ['overdueReport', 'overdueAssignment', 'offline', 'backupLate']

interface LinkedItem extends DigestItem {
  href: string | undefined
}

/** An issue's own page, a hamlet's own page; of a meeting without quorum the hamlet's meetings of that month; of an account the rooms. */
export async function linked(db: Reader, { reach, may }: Pick<View, 'reach' | 'may'>, items: readonly DigestItem[]): Promise<LinkedItem[]> {
  const places = await namedIssues(db, reach, items)
  return items.map((item) => {
    const place = places.get(`${item.hamlet}${item.no ?? ''}`)
    if (item.kind === 'offline') return { ...item, href: may('lookAtRooms') ? '/rooms' : undefined }
    if (item.kind === 'backupLate') return { ...item, href: may('seeBackups') ? '/settings/backups' : undefined }
    if (!place) return { ...item, href: undefined }
    if (item.kind === 'noQuorum' && item.heldOn)
      return { ...item, href: `/meetings?${new URLSearchParams({ hamlet: place.hamletId, month: item.heldOn.slice(0, 7) })}` }
    return { ...item, href: place.issueId === null ? `/hamlets/${place.hamletId}` : `/issues/${place.issueId}` }
  })
}

const nameOf = (d: DigestItem): string =>
  d.hamlet ? `${d.village} ${d.hamlet}${d.no === undefined ? '' : `${d.no}号`}` : (d.account ?? '')

const wordsOf = (d: DigestItem, now: Instant): string => {
  if (d.kind === 'offline') return `从${moment(d.from ?? now, now)}起断线${d.to == null ? '，还没恢复' : `，${moment(d.to, now)}恢复`}`
  if (d.kind === 'backupLate') return d.from === undefined ? '一份好的备份都还没有' : `上一份好的备份是${moment(d.from, now)}做的`
  if (d.kind === 'noMeeting') return `${Number(d.month?.slice(5))}月没开会`
  if (d.kind === 'noQuorum') return d.heldOn ? `${day(d.heldOn, now)}的会` : ''
  return d.text ?? ''
}

export const DigestTable = ({ items, now, label, empty }: { items: readonly LinkedItem[]; now: Instant; label: string; empty: string }) => (
  <Table
    label={label}
    rows={items}
    empty={empty}
    columns={[
      { head: '哪里', cell: (d) => (d.href ? <a href={d.href}>{nameOf(d)}</a> : nameOf(d)) },
      { head: '事项', cell: (d) => <Badge tone={URGENT.includes(d.kind) ? 'bad' : 'warn'}>{KIND_NAME[d.kind]}</Badge> },
      {
        head: '内容',
        cell: (d) => (
          <>
            <bdi>{wordsOf(d, now)}</bdi>
            {d.confidential ? <Secret /> : null}
          </>
        ),
      },
      { head: '期限', cell: (d) => (d.dueOn ? `${day(d.dueOn, now)}（${d.days === undefined ? '今天' : sayLate(d.days)}）` : '') },
      { head: '数字', cell: (d) => (d.base === undefined ? '' : <Share part={d.part ?? 0} base={d.base} unit="户" />) },
    ]}
  />
)
