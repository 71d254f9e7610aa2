/** The jobs that come up most at the desk, as they are done by hand, in the words of the pages. Each begins on 今天. */
import type { Hand } from './hand.ts'

type Job = readonly [name: string, work: (hand: Hand) => Promise<void>]

const button = ({ page }: Hand, name: string) => page.getByRole('button', { name, exact: true })
const link = ({ page }: Hand, name: string | RegExp) => page.getByRole('main').getByRole('link', { name })
const menu = async (hand: Hand, name: string) => hand.press(hand.page.getByRole('navigation').getByRole('link', { name, exact: true }))
const issue = async (hand: Hand, no: number) => hand.press(link(hand, new RegExp(`^槐树${no}号`)))
const folded = (hand: Hand, name: string | RegExp) => hand.page.locator('summary').filter({ hasText: name })
/** The issue's own page, from 今天 or, where that does not lead there, by the ledger. */
async function toIssue(hand: Hand, no: number): Promise<void> {
  if ((await link(hand, new RegExp(`^槐树${no}号`)).count()) === 0) await menu(hand, '问题台账')
  await issue(hand, no)
}
async function toMeeting(hand: Hand): Promise<void> {
  await menu(hand, '会议')
  await hand.press(hand.page.locator('tr', { hasText: '9月7日' }).getByRole('link', { name: '槐树屋场' }))
}

export const OFFICIAL: readonly Job[] = [
  [
    '看最早逾期的一件为什么逾期',
    async (h) => {
      await toIssue(h, 1)
      await h.see(h.page.getByRole('heading', { name: '上报期限怎么数的' }))
    },
  ],
  [
    '看会上到了多少户、表决过没过',
    async (h) => {
      await toMeeting(h)
      await h.see(h.page.locator('#motions'))
    },
  ],
  [
    '看会上大家说了什么（第一句闲话）',
    async (h) => {
      await toMeeting(h)
      await h.see(h.page.getByText('路灯坏了两个月了，晚上走路要打手电').last())
    },
  ],
  [
    '下载会议记录',
    async (h) => {
      await toMeeting(h)
      await h.take(link(h, '下载会议记录（Word）'))
    },
  ],
  [
    '看今晚的会还差几户、差谁',
    async (h) => {
      await h.press(folded(h, /^还没到的/))
    },
  ],
  [
    '提级一件',
    async (h) => {
      await toIssue(h, 1)
      await h.press(folded(h, '提级：镇里接过来办'))
      await h.type('要交通办立项', h.page.getByLabel('原因'))
      await h.press(button(h, '提级'))
    },
  ],
  [
    '交办一件',
    async (h) => {
      await toIssue(h, 1)
      await h.choose('交通办', h.page.getByLabel('责任部门'))
      await h.type('李主任', h.page.getByLabel('责任人'))
      await h.type('2026-10-15', h.page.getByLabel('几号前办完'))
      await h.press(button(h, '交办'))
    },
  ],
  [
    '给一个村发通知',
    async (h) => {
      await menu(h, '通知')
      if (!(await h.page.getByLabel('内容').isVisible())) await h.press(folded(h, '写一条新的'))
      await h.type('明天上午停水', h.page.getByLabel('内容'))
      await h.press(h.page.getByLabel(/柳林村/))
      await h.press(button(h, '先看看发给多少户'))
      await h.press(button(h, '发'))
    },
  ],
  [
    '导出本月考核表',
    async (h) => {
      await menu(h, '考核')
      await h.take(link(h, '导出考核表'))
    },
  ],
  [
    '看一个屋场缺什么、还有什么没办完',
    async (h) => {
      await menu(h, '村和屋场')
      await h.press(link(h, '槐树屋场'))
      await h.see(h.page.getByRole('heading', { name: '还在办的问题' }))
    },
  ],
]

export const CADRE: readonly Job[] = [
  [
    '受理一件',
    async (h) => {
      const here = h.page.getByRole('main').locator('li').filter({ hasText: '槐树2号' }).getByRole('button', { name: '受理', exact: true })
      if ((await here.count()) > 0) return h.press(here)
      await toIssue(h, 2)
      await h.press(button(h, '受理'))
    },
  ],
  [
    '报办结',
    async (h) => {
      await toIssue(h, 2)
      await h.type('路面垫高了', h.page.getByLabel('办得怎么样'))
      await h.press(button(h, '报办结'))
    },
  ],
  [
    '登记一户走访评议',
    async (h) => {
      await h.page.goto(`${new URL(h.page.url()).origin}/`)
      await menu(h, '问题台账')
      await issue(h, 2)
      await h.press(folded(h, '走访评议登记'))
      await h.see(h.page.getByLabel('哪一户'))
    },
  ],
  [
    '看一件事的来龙去脉到底',
    async (h) => {
      await menu(h, '问题台账')
      await issue(h, 2)
      await h.see(h.page.locator('ol.timeline > li').last())
    },
  ],
  [
    '上报镇里',
    async (h) => {
      await toIssue(h, 3)
      await h.press(folded(h, '上报镇里'))
      await h.type('要水利站换管子', h.page.locator('#report-text'), h.page.locator('form[action$="/report"] textarea'))
      await h.type('周建国', h.page.locator('form[action$="/report"] input[name="signer"]'))
      await h.press(button(h, '上报'))
    },
  ],
  [
    '更正会议记录里一句',
    async (h) => {
      await toMeeting(h)
      await h.press(h.page.locator('li', { hasText: '下面那段路一下雨' }).last().getByRole('link', { name: /^更正/ }))
      await h.type('下面那段路一下雨就过不去车', h.page.getByLabel(/条应该是$/))
      await h.press(button(h, '更正'))
    },
  ],
  [
    '一户改成外出',
    async (h) => {
      await menu(h, '村和屋场')
      await h.press(link(h, '槐树屋场'))
      await h.press(link(h, '户和人'))
      await h.press(h.page.getByText('改', { exact: true }))
      await h.press(button(h, '改成外出'))
    },
  ],
  [
    '看今晚的会还差谁',
    async (h) => {
      await h.press(folded(h, /^还没到的/))
    },
  ],
  [
    '要一个绑定群聊的代码',
    async (h) => {
      await menu(h, '群聊和账号')
      await h.choose('hamlet_tangwan', h.page.getByLabel(/绑一个群|换一个群/))
      await h.press(button(h, '要绑定代码'))
    },
  ],
  [
    '看有没有发不出去的话',
    async (h) => {
      await menu(h, '群聊和账号')
      await h.see(link(h, /没发成|要发的/))
    },
  ],
]
