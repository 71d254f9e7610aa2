/** What the town is told when something is wrong with the program itself: what, and what to do. For whoever sits at the town's PC. */
import type { Trouble, TroubleKind } from '../domain/signs/trouble.ts'
import type { Instant } from '../kernel/time.ts'
import { writeTime } from './time.ts'

type Told = Pick<Trouble, 'kind' | 'subject' | 'figure' | 'since'>

interface Words {
  what(trouble: Told, now: Instant): string
  todo: string
  over(trouble: Told): string
}

/** What each account is called where people read it. */
export const accountName = (account: string): string =>
  ({ wechat: '微信号', bridge: '网桥账号', webhook: '办公群机器人', mail: '邮箱', sandbox: '沙盒' })[account] ?? account

const WORDS: Readonly<Record<TroubleKind, Words>> = {
  offline: {
    what: ({ subject, since }, now) => `${accountName(subject)}从${writeTime(since, now)}起掉线，群里的话收不到，也发不出。`,
    todo: '到镇里那台电脑前看一下：网络通不通，微信要不要重新扫码（二维码在程序窗口里）。这段时间的事可以先用纸表。',
    over: ({ subject }) => `${accountName(subject)}又连上了，攒下的话已按现在的情况补发。`,
  },
  outboxStuck: {
    what: ({ subject, figure, since }, now) => `${accountName(subject)}有${figure}条消息从${writeTime(since, now)}起没发出去。`,
    todo: '打开后台“群聊和账号”：账号被限制的，等限制过去再点“解除”；没有限制的，重启一次程序。',
    over: ({ subject }) => `${accountName(subject)}的消息又在发了。`,
  },
  unsent: {
    what: ({ subject, figure }) => `${accountName(subject)}有${figure}条消息没发成，或不知道发没发。`,
    todo: '打开后台“群聊和账号”，点“没发成”，一条条看：要发的点“再发一次”，不用的点“不发了”。',
    over: ({ subject }) => `${accountName(subject)}没发成的消息都处理了。`,
  },
  deadlinesLate: {
    what: ({ figure, since }, now) => `有${figure}件到点的事没有办，最早的是${writeTime(since, now)}到点。`,
    todo: '打开后台“到点要办的事”看错误一栏；看不懂就重启一次程序，五分钟后还有再找做程序的人。',
    over: () => '到点的事都办了。',
  },
  diskFull: {
    what: ({ figure }) => `硬盘快满了，只剩${figure}%。`,
    todo: '删掉或搬走这台电脑上不用的大文件，别动程序的数据文件夹（data）。满了就记不下新的话。',
    over: () => '硬盘够用了。',
  },
  backupLate: {
    what: ({ since, figure }, now) => `备份晚了，${figure === 0 ? '还没有做成过一次' : `上一次好的备份是${writeTime(since, now)}的`}。`,
    todo: '看备份的文件夹或硬盘还在不在、满没满，再在服务器上运行 npm run backup 手动备一次。',
    over: () => '备份又好了。',
  },
  clockOff: {
    what: ({ figure }) => `电脑的时间${figure > 0 ? '快' : '慢'}了约${Math.abs(figure)}分钟，截止和提醒都会不准。`,
    todo: '在电脑的“日期和时间”里打开自动对时，马上对一次。',
    over: () => '电脑的时间对了。',
  },
  ledgerBroken: {
    what: ({ figure }) => `核对底账，有${figure}个屋场的底账对不上，可能有人绕过程序改过数据。`,
    todo: '先别改任何东西，留好现在的备份；在服务器上运行 npm run ledger:verify，把它说的抄给做程序的人。',
    over: () => '底账又对上了。',
  },
}

/** For the page: without the way in. */
export const troubleWhat = (trouble: Told, now: Instant): string => WORDS[trouble.kind].what(trouble, now)
export const troubleTodo = (kind: TroubleKind): string => WORDS[kind].todo

export const troubleBegan = (trouble: Told, now: Instant): string =>
  `【屋场通要人看一下】${WORDS[trouble.kind].what(trouble, now)}\n怎么办：${WORDS[trouble.kind].todo}`

export const troubleOver = (trouble: Told): string => `【屋场通好了】${WORDS[trouble.kind].over(trouble)}`
