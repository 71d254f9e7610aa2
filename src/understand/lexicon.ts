/**
 * Words with their variants, in one place. Variants are spelling slips of a phone keyboard (签道, 同易), dialect (克得 = 去得, 冇空 = 没空)
 * and synonyms that nobody uses for anything else. All are written normalized: simplified, half width, lower case.
 * Every list becomes one ungrouped-safe alternation through `oneOf`; parsers anchor it at both ends.
 */

/** An alternation in a group of its own, longest word first, so that 不满意 is never read as 满意. */
export const oneOf = (words: readonly string[]): string =>
  `(?:${[...words]
    .sort((a, b) => b.length - a.length)
    .map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')})`

/** A list written as people would: words with spaces between. */
const words = (text: string): string[] => text.trim().split(/\s+/)

/** Names between the brackets of WeChat's own faces, and the sign that stands for them. */
export const FACE_WORDS: Record<string, string> = {
  强: '👍',
  赞: '👍',
  点赞: '👍',
  大拇指: '👍',
  thumbsup: '👍',
  strong: '👍',
  ok: '👌',
  好的: '👌',
  举手: '🙋',
  弱: '👎',
  踩: '👎',
}

/** Signs and faces that only decorate (🌹 [玫瑰] 🙏); those that mean something are not in here: 👍 👌 🙋 👎 ❌ ❓ 🤔. */
const DECORATION = '(?:(?![👍👌🙋👎❌❓❔🤔✋🆘])\\p{Extended_Pictographic}|\\[(?!疑问|no|心碎|裂开|擦汗)[\\p{sc=Han}a-z]{1,4}\\])'

const SOFT = `[ ,。.!~、;:呀啊哈嘛呢哟咯啰喽噢哦哇嘞滴哩\\-]|谢谢|辛苦了?|${DECORATION}`
/** What may stand behind an answer without changing it. */
export const SOFT_END = new RegExp(`(?:${SOFT}){1,40}$`, 'u')
/** 都行👌, 满意👍, 同意嗯: a sign behind an answer only repeats it, or denies it (反对👍); alone it is the answer. */
export const SIGN_END = new RegExp(`(?:[👍👌🙋👎嗯]|${SOFT}){1,40}$`, 'u')

/** 嗯, 同意 / 好的,参加 / 屋场长,我到了: an opening word with something between it and the answer. */
export const FILLER_START =
  /^(?:嗯{1,4}|哦{1,4}|噢|喔|额|呃|那|好的?|好嘞|行|哎|诶|喂|报告|屋场长|书记|主任|记录员|各位|大家好|你好|您好|没意见|没问题|可以)[ ,。!~、:]+(?=.)|^[👍👌🙋👎]+ ?(?=.)/u
/** What was cut off in front or behind, when it says yes or no by itself. */
export const SAYS_YES = /👍|👌|没意见|没问题|可以/u
export const SAYS_NO = /👎/u

/** 我 / 我家 / 我们屋里: the speaker or the speaker's household. Optional in most answers. */
export const ME = '(?:(?:我们?|俺们?|咱们?)(?:家里?|屋里?|户)?(?:的)?|本人|本户)'

export const APPROVE = words(`
  同意 赞成 赞同 支持 同易 同义 同亿 双手赞成 举双手赞成 举双手同意 双手同意 赞城 赞承 👍 同意修 投同意
  投赞成 投同意票 投赞成票 同意票 赞成票
`)
export const REJECT = words(`
  反对 不同意 不赞成 不赞同 不支持 反队 反兑 不同易 投反对 投反对票 反对票 投不同意
`)
export const ABSTAIN = ['弃权', '弃全', '弃圈', '气权', '投弃权', '弃权票', '投弃权票']

/** Might mean yes to several things; 好 and 嗯 are not even in here, because they fit nothing. */
export const AGREEABLE = words(`
  可以 可以的 要得 行 👌 没意见 无意见 无异议 没问题 中
`)

