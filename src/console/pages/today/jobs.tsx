/** A line of 今天: what it is, since when, and what can be done about it in place. */
import { type Child, type FC, useContext } from 'hono/jsx'
import { MOST } from '../../../domain/base/lengths.ts'
import type { Job, TodayItem } from '../../../domain/digest/today.ts'
import { KIND_NAME } from '../../../text/digest.ts'
import { address } from '../../behind.tsx'
import { Fold, Line, Order, Refused, Select, Text } from '../../forms.tsx'
import { Badge, Secret, Share } from '../../parts.tsx'
import { day, moment } from '../../times.ts'
import type { View } from '../../view.ts'
import { accountAt } from '../hamlets/binding.tsx'
import type { Entry, Group } from './sections.ts'

export interface JobsShown {
  view: View
  departments: readonly { name: string }[]
}

const JOB: Readonly<Record<Job, string>> = {
  assign: '等交办',
  accept: '等村里受理',
  report: '等村里办好或上报',
  order: '交办在办',
  agreed: '屋场约定的',
  confirmVisits: '走访等人证实',
  visit: '评议户数不够，等走访',
  redo: '评议没过，屋场重办',
  head: '等屋场长办',
  sign: '报告没写签发人',
}

/** Lines of a group; what is beyond them is in the list behind. */
const LINES = 12
/** A section with more than this many lines opens its first groups only. */
const OPEN_LINES = 15

export const Groups = ({ groups, shown, plain }: { groups: readonly Group[]; shown: JobsShown; plain?: boolean }) => {
  let lines = 0
  return (
    <>
      {groups.map((group) => {
        const open = lines < OPEN_LINES
        lines += Math.min(group.entries.length, LINES)
        return <GroupOf group={group} shown={shown} open={open && !plain} />
      })}
    </>
  )
}

