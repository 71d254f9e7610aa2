import { ask, type Context, commands, intent, isOpen, reading } from '../context.ts'
import { KIN_WORD, NOT_A_NAME } from '../lexicon.ts'
import { looksLikeName, matchName, namePrefix, plainName, splitPlace } from '../names.ts'
import { askNobody, askWho, resolveName } from '../naming.ts'
import { numberOf } from '../numerals.ts'
import { SAY } from '../say.ts'
import { type Command, command } from './order.ts'

const CLAIM = /^(?:[我俺](?:就)?是|[我俺]叫|我的?名字(?:是|叫)|本人是?)(.{1,24})$/
const FAMILY =
  '媳妇|儿媳妇?|老婆|堂客|婆娘|老公|爱人|儿子|女儿|崽|妹子|女婿|孙子|孙女|爸爸?|妈妈?|爹|娘|父亲|母亲|弟弟?|哥哥?|姐姐?|妹妹?|家属'
/** 三组张大山家的, 三组5户的, 张大山屋里的 */
const HOUSE = new RegExp(`^(?:(.+?)(?:(?:家|屋里|屋)的?(?:人|${FAMILY})?|的(?:${FAMILY}))|(.*[组户])的?)$`)

/**
 * claimIdentity := 我是 [n组[n户]] NAME | 我是 [n组] NAME 家的 | 我是 n组n户的
 * The place said in front of a name goes along: it may be all that tells two people apart.
 * Nothing is a name that the roster does not know (or, without a roster, that does not look like one): 我是说…, 我是不会去的 are chat.
 */
export const claimIdentity: Command = (order, ctx) => {
  const found = CLAIM.exec(order.bare)
  if (!found) return undefined
  const words = found[1]!.replace(/^[ :]+/, '')
  const expected = ctx.role === 'unbound' || ctx.mentioned
  if (NOT_A_NAME.has(words)) return undefined
  const house = HOUSE.exec(words)
  if (house) {
    const household = house[1] !== undefined ? `${house[1].trim()}家` : house[2]!.trim()
    return claim(household, (h) => ({ household: h }), ctx, expected)
  }
  return claim(words, (name) => ({ name, ...placeOf(words) }), ctx, expected)
}

const placeOf = (words: string): { household?: string } => {
  const { place, who } = splitPlace(words)
  return place === '' || who === '' ? {} : { household: place }
}

function claim(words: string, args: (said: string) => { name?: string; household?: string }, ctx: Context, expected: boolean) {
  const home = words.endsWith('家')
  const bareName = splitPlace(home ? words.slice(0, -1) : words).who
  const placeOnly = bareName === ''
  if (!placeOnly && (NOT_A_NAME.has(bareName) || NOT_A_NAME.has(words))) return undefined
  if (!ctx.roster)
    return placeOnly || looksLikeName(plainName(bareName)) ? intent('claimIdentity', args(home || placeOnly ? words : bareName)) : undefined
  // 我是来问问的 is not worth the search for names that sound alike.
  const plain = plainName(bareName)
  if (!placeOnly && !looksLikeName(plain) && namePrefix(plain, ctx.roster) < plain.length) return undefined
  const match = matchName(words, ctx.roster, {})
  if (match.kind === 'one') return intent('claimIdentity', args(home || placeOnly ? words : match.entry.name))
  if (match.kind === 'several') {
    const first = match.entries[0]!
    return home ? intent('claimIdentity', args(words)) : ask(SAY.severalOfName(bareName, `我是${first.household}${first.name}`))
  }
  if (match.kind === 'similar') {
    if (!expected && !looksLikeName(plainName(bareName))) return undefined
    const only = match.entries.length === 1 ? match.entries[0]! : undefined
    if (only) return reading('claimIdentity', args(home ? `${only.name}家` : only.name))
    return ask(SAY.perhapsName(bareName, [...new Set(match.entries.map((e) => e.name))], `我是${match.entries[0]!.name}`))
  }
  return expected && looksLikeName(plainName(bareName)) ? askNobody(bareName, '我是三组张大山家的') : undefined
}