export const SIGN_IN = words(`
  签到 签倒 签道 千到 签到了 已签到 报到 我签到
`)
export const ARRIVED = [
  ...SIGN_IN,
  ...words(`
  到 到了 到啦 已到 已经到了 到场 到场了 来了 来啦 来哒 到哒 在场 已到场 到会 🙋
`),
]

export const COMING = words(`
  参加 参佳 餐加 出席 会来 会参加 会去 要来 要去 能来 能去 能参加 一定来 一定到 一定参加 准时到
  准时参加 准时来 按时到 按时参加 按时来 肯定来 肯定到 肯定去 去 过来 要参加 都参加 都来 都去 会到
  来参加 去参加 克 克得 要克 来得成 来得了 去得 去得成 来得 可以来 可以参加 可以去 报名参加 来的 参加的
  一起参加 必来 必到 会来的 会参加的 会去的 会到的 要来的 能来的 能参加的 会准时到 会准时参加 确定参加 愿意参加 想参加 到时候来 到时来 到时候去 到时候参加
`)
export const ASK_LEAVE = ['请假', '请个假', '请家', '请价', '告假', '请一下假']
export const CANNOT_COME = words(`
  来不成 来不了 来不得 来不起 去不成 去不了 克不成 克不得 参加不了 参加不成 不参加 不参加了 不来 不来了
  不去 不去了 不能来 不能去 不能参加 不会来 不克 到不了 赶不回 赶不回来 回不来 走不开 来不成了 来不了了
  参加不了了 无法参加 没法来 没法参加 缺席
`)
export const NO_TIME = words(`
  没空 没有空 没得空 冇空 冇得空 不得空 不得闲 没时间 没有时间 抽不出空 没空来 没时间来 没空参加 没时间参加 没空去 没时间去
`)

export const SATISFIED = words(`
  满意 很满意 非常满意 十分满意 挺满意 蛮满意 特别满意 相当满意 满意了 满意的 满易 满义 很好满意
`)
export const BASIC = ['基本满意', '基本上满意', '基本满易', '基本满意了', '基满']
export const LUKEWARM = words(`
  比较满意 还算满意 还满意 还可以 一般 一般般 马马虎虎 将就
`)
export const DISSATISFIED = words(`
  不满意 不满 很不满意 非常不满意 不太满意 十分不满意 极不满意 不满易 不怎么满意 一点不满意 一点都不满意
`)

export const RECEIVED = words(`
  收到 收到了 已收到 收倒 收道 收悉 晓得了 晓得哒 晓得 知道了 知道啦 知晓 已知晓 已阅 看到了 明白了
  明白 了解 收到通知 都收到了 收到明白
`)

export const TRUE_WORDS = words(`
  没错的 是 是的 是啊 对 对的 对头 没错 嗯 嗯嗯 正是 就是 是这样 是这个意思 嗯是的 对对
`)
export const FALSE_WORDS = words(`
  不是 不是的 不 不对 不对的 错了 不是这个意思 弄错了 搞错了 否
`)

/** A thing that is said with one of these is conditional: never a vote, never a rating. */
export const CONDITION = /^[ ,。;、]*(?:但|不过|只要|如果|要是|前提|除非|条件|可是|只是|先|等|就是要|必须|得先|要先)/

/** Something asked of the others, not said: 周五晚7点半好不好. Such a sentence commands nothing. */
export const ASKING =
  /(?:[?]|吗|(?:好不|行不|要得不|中不)(?:好|行|得|中)?|可不可以|要不要|是不是|对不对|怎么样|咋样|如何|怎样)[ 啊呀呢咯。.!~]*$/

/** What makes a statement uncertain or conditional: nothing is done on it. */
export const UNCERTAIN =
  /如果|要是|假如|除非|只要|的话|万一|可能|也许|或者?|还是|说不定|看情况|再说|待定|下雨|好不好|行不行|可以|不行|改[到成为期在]|改$|不[是能要会]/

