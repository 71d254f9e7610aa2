/** Words of commands and names. The words of answers are a table of their own: lex/words.ts, lex/words-of-talk.ts. */

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

/** Something asked of the others, not said: 周五晚7点半好不好. Such a sentence commands nothing. */
export const ASKING =
  /(?:[?]|吗|(?:好不|行不|要得不|中不)(?:好|行|得|中)?|可不可以|要不要|是不是|对不对|怎么样|咋样|如何|怎样)[ 啊呀呢咯。.!~]*$/

/** What makes a statement uncertain or conditional: nothing is done on it. */
export const UNCERTAIN =
  /如果|要是|假如|除非|只要|的话|万一|可能|也许|或者?|还是|说不定|看情况|再说|待定|下雨|好不好|行不行|可以|不行|改[到成为期在]|改$|不[是能要会]/

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
export const HANDLED = '(?:已经?)?(?:办好了?|办结了?|办完了?|修好了?|处理好了?|解决了|已解决|已办结|弄好了|搞好了?|搞定了?)'