// A mention ends with a space; without one the first 是 parts it. 平安是福 is a common nickname.
const BIND_SPACED = /^@([^\s@]{1,30})[ ]+(?:就)?是[ ]*(.{1,24}?)[ 。.!~啊呀哈]*$/
const BIND = /^@([^\s@]{1,30}?)(?:就)?是[ ]*(.{1,24}?)[ 。.!~啊呀哈]*$/

/** @李四 是, and nobody named. */
const BIND_NOBODY = /^@([^\s@]{1,30}?)[ ]*(?:就)?是[ 。.!~]*$/

/** bindMember := @NICKNAME 是 ([n组[n户]] NAME | NAME 家的) */
export const bindMember: Command = (order, ctx) => {
  const found = BIND_SPACED.exec(order.text) ?? BIND.exec(order.text)
  const nobody = found ? null : BIND_NOBODY.exec(order.text)
  if (nobody && commands(ctx, 'bindMember')) return ask(SAY.missing('姓名', `@${order.own(1, 1 + nobody[1]!.length)} 是 李大山家的`))
  if (!found || !commands(ctx, 'bindMember') || /[?吗谁]/.test(order.text)) return undefined
  const mentioned = order.own(1, 1 + found[1]!.length)
  const words = found[2]!
  const house = HOUSE.exec(words)
  const who = house ? (house[1] !== undefined ? `${house[1].trim()}家` : house[2]!.trim()) : words
  const target = house ? { household: who } : { name: splitPlace(who).who, ...placeOf(who) }
  if (!ctx.roster)
    return house || looksLikeName(plainName(splitPlace(who).who)) ? intent('bindMember', { mentioned, ...target }) : undefined
  const match = matchName(who, ctx.roster, {})
  if (match.kind === 'one') return intent('bindMember', { mentioned, ...(house ? target : { ...target, name: match.entry.name }) })
  const first = match.kind === 'none' ? undefined : match.entries[0]
  if (!first)
    return looksLikeName(plainName(splitPlace(who).who.replace(/家$/, ''))) ? askNobody(who, `@${mentioned} 是 李大山家的`) : undefined
  if (match.kind === 'similar' && match.entries.length === 1)
    return reading('bindMember', { mentioned, ...(house ? { household: `${first.name}家` } : { name: first.name }) })
  return ask(SAY.severalOfName(who, `@${mentioned} 是 ${first.household}${first.name}`))
}

/** approveClaim := 同意绑定 n */
export const approveClaim: Command = (order) => {
  const behind = /^绑定[ ]?(\d{1,6})号?[ ,]*(?:我)?(?:同意|通过|批准)$/.exec(order.bare)
  if (behind) return intent('approveClaim', { claimNo: Number(behind[1]) })
  const first = /^第?(\d{1,6})号(?:的)?绑定[ ,]*(?:我)?(?:同意|通过|批准)$/.exec(order.core)
  if (first) return intent('approveClaim', { claimNo: Number(first[1]) })
  const rest = command(order, /^(?:同意|通过|批准|确认)绑定/)
  if (!rest) return undefined
  const found = /^第?(\d{1,6}|[一二三四五六七八九十]{1,3})(?:号|个)?$/.exec(rest.core)
  const claimNo = found ? numberOf(found[1]!) : undefined
  if (claimNo !== undefined && claimNo > 0) return intent('approveClaim', { claimNo })
  return rest.text === '' ? ask(SAY.missing('号码', '同意绑定 5')) : undefined
}

const KIN_IS = /^(.{1,6}?)(?:就)?是[ :,]?([\p{sc=Han}0-9]{2,10}?)(?:家的?)?$/u

/** nameKin := KIN 是 NAME, in answer to 二伯是哪一位? Among neighbours the same words are talk. */
export const nameKin: Command = (order, ctx) => {
  if (!isOpen(ctx, 'clarify')) return undefined
  const found = KIN_IS.exec(order.bare)
  if (!found || !KIN_WORD.test(found[1]!)) return undefined
  const word = found[1]!.replace(/^我/, '')
  const who = resolveName(found[2]!, ctx)
  if (who.name !== undefined) return intent('nameKin', { word, name: who.name })
  // 三婶是个好人 names nobody.
  return who.perhaps !== undefined || who.several || looksLikeName(found[2]!) ? askWho(who, `${word}是`) : undefined
}