const GroupOf = ({ group, shown, open }: { group: Group; shown: JobsShown; open: boolean }) => {
  const refused = useContext(Refused)?.action ?? ''
  const holds = group.entries.some((e) => e.of === 'issue' && refused.startsWith(`/issues/${e.item.issue.id}/`))
  const rest = group.entries.length - LINES
  const hamlet = shown.view.reach.villageId === null ? undefined : group.entries.find((e) => e.of === 'issue')?.item.issue.hamletId
  return (
    <details class="group" open={open || holds}>
      <summary>
        <b>{group.name || '全镇'}</b> <span class="soft">{group.count}件</span>{' '}
        {group.late > 0 ? <Badge tone="bad">逾期{group.late}件</Badge> : null}
      </summary>
      <ul class="jobs">
        {group.entries.slice(0, LINES).map((entry) => (
          <li>
            <EntryOf entry={entry} shown={shown} />
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p>
          <a href={address('/issues', { village: group.villageId ?? undefined, hamlet, status: 'open' })}>还有{rest}件，在台账里看</a>
        </p>
      ) : null}
    </details>
  )
}

const EntryOf = ({ entry, shown }: { entry: Entry; shown: JobsShown }) => {
  switch (entry.of) {
    case 'issue':
      return <IssueJob item={entry.item} shown={shown} />
    case 'errand':
      return <ErrandJob entry={entry} shown={shown} />
    case 'errands':
      return (
        <div class="what">
          <a href={address('/hamlets', { village: entry.villageId ?? undefined, lacks: '1' })}>
            {entry.kind === 'file' ? `${entry.count}位屋场长还没备案` : `${entry.count}个屋场缺屋场长、记录员或者群`}
          </a>
        </div>
      )
    case 'digest':
      return <DigestJob entry={entry} view={shown.view} />
    case 'digests':
      return (
        <div class="what">
          <Badge tone="warn">{KIND_NAME[entry.kind]}</Badge>{' '}
          <a href={address('/assessment', { month: entry.month })}>
            {Number(entry.month?.slice(5))}月没开会的有{entry.count}个屋场
          </a>
        </div>
      )
  }
}

const WhenBadge = ({ late, left, waited, job }: Pick<TodayItem, 'late' | 'left' | 'waited' | 'job'>) => {
  if (job === 'assign') return <Badge tone={late === undefined ? 'warn' : 'bad'}>等了{waited ?? 0}个工作日</Badge>
  if (late !== undefined) return <Badge tone="bad">逾期{late}个工作日</Badge>
  if (left === 0) return <Badge tone="warn">今天到期</Badge>
  if (left !== undefined) return <Badge>还有{left}个工作日</Badge>
  return <Badge>{waited ? `等了${waited}个工作日` : '今天来的'}</Badge>
}

const IssueJob = ({ item, shown }: { item: TodayItem; shown: JobsShown }) => {
  const { issue, job } = item
  const { now } = shown.view
  return (
    <>
      <div class="what">
        <a href={`/issues/${issue.id}`}>
          {issue.hamlet}
          {issue.no}号
        </a>{' '}
        <bdi>{issue.text}</bdi> {issue.confidential ? <Secret /> : null}
        <div class="small soft">
          <WhenBadge {...item} /> {JOB[job]}
          {issue.dueOn && job !== 'head' ? `，期限${day(issue.dueOn, now)}` : ''}
          {issue.provisional && issue.status === 'inVillage' ? '（暂定）' : ''}
          {issue.status === 'assigned' ? `，${[issue.department, issue.person].filter(Boolean).join(' ')}` : ''}
          {issue.surveyStatus === 'failed' ? (
            <>
              ，第{issue.round}轮评议没过 <Share part={issue.satisfied ?? 0} base={issue.raters ?? 0} unit="户" />
            </>
          ) : null}
        </div>
      </div>
      <div class="do">
        <Doing item={item} shown={shown} />
      </div>
    </>
  )
}

/** A form in place: what it was sent from is said, so that it comes back here. */
const Here: FC<{ action: string; csrf: string; class?: string; children?: Child }> = ({ children, ...p }) => (
  <Order {...p}>
    <input type="hidden" name="back" value="/" />
    {children}
  </Order>
)

const Press = ({ action, csrf, name }: { action: string; csrf: string; name: string }) => (
  <Here action={action} csrf={csrf}>
    <button type="submit" class="plain small">
      {name}
    </button>
  </Here>
)

/** One or two steps that this reader can take from here; whatever else there is stands on the issue's own page. */
const Doing = ({ item: { job, issue, section }, shown }: { item: TodayItem; shown: JobsShown }) => {
  const { may, csrf, who } = shown.view
  const way = (what: string): string => `/issues/${issue.id}/${what}`
  const mine = section === 'mine' || (section === 'coming' && who.role === 'department')
  if (job === 'assign' && may('assignIssues')) return <AssignHere issue={issue} shown={shown} />
  if (mine && job === 'accept') return <Press action={way('accept')} csrf={csrf} name="受理" />
  if (mine && job === 'report')
    return (
      <>
        <HandledHere issue={issue} csrf={csrf} name="报办结" />
        <ReportHere issue={issue} csrf={csrf} />
      </>
    )
  if (job === 'order' && who.role === 'department') return <HandledHere issue={issue} csrf={csrf} name="回复" />
  if (job === 'confirmVisits' && may('takeUpIssues')) return <Press action={way('confirm-visits')} csrf={csrf} name="证实走访" />
  if (mine && job === 'visit')
    return (
      <a class="button plain small" href={`/issues/${issue.id}`}>
        登记走访
      </a>
    )
  if (mine && job === 'sign') return <SignHere issue={issue} csrf={csrf} />
  const has = job === 'order' || job === 'agreed' || ((job === 'accept' || job === 'report') && who.role !== 'cadre')
  return has && may('takeUpIssues') ? <Press action={way('remind')} csrf={csrf} name="提醒" /> : null
}

type Of = { issue: TodayItem['issue'] }

const AssignHere = ({ issue, shown }: Of & { shown: JobsShown }) => (
  <Fold class="more" summary="交办" holds={`/issues/${issue.id}/assign`}>
    <Here action={`/issues/${issue.id}/assign`} csrf={shown.view.csrf} class="card">
      <Select
        name="department"
        id={`department-${issue.id}`}
        label="责任部门"
        any="先选一个部门"
        options={shown.departments.map((d) => [d.name, d.name] as const)}
      />
      <Line label="责任人" name="person" id={`person-${issue.id}`} required most={MOST.name} />
      <Line label="几号前办完" name="dueOn" id={`due-${issue.id}`} type="date" required />
      <button type="submit">交办</button>
    </Here>
  </Fold>
)

const HandledHere = ({ issue, csrf, name }: Of & { csrf: string; name: string }) => (
  <Fold class="more" summary={name} holds={`/issues/${issue.id}/handled`}>
    <Here action={`/issues/${issue.id}/handled`} csrf={csrf} class="card">
      <Text label="办得怎么样" name="text" id={`handled-${issue.id}`} required most={MOST.words} hint="屋场的户看了来评" />
      <button type="submit">报办结</button>
    </Here>
  </Fold>
)

const ReportHere = ({ issue, csrf }: Of & { csrf: string }) => (
  <Fold class="more" summary="上报" holds={`/issues/${issue.id}/report`}>
    <Here action={`/issues/${issue.id}/report`} csrf={csrf} class="card">
      <Text label="请镇里做什么" name="text" id={`report-${issue.id}`} most={MOST.words} hint="可以不写" />
      <Line label="签发人" name="signer" id={`signer-${issue.id}`} required most={MOST.signer} />
      <button type="submit">上报</button>
    </Here>
  </Fold>
)

const SignHere = ({ issue, csrf }: Of & { csrf: string }) => (
  <Fold class="more" summary="写签发人" holds={`/issues/${issue.id}/signer`}>
    <Here action={`/issues/${issue.id}/signer`} csrf={csrf} class="card">
      <Line label="签发人" name="signer" id={`late-${issue.id}`} required most={MOST.signer} />
      <button type="submit">写上</button>
    </Here>
  </Fold>
)

const ErrandJob = ({ entry: { errand }, shown: { view } }: { entry: Extract<Entry, { of: 'errand' }>; shown: JobsShown }) => {
  const { now, csrf, may } = view
  const since = errand.since === null ? null : <div class="small soft">{moment(errand.since, now)}</div>
  if (errand.kind === 'claim')
    return (
      <>
        <div class="what">
          {errand.hamlet}：<bdi>“{errand.name}”</bdi>说自己是<bdi>{errand.said}</bdi>
          {since}
        </div>
        {may('bindPeople') ? (
          <a class="button plain small" href={accountAt(errand.hamletId ?? '', errand.id)}>
            看了再绑定
          </a>
        ) : null}
      </>
    )
  if (errand.kind === 'file')
    return (
      <>
        <div class="what">
          <a href={`/hamlets/${errand.id}`}>{errand.hamlet}</a>的屋场长{errand.name}还没备案
        </div>
        <div class="do">
          <Fold class="more" summary="登记备案" holds={`/hamlets/${errand.id}/filed`}>
            <Here action={`/hamlets/${errand.id}/filed`} csrf={csrf} class="card">
              <Line label="备案日期" name="filedOn" id={`filed-${errand.id}`} type="date" required />
              <Line label="备案编号" name="filingNo" id={`filing-${errand.id}`} most={MOST.name} />
              <button type="submit">已备案</button>
            </Here>
          </Fold>
        </div>
      </>
    )
  if (errand.kind === 'registry')
    return (
      <div class="what">
        <a href={`/hamlets/${errand.id}`}>{errand.hamlet}</a>还缺：{errand.name}
      </div>
    )
  return (
    <div class="what">
      {errand.kind === 'erasure' ? (
        <a href="/personal">有人要求删自己的信息，等您同意</a>
      ) : (
        <a href="/officials">
          <bdi>“{errand.name}”</bdi>在{errand.said}里办事，还不晓得是哪位干部
        </a>
      )}
      {since}
    </div>
  )
}

const DigestJob = ({ entry: { item }, view: { now } }: { entry: Extract<Entry, { of: 'digest' }>; view: View }) => {
  const words =
    item.kind === 'offline'
      ? `${item.account}从${moment(item.from ?? now, now)}起断线${item.to == null ? '，还没恢复' : `，${moment(item.to, now)}恢复`}`
      : item.kind === 'backupLate'
        ? item.from === undefined
          ? '一份好的备份都还没有'
          : `上一份好的备份是${moment(item.from, now)}做的`
        : item.kind === 'noMeeting'
          ? `${item.hamlet}：${Number(item.month?.slice(5))}月没开会`
          : `${item.hamlet}：${item.heldOn ? `${day(item.heldOn, now)}的会` : ''}`
  return (
    <div class="what">
      <Badge tone={item.kind === 'offline' || item.kind === 'backupLate' ? 'bad' : 'warn'}>{KIND_NAME[item.kind]}</Badge>{' '}
      {item.href ? <a href={item.href}>{words}</a> : words}{' '}
      {item.base === undefined ? null : <Share part={item.part ?? 0} base={item.base} unit="户" />}
    </div>
  )
}
