/** Before the first evening: what a town has done of it, and where the next step is done. */
import type { Child } from 'hono/jsx'
import type { FirstSteps } from '../../../store/reading/today.ts'
import { Badge } from '../../parts.tsx'

interface Step {
  name: string
  href: string
  why: string
  /** How far, of how many. */
  done: number
  of: number
  unit: string
}

const stepsOf = (s: FirstSteps): Step[] => [
  { name: '花名册', href: '/import', why: '户和人先要有，才算得出在家户数', done: s.withRoster, of: s.hamlets, unit: '个屋场' },
  { name: '屋场长', href: '/hamlets?lacks=1', why: '会由他召集，问题由他先办', done: s.withHead, of: s.hamlets, unit: '个屋场' },
  { name: '记录员', href: '/hamlets?lacks=1', why: '签到和记录由他把关', done: s.withRecorder, of: s.hamlets, unit: '个屋场' },
  { name: '机器人', href: '/rooms', why: '小助手的账号要在线，才听得到群里的话', done: Math.min(s.bots, 1), of: 1, unit: '个账号' },
  { name: '群', href: '/rooms#bind', why: '每个屋场的群发一次绑定代码', done: s.withRoom, of: s.hamlets, unit: '个屋场' },
  { name: '农忙', href: '/calendar', why: '农忙不催开会，先把时段定好', done: Math.min(s.busy, 1), of: 1, unit: '段' },
]

const isDone = ({ done, of }: Step): boolean => of > 0 && done >= of

const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <ol class="steps">
    {steps.map((step) => (
      <li class={isDone(step) ? 'done' : ''}>
        <a href={step.href}>{step.name}</a>{' '}
        <Badge tone={isDone(step) ? 'good' : step.done > 0 ? 'warn' : ''}>
          {isDone(step) ? '好了' : step.of === 0 ? '还没有屋场' : `${step.done}/${step.of}${step.unit}`}
        </Badge>
        <div class="small soft">{step.why}</div>
      </li>
    ))}
  </ol>
)

/** On top while nobody has met yet; afterwards folded, until all is done. */
export function FirstStepsOf({ steps: found }: { steps: FirstSteps }): Child {
  const steps = stepsOf(found)
  const left = steps.filter((step) => !isDone(step)).length
  if (left === 0) return null
  if (found.met)
    return (
      <details class="more">
        <summary>起步的事还有{left}样没齐</summary>
        <Steps steps={steps} />
      </details>
    )
  return (
    <section class="card">
      <h2>先办这几样，就能开第一场会</h2>
      <Steps steps={steps} />
      {found.hamlets === 0 ? (
        <p>
          还没有屋场：<a href="/settings/places">先添村和屋场</a>，或者<a href="/import">导入花名册</a>时一起添。
        </p>
      ) : null}
    </section>
  )
}
