/** What machines say went wrong, in words for whoever looks after the system; what exactly was said stays to be opened. */
import type { FC } from 'hono/jsx'

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/the account could not be kept/, '换了一个程序来连'],
  [/the line broke/, '和微信的连接断了'],
  [/ended between sending and marking/, '发的时候程序停了，不知道群里看到没有'],
  [/account is (offline|logged out)/, '小助手没有登录'],
  [/no bridge has been heard of/, '桥接程序没有消息'],
  [/bridge fetched nothing/, '桥接程序没有来取'],
  [/bridge (fetched the message|did not send)|told what became of/, '桥接程序取走了，没说发没发成'],
  [/log(ged)? ?out|scan (the|again)|token (expired|invalid)/i, '掉了登录，要重新扫码'],
  [/heartbeat|not answer|no answer|silent|timed? ?out|timeout/i, '很久没有回音'],
  [/ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|UNAVAILABLE|cannot be reached|socket|network/i, '网络不通'],
  [/20001|频繁|HTTP 429|limit|too (many|fast|frequent)/i, '发得太快，被限住了'],
  [/HTTP 5\d\d/, '对方的服务出错了'],
  [/HTTP 4\d\d|refused|forbidden/i, '对方不收'],
  [/sandbox: sending fails/, '演练：设成了发不出去'],
  [/parts were sent/, '只发出去一部分'],
  [/^(stopped|closed)/, '程序停了，没来得及发'],
]

const sayFault = (raw: string): string => KNOWN.find(([known]) => known.test(raw))?.[1] ?? '程序出错了'

/** Nothing of it is in a foreign language until it is opened. */
export const Fault: FC<{ of: string | null }> = ({ of }) =>
  of === null || of === '' ? null : (
    <details class="more">
      <summary>{sayFault(of)}</summary>
      <pre lang="en">{of}</pre>
    </details>
  )
