/** Which open question a 接龙 is about, by its head. */
import { normalizeText } from './normalize.ts'
import type { OpenQuestion } from './outcome.ts'

const ABOUT: Partial<Record<OpenQuestion['question'], RegExp>> = {
  attendance: /签到|到会|到场|开会|参会|会议|议事|恳谈|屋场会|来了/,
  rsvp: /参加|开会|参会|会议|议事|恳谈|屋场会|来不来/,
  timePoll: /约时间|时间|哪天|开会|会议|议事|恳谈|几点|屋场会|周[一二三四五六日]/,
  receipt: /收到|通知|知晓|确认|公告|已阅|回执/,
}
const STRONG = /议事会|恳谈会|屋场会|会议签到|开会签到|到会|参会|约时间|开会时间|开会/
const OTHER_THINGS =
  /校车|班车|团购|拼[单团车]|代购|订[购餐奶水报货单]|预订|下单|水果|西瓜|苹果|疫苗|体检|核酸|快递|作业|家长|老师|学生|班级|幼儿|包邮|广场舞|跳舞|旅游|吃饭|聚餐|喜酒|打牌|农药|化肥|种子|收割|搭车|顺风车|加油|缴费|电费|水费|医保|社保|众筹|红包|生日/
/** One character is also part of a place's name (茶园, 油坊, 鱼塘): it counts only where the header does not name the question. */
const PERHAPS_OTHER = /蛋|菜|猪|肉|鱼|鸡|鸭|橘|橙|米|油|奶|茶|酒|糖|价|元|斤|箱|份|秧|捐|祝|愿|平安/
const NAMES_QUESTION = /签到|到会|到场|哪天|什么时候(?:方便|有空)/
const GENERIC = /^(?:[#\s]|接龙|group note|请|各位|大家|各户|邻居|乡亲|们|依次|按户|往下|接一?下|开始|了|,|，|。|:|：|!|！|例[\s\S]*)*$/i

/** The question that the header speaks of; undefined when it is about something else, or fits no open question, or fits two. */
export function chainQuestion(header: string, open: readonly OpenQuestion[]): OpenQuestion | 'several' | undefined {
  const text = normalizeText(header)
    .replace(/#\s*(?:接龙|group\s*note)/i, ' ')
    .trim()
  const takers = open.filter((q) => ABOUT[q.question] !== undefined)
  if (takers.length === 0) return undefined
  const other = OTHER_THINGS.test(text) || (PERHAPS_OTHER.test(text) && !NAMES_QUESTION.test(text))
  if (other && !STRONG.test(text)) return undefined
  const meant = GENERIC.test(text) ? takers : takers.filter((q) => ABOUT[q.question]!.test(text))
  const kinds = [...new Set(meant.map((q) => q.question))]
  if (kinds.length === 1) return meant.at(-1)
  if (kinds.length === 0) return undefined
  // 签到 names one of them outright; 开会 alone fits several.
  const outright = [
    /签到|到会|到场/.test(text) ? 'attendance' : '',
    /时间|哪天|几点/.test(text) ? 'timePoll' : '',
    /参加|来不来/.test(text) ? 'rsvp' : '',
    /收到|回执|知晓/.test(text) ? 'receipt' : '',
  ]
  const named = meant.filter((q) => outright.includes(q.question))
  return new Set(named.map((q) => q.question)).size === 1 ? named.at(-1) : 'several'
}
