/** A code that binds a group, as it is shown: once, with what to do with it. */
import type { makeBindingCode } from '../../application/orders/registry.ts'
import type { Instant } from '../../kernel/time.ts'
import { moment } from '../times.ts'
import type { Shown } from '../view.ts'

export const codeShown = (
  made: Awaited<ReturnType<typeof makeBindingCode>>,
  now: Instant,
  back: { href: string; name: string },
): Shown | undefined =>
  made && {
    title: '绑定群聊',
    body: (
      <>
        <h1>绑定群聊</h1>
        <p class="card code">{made.code}</p>
        <p>
          把小助手拉进群，在群里发“绑定 {made.code}”。只能用一次，{moment(made.expiresAt, now)} 前有效，这一页关了就看不到了。
        </p>
        <a href={back.href}>{back.name}</a>
      </>
    ),
  }
