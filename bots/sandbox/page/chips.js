/** Words worth saying, by who speaks and what is going on. */

export const FIRST_POLL = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'

/** What a villager answers to what is asked. */
const ANSWERS = {
  poll: () => ['1', '2', '1和2', '都行', '都不行', '周三可以'],
  rsvp: () => ['参加', '参加 2人', '请假 在外打工'],
  attend: () => ['到', '到 2人', '反映 村口路灯坏了'],
  ballot: () => ['同意', '全家同意', '反对', '弃权', '改成同意'],
  rate: ({ no }) => [`${no} 满意`, `${no} 基本满意`, `${no} 不满意 还是不亮`],
}

/** What the head can do about it. */
const HEAD = {
  poll: () => ['还差谁', '催一下', '约时间结束', '定2', '延到后天中午', '取消约时间'],
  rsvp: () => ['还差谁', '签到', '改到周六晚8点', '加议题 自来水', '取消会议 下大雨'],
  attend: () => ['还差谁', '表决 每户出50元修路灯', '记 张三说水管要先修', '散会'],
  ballot: () => ['还差谁', '催一下', '表决结束', '举手 同意24 反对1 弃权0'],
  rate: () => [],
}

/** What the head does about an issue at a meeting or afterwards. */
const DECIDES = {
  raised: (no) => [`${no} 上报`, `${no} 约定 9月30日前 修好`, `${no} 当场解决 明早去修`, `${no} 不成立 已经修了`],
  inHamlet: (no) => [`${no} 办好了 已经修好`],
}

/** An office's orders, by what it has. */
const OFFICE = {
  inVillage: ({ name, accepted }) => [...(accepted ? [] : [`受理 ${name}`]), `${name} 办好了 已经修好`, `上报 ${name} 要交通部门立项`],
  inTown: ({ name }) => [`交办 ${name} 交通办 李主任 月底前`],
  assigned: ({ name }) => [`${name} 办好了 已经修好`, `进度 ${name}`],
}

const IDLE = {
  head: [FIRST_POLL, '约时间', '开会 今晚7点半 文化广场 议题:修路、路灯'],
  villager: ['反映 村口路灯坏了', '反映 下面那段路积水'],
}

/** The question that was asked last comes first; with none, what would begin something. */
export function chipsFor(role, { questions, issues }) {
  const asked = [...questions].reverse()
  const [newest] = issues
  if (role === 'cadre' || role === 'official')
    return [
      ...issues.slice(0, 3).flatMap((issue) => OFFICE[issue.status]?.(issue) ?? []),
      '待办',
      '逾期',
      ...(role === 'official' ? ['日报'] : []),
    ]
  if (role === 'head') {
    const decisions = issues.flatMap(({ name, status }) => DECIDES[status]?.(name) ?? []).slice(0, 8)
    return [
      ...asked.slice(0, 2).flatMap((q) => HEAD[q.kind](q)),
      ...decisions,
      ...(asked.length > 0 ? [] : IDLE.head),
      '到',
      '同意',
      '帮助',
    ].filter(once)
  }
  const answers = asked.slice(0, 2).flatMap((q) => ANSWERS[q.kind](q))
  const about = newest ? [`附议 ${newest.name}`, `进度 ${newest.name}`] : []
  const before = role === 'recorder' ? ['签到', '代签 王德福 2人', '还差谁'] : role === 'unbound' ? ['我是张三', '我是三组张大山家的'] : []
  return [...before, ...answers, ...IDLE.villager, ...about, '我反映的', '吃了没'].filter(once)
}

const once = (text, i, all) => all.indexOf(text) === i
