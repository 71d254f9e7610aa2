/** 党委研究: the town's meeting about the issues that were reported to it, entered in one form and printed as 会议纪要. */

import { holdStudy, type StudyDecision } from '../../application/orders/study.ts'
import { studyPaper } from '../../application/papers/study.ts'
import { MOST } from '../../domain/base/lengths.ts'
import { DOCX } from '../../door/file.ts'
import { fitting } from '../../door/fitting.ts'
import { Problem } from '../../door/problem.ts'
import { dateOf, isServedDate } from '../../kernel/time.ts'
import { type IssueLine, listIssues } from '../../store/reading/issues.ts'
import { listDepartments } from '../../store/reading/town.ts'
import { findStudy, listStudies, type StudyLine } from '../../store/studies.ts'
import { sayRefusal } from '../../text/refusals/refusals.ts'
import type { Console } from '../declare.tsx'
import { Line, Order, Select } from '../forms.tsx'
import { Secret, Table } from '../parts.tsx'
import { day } from '../times.ts'
import type { Given } from '../view.ts'

/** As many as one meeting takes up; the rest wait for the next. */
const AT_ONCE = 30

export function studyPages(console: Console): void {
  const { db } = console.deps
  console.page('/studies', 'assignIssues', async ({ who, reach, now, csrf }) => {
    const { items, next } = await listIssues(db, reach, { status: 'inTown', today: dateOf(now), limit: AT_ONCE })
    const waiting = [...items].sort((a, b) => a.hamletName.localeCompare(b.hamletName, 'zh') || a.no - b.no)
    const departments = await listDepartments(db, who.townId)
    const held = await listStudies(db, who.townId)
    const body = (
      <>
        <h1>党委研究</h1>
        <p class="sub">报到镇里的问题，由镇党委召开会议研究，明确责任部门、责任人和办结日期。开完会在这里一次登记，交办随着就发出去。</p>
        {waiting.length === 0 ? (
          <p class="empty">现在没有等研究的问题。</p>
        ) : (
          <Order action="/studies" csrf={csrf} class="card">
            <Line label="哪天开的会" name="heldOn" type="date" required value={dateOf(now)} />
            <Line label="参加人员" name="present" required most={MOST.present} placeholder="王书记、李镇长、各部门负责人" />
            {waiting.map((i, n) => (
              <Decision i={i} nth={n + 1} departments={departments.map((d) => d.name)} />
            ))}
            {next ? <p class="soft">一次列{AT_ONCE}件，这些登记了再列后面的。</p> : null}
            <button type="submit">登记并交办</button>
          </Order>
        )}
        <h2>研究过的</h2>
        <Table
          label="研究过的"
          rows={held}
          empty="还没有登记过。"
          columns={[
            { head: '哪天', cell: (s) => <a href={`/studies/${s.id}`}>{day(s.heldOn, now)}</a> },
            { head: '参加人员', cell: (s) => s.present },
            { head: '问题', cell: (s) => `${s.items}件` },
          ]}
        />
      </>
    )
    return { title: '党委研究', body }
  })
  studyPage(console)
  studyOrders(console)
}

function studyPage(console: Console): void {
  const { deps } = console
  const { db } = deps
  console.page('/studies/:id', 'assignIssues', async ({ reach, param, now }) => {
    const study = await findStudy(db, reach, param('id'))
    if (!study) return undefined
    const body = (
      <>
        <h1>{day(study.heldOn, now)}党委研究</h1>
        <p class="sub">
          参加人员：{study.present}　
          <a class="button plain" href={`/studies/${study.id}/minutes.docx`}>
            会议纪要
          </a>
        </p>
        <Table
          label="议定事项"
          rows={study.items}
          empty="没有您看得到的问题。"
          columns={[
            {
              head: '问题',
              cell: (i: StudyLine) => (
                <>
                  <a href={`/issues/${i.issueId}`}>{`${i.hamletName}${i.no}号`}</a> <bdi>{i.text}</bdi> {i.confidential ? <Secret /> : null}
                </>
              ),
            },
            {
              head: '议定意见',
              cell: (i) =>
                i.decision === 'back' ? `退回村里：${i.reason}` : `${i.department} ${i.person}，${i.dueOn ? day(i.dueOn, now) : ''}前`,
            },
          ]}
        />
      </>
    )
    return { title: '党委研究', body }
  })
  console.file('/studies/:id/minutes.docx', 'assignIssues', DOCX, async ({ who, param }) => studyPaper(deps, who, param('id')))
}

