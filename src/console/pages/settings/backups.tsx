/** How old the last good backup is, and whether it could be put back. */
import type { Instant } from '../../../kernel/time.ts'
import { type BackupsSeen, readBackups } from '../../../store/reading/backups.ts'
import type { Console } from '../../declare.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'

export function backupsPage(console: Console): void {
  console.page('/settings/backups', 'seeBackups', async ({ who, now }) => {
    const seen = await readBackups(console.deps.db, who.townId, now)
    if (!seen) return undefined
    const body = (
      <>
        <h1>备份</h1>
        <p class="sub">{seen.byItself ? `每天自己做，下一份${moment(seen.next, now)}。` : '这是演示用的数据，不自己备份。'}</p>
        <Table
          label="备份"
          rows={rowsOf(seen, now)}
          empty=""
          columns={[
            { head: '是什么', cell: (r) => r.what },
            { head: '什么时候', cell: (r) => r.at },
            { head: '怎么样', cell: (r) => <Badge tone={r.tone}>{r.how}</Badge> },
            { head: '文件', cell: (r) => r.file },
          ]}
        />
      </>
    )
    return { title: '备份', body }
  })
}

interface Row {
  what: string
  at: string
  how: string
  tone: 'good' | 'bad' | 'warn'
  file: string
}

function rowsOf({ last, failed, tried, trialFailed, late, byItself }: BackupsSeen, now: Instant): Row[] {
  const nothingYet = { at: '还没有', file: '' }
  const rows: Row[] = [
    last
      ? {
          what: '上一份好的备份',
          at: moment(last.at, now),
          how: late ? '晚了' : `${last.rows}行`,
          tone: late ? 'bad' : 'good',
          file: last.file,
        }
      : { what: '上一份好的备份', ...nothingYet, how: late ? '晚了' : byItself ? '等今晚' : '不做', tone: late ? 'bad' : 'warn' },
    tried
      ? { what: '上一次试着恢复', at: moment(tried.at, now), how: `恢复出${tried.rows}行，台账没断`, tone: 'good', file: tried.file }
      : { what: '上一次试着恢复', ...nothingYet, how: '每月试一次', tone: 'warn' },
  ]
  if (failed) rows.push({ what: '这一份没做成', at: moment(failed.at, now), how: whyOf(failed.why), tone: 'bad', file: '' })
  if (trialFailed)
    rows.push({ what: '试着恢复没成', at: moment(trialFailed.at, now), how: whyOf(trialFailed.why), tone: 'bad', file: trialFailed.file })
  return rows
}

/** What a person can do something about is said in their words; the rest as the system said it. */
function whyOf(why: string): string {
  if (why.startsWith('BACKUP_PASSPHRASE is not set')) return '没有设口令，请管服务器的人设 BACKUP_PASSPHRASE'
  if (why.startsWith('BACKUP_PASSPHRASE')) return '口令和做备份时的不一样'
  if (why.includes('ENOSPC')) return '磁盘满了'
  return why
}
