/** From a name as said to the name as it stands in the roster, or to the question that has to be asked first. */
import { ask, type Context } from './context.ts'
import { matchName, plainName, splitPlace, uniqueName } from './names.ts'
import type { Clarify, RosterName } from './outcome.ts'
import { SAY } from './say.ts'

export interface Resolved {
  /** Safe to act on. Without a roster: as said. */
  name?: string
  entry?: RosterName
  /** The only one it could be, but it was not said so: ask. */
  perhaps?: string
  several?: boolean
  /** Nobody of the roster is called so. */
  nobody?: string
  /** A question with the speaker's command around a name of the roster. */
  say(before: string, after?: string): string
}

/** Asks who is meant, with the speaker's own command. */
export const askWho = (who: Resolved, before: string, after = ''): Clarify =>
  who.nobody === undefined ? ask(who.say(before, after)) : { ...ask(who.say(before, after)), unnamed: who.nobody }

/** The same where the form is another. */
export const askNobody = (said: string, form: string): Clarify => ({ ...ask(SAY.noSuchName(said, form)), unnamed: said })

const form = (before: string, name: string, after: string): string => `${before}${name}${after}`

/** `household` narrows two people of one name. Never guesses: anything but one exact match has no `name`. */
export function resolveName(said: string, ctx: Context, household = ''): Resolved {
  const plain = plainName(said)
  if (!ctx.roster) {
    const kept = Object.hasOwn(ctx.kin, plain) ? ctx.kin[plain] : undefined
    const name = kept ?? (plain.length > 2 && plain.endsWith('家') ? plain.slice(0, -1) : said.trim())
    return { name, say: (before, after = '') => SAY.form(form(before, name, after)) }
  }
  const match = matchName(said, ctx.roster, ctx.kin, household)
  if (match.kind === 'one')
    return {
      name: household === '' ? uniqueName(match.entry, ctx.roster) : match.entry.name,
      entry: match.entry,
      say: (before, after = '') => SAY.form(form(before, match.entry.name, after)),
    }
  if (match.kind === 'none')
    return { nobody: said, say: (before, after = '') => SAY.noSuchName(said, form(before, ctx.roster?.[0]?.name ?? '王德福', after)) }
  const first = match.entries[0]!
  if (match.kind === 'several') {
    const who = splitPlace(plain).who.replace(/家$/, '') || first.name
    return { several: true, say: (before, after = '') => SAY.severalOfName(who, form(before, `${first.household} ${first.name}`, after)) }
  }
  const names = [...new Set(match.entries.map((e) => e.name))]
  // The name is right and the household is not: it is said where they live.
  const where = household !== '' ? household : splitPlace(plain).place
  if (where !== '' && names.length === 1 && plainName(splitPlace(plain).who.replace(/家$/, '')) === plainName(names[0]!)) {
    const homes = match.entries.map((e) => e.household)
    return {
      several: true,
      say: (before, after = '') => SAY.livesElsewhere(names[0]!, where, homes, form(before, `${homes[0]} ${names[0]}`, after)),
    }
  }
  const say = (before: string, after = ''): string => SAY.perhapsName(said, names, form(before, names[0]!, after))
  return names.length === 1 && match.entries.length === 1 ? { perhaps: first.name, entry: first, say } : { several: true, say }
}