function studyOrders(console: Console): void {
  const { deps } = console
  console.action('/studies', 'assignIssues', async (given) => {
    const items = given.all('issue').flatMap((id, n) => decided(given, id, n + 1))
    if (items.length === 0) throw new Problem('badRequest', '请至少给一件写上怎么定的。')
    if (!isServedDate(given.text('heldOn'))) throw new Problem('badRequest', '请选哪天开的会。')
    if (!given.text('present')) throw new Problem('badRequest', '请写参加人员。')
    const present = fitting(given.text('present'), '参加人员', MOST.present)
    const held = await holdStudy(deps, given.who, { heldOn: given.text('heldOn'), present, items })
    if ('missing' in held) return undefined
    if ('ahead' in held) throw new Problem('badRequest', '会还没开，开了再登记。')
    if (held.studyId === null) throw new Problem('badRequest', held.refused.map((r) => sayRefusal(r.refusal, given.now)).join(' '))
    const left =
      held.refused.length === 0
        ? ''
        : `有${held.refused.length}件没有记：${held.refused.map((r) => sayRefusal(r.refusal, given.now)).join(' ')}`
    return { to: `/studies/${held.studyId}`, done: `登记好了，定了${held.done.length}件。${left}` }
  })
}

/** Left as it is, an issue waits for the next meeting. */
function Decision({ i, nth, departments }: { i: IssueLine; nth: number; departments: readonly string[] }) {
  const field = (name: string): string => `${name}-${i.id}`
  return (
    <fieldset>
      <legend>
        {nth}. {i.hamletName}
        {i.no}号 {i.confidential ? <Secret /> : null}
      </legend>
      <p>
        <bdi>{i.text}</bdi>
      </p>
      <input type="hidden" name="issue" value={i.id} />
      <div class="line">
        <Select
          name={field('decision')}
          label="怎么定的"
          value=""
          options={[
            ['', '这次没研究'],
            ['assign', '交部门办'],
            ['back', '退回村里'],
          ]}
        />
        <Select
          name={field('department')}
          label="责任部门"
          value=""
          options={[['', '选部门'], ...departments.map((d) => [d, d] as const)]}
        />
        <Line label="责任人" name={field('person')} most={MOST.name} />
        <Line label="几号前办完" name={field('dueOn')} type="date" />
        <Line label="退回的原因" name={field('reason')} most={MOST.words} />
      </div>
    </fieldset>
  )
}

/** `nth`: its place on the form, by which a fault names it. */
function decided(given: Given, issueId: string, nth: number): StudyDecision[] {
  const field = (name: string): string => given.text(`${name}-${issueId}`)
  if (field('decision') === 'back') {
    if (!field('reason')) throw new Problem('badRequest', `第${nth}件退回村里，还差原因。`)
    return [{ issueId, decision: 'back', reason: fitting(field('reason'), '退回的原因', MOST.words) }]
  }
  if (field('decision') !== 'assign') return []
  const [department, person, dueOn] = [field('department'), field('person'), field('dueOn')]
  const asked = [
    ['责任部门', department],
    ['责任人', person],
    ['办结日期', isServedDate(dueOn) ? dueOn : ''],
  ] as const
  const missing = asked.filter(([, said]) => said === '').map(([what]) => what)
  if (missing.length > 0) throw new Problem('badRequest', `第${nth}件交部门办，还差${missing.join('、')}。`)
  return [{ issueId, decision: 'assign', department, person: fitting(person, '责任人', MOST.name), dueOn }]
}