export const YES_TIME = words(`
  行 可以 可以的 得 要得 有空 得空 得闲 有时间 能来 会来 来得了 来得成 没问题 ok 👌 👍 √ ✔ ✅
  克得 去得 方便 合适 参加 来 能行 得行 比较好 最好 更好 能参加 没事 在家 同意
`)
export const NO_TIME_ANSWER = [
  ...NO_TIME,
  ...words(`
  不行 不可以 不得行 走不开 赶不回 要上班 上班 来不了 来不成 来不得 去不了 去不成 克不得 不方便 不能来
  不在家 有事 不来 不参加 不合适 不要 × ❌ 不能 参加不了 不好 没在家
`),
]
export const MAYBE_TIME = words(`
  勉强 有点勉强 勉强可以 勉强行 可能 可能行 可能可以 看情况 不一定 说不准 说不定 也许 凑合 尽量 大概
  大概可以 应该行 应该可以 争取 尽量来 不确定 待定
`)

/** The plan's ten aims. A report may open with one of them. */
export { CATEGORIES } from '../domain/issue/category.ts'

/** 二伯, 三婶, 老舅, 外公, 堂哥: somebody of the speaker's own family; whose name it stands for only the speaker can say. */
export const KIN_WORD =
  /^(?:我)?(?:[大小老幺满细二两三四五六七八九]|堂|表|外|亲|太|干){0,3}(?:爷爷?|奶奶?|公公?|婆婆?|伯伯|伯(?:父|母|娘)?|叔叔|叔(?:父|公)?|婶婶|婶(?:子|娘)?|姑姑|姑(?:妈|父|爷|丈)?|姨(?:妈|父|丈|夫)?|舅舅|舅(?:妈|舅|公|母|爷)?|哥哥?|嫂(?:子|嫂)?|姐姐?|姐夫|弟弟?|弟媳|妹妹?|妹夫|爸爸?|妈妈?|爹|娘|岳父|岳母|丈人|丈母娘|亲家(?:公|母)?|侄(?:儿|子|女)?|外甥女?|媳妇|女婿)$/

/** Words for a person that are nobody's name. */
export const NOT_A_NAME = new Set(
  words(`
  我 你 您 他 她 它 我们 你们 他们 她们 咱 咱们 大家 大伙 人家 别人 自己 谁 哪个 各位 各家 每家
  全家 一家 这家 那家 哪家 两家 几家 忙 个忙 我家 他家 她家 你家 有人 有的 听 老 我妈 我爸 我爹
  我娘 老婆 老公
`),
)

/** Words that begin with the character of a surname and are nobody's name; asked only where no roster is at hand. */
export const NO_NAME = new Set(
  words(`
  支书 房东 房主 车主 黄牛 水牛 何必 何苦 何况 何时 单身 单位 单独 左邻 古董 通知 通告 向导 安心 安静 安全 巴结 易怒
  查水表 文化 文艺 时间 时候 平时 平安 常年 常住 全部 全体 全村 全家 全组 双方 相关 关键 从前 从小 从来 连夜 于是 明白
  明天 明年 明晚 温柔 和气 和尚 和谐 马上 马虎 龙虾 白天 白痴 游民 项目 景点 干事 余额 国家 辛苦 计划 成年 成家 程序
  方案 方法 权力 危险 车辆 车站 牛马 花钱 金牛 水瓶 白羊 双鱼 江湖 江南 湖南 云南 河南 东边 西边 东家 鱼塘 井水 石头
  钱包 费用 钟头 乐意 乐队 祝福 柴火 屋场 家长 强盗 毛病 古代 解决 胡说 胡闹 尤其 党委 党支部 空闲 简单 容易 满意 满足
  游戏 通过 红包 红旗 后生 后面 后悔 安排 安装 尚未 应付 童年 章程 符合
`),
)

/** Of an issue: it has been handled. */
export const HANDLED = '(?:已经?)?(?:办好了?|办结了?|办完了?|修好了?|处理好了?|解决了|已解决|已办结|弄好了|搞好了?)'
