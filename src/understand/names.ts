/**
 * A spoken name against the hamlet's roster (conversation.md’s rules, kept here in short): a full name matches; the household head's
 * name + 家 matches; kin words match only through this speaker's own confirmed use; the same sound or one wrong character is only
 * ever a suggestion; two people of one name are told apart by group or household. Nothing else matches.
 */
import { pinyin } from 'pinyin-pro'
import { NO_NAME } from './lexicon.ts'
import { normalizeText } from './normalize.ts'
import { NUM, numberOf } from './numerals.ts'
import type { RosterName } from './outcome.ts'

export type NameMatch =
  | { kind: 'one'; entry: RosterName; byHousehold: boolean }
  /** Several people fit exactly: two of one name, or a whole group. */
  | { kind: 'several'; entries: RosterName[] }
  /** Nobody fits exactly; these sound the same or differ in one character. Ask, never act. */
  | { kind: 'similar'; entries: RosterName[] }
  | { kind: 'none' }

interface Indexed {
  byName: Map<string, RosterName[]>
  /** Built at the first name that does not match exactly: most never need it. */
  bySound: Map<string, RosterName[]> | undefined
  byShape: Map<string, RosterName[]> | undefined
  roster: readonly RosterName[]
  longest: number
  /** With which characters a name begins: most places of a text are no name, and one look tells. */
  firsts: Set<string>
}

const indexes = new WeakMap<readonly RosterName[], Indexed>()
const NONE: NameMatch = { kind: 'none' }
const SUGGESTIONS_MAX = 5

function push<K>(map: Map<K, RosterName[]>, key: K, entry: RosterName): void {
  const list = map.get(key)
  if (list) list.push(entry)
  else map.set(key, [entry])
}

function indexOf(roster: readonly RosterName[]): Indexed {
  const known = indexes.get(roster)
  if (known) return known
  const byName = new Map<string, RosterName[]>()
  const firsts = new Set<string>()
  let longest = 0
  for (const entry of roster) {
    const name = plainName(entry.name)
    push(byName, name, entry)
    longest = Math.max(longest, name.length)
    firsts.add(name.slice(0, 1))
  }
  const index: Indexed = { byName, bySound: undefined, byShape: undefined, roster, longest, firsts }
  indexes.set(roster, index)
  return index
}

