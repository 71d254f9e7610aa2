/** What each page is for and what its words mean: behind the “?” of every page. */

export interface Help {
  /** What one does here. */
  what: string
  /** Words of the page, and what they mean. */
  words?: readonly (readonly [string, string])[]
}

const AT_HOME = ['在家户', '长期在家住的户。到会够不够数，按在家户算；外出户来了也算人，不算户数'] as const
const QUORUM = ['达标', '在家户到了八成（镇里可以改这个数），会上的表决才算数'] as const
const CARRIED = ['通过', '到会的人里同意的够八成；不回话和弃权都不算同意'] as const
const REVIEW = ['评议', '办结以后，屋场的户说满意不满意；满意的够六成才销号，不够就退回重办'] as const
const LEVELS = ['村级办理', '屋场里定不了的交到村里：五个工作日内办好，办不了的书面上报镇里'] as const
const REPORTED = ['已报镇，待交办', '村里报上来了，等镇里定责任部门、责任人和期限'] as const
const TAKEN_UP = ['提级', '镇里把村里的事接过来办，要写原因'] as const
const CLOSED = ['销号', '评议过了，这件事了了'] as const
const DIGEST = ['日报', '每个工作日早上发到镇里群里的一条：逾期的、到期的、没开会的'] as const

/** By address: the longest beginning that fits. What stands behind a `/` is one of them. */
const HELP: Readonly<Record<string, Help>> = {
  '/': { what: '打开就看：哪些事该您办，哪些拖着了，哪里正在开会。数字和名字都可以点开。', words: [DIGEST, LEVELS, REPORTED] },
  '/tonight': { what: '正在约时间、定了会、正在开会的屋场，大字给大家看，自己会变。名字平时不显示。', words: [AT_HOME, QUORUM, CARRIED] },
  '/digest': { what: '今天的日报，现在发出去会是什么样。可以导出，一个工作日可以手工发一次。', words: [DIGEST] },
  '/hamlets': {
    what: '每个屋场的登记：屋场长、记录员、场地、备案。缺什么一看就知道。',
    words: [AT_HOME, ['备案', '屋场长定了以后报镇里登记']],
  },
  '/hamlets/': {
    what: '一个屋场：正在进行的事、一年的数字、登记，还有户和人。',
    words: [AT_HOME, QUORUM, ['一好五强', '镇里看屋场长的几条标准']],
  },
  '/boards': {
    what: '屋场的公示板：一个不用登录就能看的网址，印成屋场牌贴在墙上。不想给人看了就收回，或者换一个新地址。',
    words: [['公示板', '下一次会、会上的结果、公开的问题办到哪一步；没有名字，没有电话，没有不公开的事']],
  },
  '/cards': {
    what: '屋场的户码：一户一张的二维码，印出来发到户，扫一扫就能替那一户回话。丢了就换，旧的马上不能用。',
    words: [['户码', '代表一户，不代表哪个人；表决要那一户签了到才能投，举手的不在上面投']],
  },
  '/villages': { what: '一个村的屋场和数字。', words: [AT_HOME] },
  '/meetings': { what: '各屋场的会。正在开的在最上面，自己会变；点屋场名看一次会。', words: [AT_HOME, QUORUM, CARRIED] },
  '/meetings/': {
    what: '一次会：到了多少户、表决结果、大家说了什么。听错的可以更正，原话还留着；没带手机的那晚可以补录。',
    words: [AT_HOME, QUORUM, CARRIED, ['补录', '把抄下来的聊天或者接龙贴进来，先看再记']],
  },
  '/issues': {
    what: '大家反映的问题，一件一行。按状态、屋场、期限找，点开看到哪一步了。',
    words: [LEVELS, REPORTED, REVIEW, CLOSED, TAKEN_UP],
  },
  '/issues/': {
    what: '一件事的来龙去脉。能办的在最上面；期限怎么数的，一天一天列着。',
    words: [LEVELS, REPORTED, TAKEN_UP, REVIEW, CLOSED, ['附议', '别家也说有这个事']],
  },
  '/search': {
    what: '写一个名字或者号数，屋场、户和人、问题、会议一起找。',
    words: [['怎么写', '槐树12号、路灯、1组3户、槐树 王德福、9月7日，都行']],
  },
  '/surveys': {
    what: '办结以后，屋场的户评得怎么样。每一轮单独算。',
    words: [REVIEW, ['上门问的', '有人上门问来的话，要另一个人证实才算']],
  },
  '/studies': { what: '镇里开会一次定多件：哪件交给哪个部门、哪天前办完，哪件退回村里；能打印会议纪要。', words: [REPORTED] },
  '/assessment': {
    what: '一个月各村、各屋场的数字。每个比例后面都有两个数，点开是那几件。',
    words: [AT_HOME, ['村里按期', '五个工作日内办好或者上报了的'], REVIEW],
  },
  '/announcements': {
    what: '给屋场的群发通知：先看会发到多少屋场、多少户，再发。还没发出去的可以停。',
    words: [['回执', '请每家回“收到”，看得到哪家回了']],
  },
  '/calendar': {
    what: '镇里自己的放假和调休、农忙时节。改之前先看会动哪些期限。',
    words: [
      ['工作日', '周一到周五和调休上班的日子，节假日不算；当天不算，从第二天数起'],
      ['农忙', '这些天不催开会'],
    ],
  },
  '/import': { what: '导入花名册：先看会改什么，再写进去；导错了可以整份撤销。', words: [['户号', '几组几户，认一家就靠它']] },
  '/officials': { what: '镇干部和村干部是谁，谁的微信代表谁说话，哪个群是哪个村的。' },
  '/rooms': { what: '小助手在不在线，哪些群绑好了，有没有发不出去的话。', words: [['不在线', '群里的话它听不到，要扫码登录']] },
  '/outbox': {
    what: '小助手要发的话：排队的、没发成的。可以再发，也可以不发了。',
    words: [['不知发没发', '发的时候断了线，到群里看一眼再决定']],
  },
  '/inbox': { what: '从群里听来、没处理成的话，可以再处理一次。', words: [['没处理成', '程序出错时先放在这里，一句也不丢']] },
  '/missed': { what: '对小助手说了、它没听懂的话，留三十天。勾选的可以带走，不带名字，用来教它。' },
  '/deadlines': { what: '程序记着、到点自己办的事。', words: [['试了几次', '到点没办成，会再试；错误写在后面']] },
  '/queues': { what: '程序里排队办的活：在等的、正在办的、没办成的，最近一次是什么时候。没办成的可以再试。' },
  '/status': { what: '程序自己好不好，哪里要人看，怎么办。' },
  '/personal': { what: '谁要求删掉自己的信息，要两位管理员；到期的信息今晚自己删。', words: [['删掉', '名字和话没有了，数字和台账还在']] },
  '/settings': { what: '规则里的数字、村和屋场、谁能登录、令牌、操作记录、备份。' },
  '/settings/rules': {
    what: '规则里的数字，一组一组列着：是什么、方案定的还是我们定的、原来多少、能改到多少。改之前先看会动什么，点“就这么定”才算。比方案定得低的要写原因。',
    words: [QUORUM, CARRIED, REVIEW],
  },
  '/settings/places': { what: '添新的村、屋场、部门。' },
  '/settings/users': { what: '谁能登录，能做什么。新账号给一个三天有效的链接，自己设密码。' },
  '/settings/tokens': { what: '给程序和大屏用的令牌，只显示一次。', words: [['令牌', '代替密码给程序用的一串字，可以只准看']] },
  '/settings/audit': { what: '后台里谁改了什么，改前改后。' },
  '/settings/backups': { what: '备份是什么时候的，试着还原过没有。' },
  '/me': { what: '改自己的密码，看自己的令牌。改了密码，别处登录的都要重新登录。' },
  '/api': { what: '给程序用的接口：能查什么、能做什么，怎么带令牌。' },
}

const belongs = (path: string, key: string): boolean =>
  path === key || (key !== '/' && path.startsWith(key.endsWith('/') ? key : `${key}/`))

/** Of the page at that path; undefined where nothing more than the page itself is to be said. */
export function helpOf(path: string): Help | undefined {
  const keys = Object.keys(HELP).filter((key) => belongs(path, key))
  return HELP[keys.sort((a, b) => b.length - a.length)[0] ?? '']
}
