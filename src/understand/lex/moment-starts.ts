/** Where a time can begin, by its first two characters: most places are dismissed by one look, and the readers of days are not asked. */

const DAY_PART = '早晚上中下'
const WEEKDAY = '一二三四五六日天末1234567'

const NEXT: Record<string, string> = {
  大: '前后年',
  前: '天',
  昨: '天日晚儿',
  今: `天日儿年夜${DAY_PART}`,
  明: `天日儿年${DAY_PART}`,
  后: `天日儿年${DAY_PART}`,
  这: '周个星礼月一',
  本: '周月年个星礼',
  下: '周个下一星礼月午昼',
  上: '周个上一星礼月午昼',
  周: WEEKDAY,
  拜: WEEKDAY,
  星: '期',
  礼: '拜',
  农: '历',
  阴: '历',
  旧: '历',
  闰: '正一二三四五六七八九十冬腊',
  正: '月午',
  冬: '月',
  腊: '月',
  初: '一二三四五六七八九十',
  年: '底初三前后',
  除: '夕',
  元: '旦宵',
  重: '阳',
  端: '午',
  中: '秋午',
  国: '庆',
  春: '节',
  清: '明早晨',
  过: '年节几完',
  节: '后前之以',
  假: '期后前之以',
  改: '天',
  月: '底末初中',
  半: '个',
  凌: '晨',
  早: '上晨点饭1234567890一二三四五六七八九十',
  傍: '晚',
  晚: '上间饭点1234567890一二三四五六七八九十',
  夜: '里晚饭',
  饭: '后前了',
  吃: '完过了饭晚中早',
  收: '工',
  下班: '',
  放: '学',
  天: '黑',
  忙: '完',
}
/** With what a time begins, but for numbers. */
export const MOMENT_STARTS = [...new Set(Object.keys(NEXT).map((key) => key[0]!))]
const STARTS = new Map(Object.entries(NEXT).map(([first, next]) => [first, new Set(next)]))

/** Behind a number, what makes it a time; 个 and 天 only with 内 or 后. */
const BEHIND = new Set([...'点时月日号年周星礼:.-/个天廿底末'])

/** May a time begin at `at`? `run`: the end of the number that stands there. */
export function mayBeginMoment(text: string, at: number, run?: number): boolean {
  if (run === undefined) return STARTS.get(text[at]!)?.has(text[at + 1] ?? '') ?? false
  const next = text[run] ?? ''
  if (!BEHIND.has(next)) return false
  if (next === '个' || next === '天') return /^(?:个?(?:月|工作日|周|星期|礼拜)|天)(?:之|以)?[内后]/.test(text.slice(run, run + 6))
  return true
}