/** Normalized, without decoration: 王德福🌸 → 王德福. */
export const plainName = (name: string): string => normalizeText(name).replace(/[\p{Extended_Pictographic}\s"'~。,!]/gu, '')

/** Sound without tones, and without the differences that many dialects do not make (n/l, zh/z, in/ing). */
function soundOf(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head' })
    .map((s) =>
      s
        .replace(/^([zcs])h/, '$1')
        .replace(/^n(?=[aeiouü])/, 'l')
        .replace(/(in|en)g$/, '$1'),
    )
    .join(' ')
}

/** A name with each of its characters left out once: two names that share one of these differ in one character. */
function shapesOf(name: string): string[] {
  const chars = [...name]
  return chars.map((_, i) => chars.map((c, k) => (k === i ? '*' : c)).join(''))
}

function similarTo(name: string, index: Indexed): RosterName[] {
  const chars = [...name]
  if (chars.length < 2 || chars.length > 6 || !/^\p{sc=Han}+$/u.test(name)) return []
  if (!index.bySound || !index.byShape) {
    index.bySound = new Map()
    index.byShape = new Map()
    for (const entry of index.roster) {
      const plain = plainName(entry.name)
      push(index.bySound, soundOf(plain), entry)
      for (const shape of shapesOf(plain)) push(index.byShape, shape, entry)
    }
  }
  const found = new Set(index.bySound.get(soundOf(name)) ?? [])
  // Of two characters one wrong is half of the name: only the same surname counts there.
  for (const [i, shape] of shapesOf(name).entries())
    if (chars.length > 2 || i === 1) for (const e of index.byShape.get(shape) ?? []) found.add(e)
  return [...found].slice(0, SUGGESTIONS_MAX)
}

/** Households are written 3组5户, 三组5户, 3-5: digits decide. */
const placeKey = (text: string): string =>
  normalizeText(text)
    .replace(new RegExp(NUM, 'g'), (n) => `${numberOf(n) ?? n}`)
    .replace(/[^\p{L}\p{N}]/gu, '')

const PLACE = new RegExp(`^((?:第?${NUM}组)?(?:第?${NUM}[户号])?)(.*)$`, 'u')

/** Splits 三组5户李秀英 into where and who; `place` is empty when none was said. */
export function splitPlace(said: string): { place: string; who: string } {
  const found = PLACE.exec(normalizeText(said).replace(/ /g, ''))
  return { place: found?.[1] ?? '', who: (found?.[2] ?? '').replace(/^的/, '') }
}

function inPlace(entries: readonly RosterName[], place: string): RosterName[] {
  if (place === '') return [...entries]
  const key = placeKey(place)
  const exact = entries.filter((e) => placeKey(e.household) === key)
  if (exact.length > 0) return exact
  // A number that goes on (3组1 … 3组12) is another household; only a following word may differ.
  return entries.filter((e) => {
    const household = placeKey(e.household)
    return household.startsWith(key) && !/^\d/.test(/\d$/.test(key) ? household.slice(key.length) : '')
  })
}

/**
 * `said` may be 王德福, 王德福家, 三组王德福, 三组张大山家, 三组5户, or a word that `kin` maps to a name.
 * `household` (三组, 三组5户), when given apart, narrows two people of one name.
 */
export function matchName(
  said: string,
  roster: readonly RosterName[],
  kin: Readonly<Record<string, string>> = {},
  household = '',
): NameMatch {
  const plain = plainName(said)
  if (plain === '') return NONE
  const stem = plain.endsWith('家') ? plain.slice(0, -1) : plain
  const kept = Object.hasOwn(kin, plain) ? kin[plain] : Object.hasOwn(kin, stem) ? `${kin[stem]}家` : undefined
  if (kept !== undefined) return matchName(kept, roster, {}, household)
  const index = indexOf(roster)
  const split = splitPlace(plain)
  const place = household !== '' ? household : split.place
  const exact = index.byName.get(plain)
  if (exact) return decide(inPlace(exact, household), false, household !== '' ? exact : [])
  const home = split.who.endsWith('家')
  const who = home ? split.who.slice(0, -1) : split.who
  if (who === '') return place === '' ? NONE : householdAt(inPlace(index.roster, place))
  const named = index.byName.get(who)
  if (!named) {
    const similar = similarTo(who, index)
    return similar.length > 0 ? { kind: 'similar', entries: similar } : NONE
  }
  const here = inPlace(named, place)
  const heads = home ? here.filter((e) => e.head) : []
  return decide(heads.length > 0 ? heads : here, home, named)
}

/** A household named by its place alone stands for its head. */
function householdAt(entries: RosterName[]): NameMatch {
  const homes = new Set(entries.map((e) => e.household))
  if (homes.size !== 1) return entries.length > 0 ? { kind: 'several', entries: entries.slice(0, SUGGESTIONS_MAX) } : NONE
  return { kind: 'one', entry: entries.find((e) => e.head) ?? entries[0]!, byHousehold: true }
}

/** The name is right but nobody of it lives where was said: the others are worth asking about. */
function decide(entries: RosterName[], byHousehold: boolean, otherwise: readonly RosterName[]): NameMatch {
  if (entries.length === 1) return { kind: 'one', entry: entries[0]!, byHousehold }
  if (entries.length > 1) return { kind: 'several', entries }
  return otherwise.length > 0 ? { kind: 'similar', entries: [...otherwise].slice(0, SUGGESTIONS_MAX) } : NONE
}

/**
 * The name as it stands in the roster, with the household in front when others bear it, or with the place that was said and was enough:
 * a name that `matchName` finds again.
 */
export function uniqueName(entry: RosterName, roster: readonly RosterName[], place = ''): string {
  const bearers = indexOf(roster).byName.get(plainName(entry.name))?.length ?? 0
  return bearers > 1 ? `${place || entry.household}${entry.name}` : entry.name
}

/** Length of the longest roster name that begins at `at` of `text` (normalized); 0 when none does. */
export function namePrefix(text: string, roster: readonly RosterName[], at = 0): number {
  const index = indexOf(roster)
  if (!index.firsts.has(text[at] ?? '')) return 0
  for (let n = Math.min(index.longest, text.length - at); n >= 2; n--) if (index.byName.has(text.slice(at, at + n))) return n
  return 0
}

export const SURNAMES: ReadonlySet<string> = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎蓟薄印宿白怀蒲邰从鄂索咸赖卓蔺屠蒙池乔阴能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄东欧利蔚越隆师巩聂晁勾敖融冷辛阚那简饶空曾毋沙养鞠须丰巢关相查后红游覃涂肖闫付代',
)
const UNLIKELY = /[的了是在不会吗吧呢啊有没说要去来这那怎么个们很都就也还可能想应该觉便兴]/

/** Kinds of people, by what they do and where they are from: 党员, 水电工, 高中生, 组长, 广东人, 万元户. */
const KIND_OF_PERSON =
  /(?:[人员座户头手客]|[水机民职员时木瓦泥电焊义社小零钳包打技]工|[高初大小中学新老男女考招留研医]中?生|[农居村市渔平股网难移]民|[组村班队校局处科站乡镇县市省部所院厂店会家船场]长|[律老厨木医法军教]师|主任|书记|支书|干部|老板|老师|经理|董事|领导|群众|司机|保安|公司|[瞎文]盲)$/
const COMPOUND =
  /^(?:欧阳|司马|诸葛|上官|皇甫|尉迟|公孙|慕容|令狐|东方|司徒|夏侯|长孙|宇文|轩辕|南宫|端木|百里|闻人|淳于|申屠|太史|仲孙|钟离|独孤|万俟)/

/** Looks like a full Chinese name; used only where no roster is at hand to ask. Four characters need a surname of two. */
export const looksLikeName = (text: string): boolean =>
  /^\p{sc=Han}{2,4}$/u.test(text) &&
  (SURNAMES.has(text[0]!) || COMPOUND.test(text)) &&
  !UNLIKELY.test(text) &&
  (text.length < 4 || COMPOUND.test(text)) &&
  !KIND_OF_PERSON.test(text) &&
  !NO_NAME.has(text)
