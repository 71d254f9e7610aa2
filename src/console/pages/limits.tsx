/** An account that its channel allows no more to say: shown with the accounts, and lifted by whoever has looked at it. */
import { Problem } from '../../api/problem.ts'
import { letSpeak } from '../../application/orders/queues.ts'
import type { Instant } from '../../kernel/time.ts'
import type { BotAccountLine } from '../../store/desk/queues.ts'
import type { Console } from '../console.tsx'
import { Fault } from '../faults.tsx'
import { Ask } from '../forms.tsx'
import { Badge } from '../parts.tsx'
import { moment } from '../times.ts'

/** An account that its channel restricts is silent until somebody has looked at it and says so here. `csrf`: of who may. */
export const Limit = ({ of, now, csrf }: { of: BotAccountLine; now: Instant; csrf: string | undefined }) =>
  of.limitedSince === null ? (
    <Badge tone="good">能发</Badge>
  ) : (
    <>
      <Badge tone="bad">{`从${moment(of.limitedSince, now)}起停发`}</Badge> <Fault of={of.limitedWhy} />
      {csrf === undefined ? null : (
        <Ask
          action={`/bot-accounts/${encodeURIComponent(of.account)}/lift`}
          csrf={csrf}
          name="接着发"
          means="微信说这个号发得太多，程序就停了。先在手机上看看这个号能不能正常发消息；能发了再点，排着的会接着慢慢发。"
          sure="号没事了，接着发"
        />
      )}
    </>
  )

export function liftLimit(console: Console): void {
  console.action('/bot-accounts/:account/lift', 'repairQueues', async ({ who, param }) => {
    const lifted = await letSpeak(console.deps, who, param('account'))
    if ('missing' in lifted) return undefined
    if ('refused' in lifted) throw new Problem('refused', '这个号已经不在停发了，请退回去刷新看看。')
    return { to: '/rooms', done: '可以发了，排着的马上接着发。' }
  })
}
