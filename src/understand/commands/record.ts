import { ask, commands, intent } from '../context.ts'
import { SAY } from '../say.ts'
import { type Command, command } from './order.ts'

/**
 * correctLine := (更正 | 订正) sep text, in reply to the words that were misheard (from the recorder)
 * Without a quote nobody knows which words are meant: the form is asked for it. 更正一下, … is what people write in every group.
 * In reply to somebody's words it is the form from anybody: whose it is, they are told.
 */
export const correctLine: Command = (order, ctx) => {
  const rest = command(order, /^(?:更正|订正)(?:一下|为|成)?(?=[ :,]|$)/)
  if (!rest) return undefined
  const form = /^(?:更正|订正)[ :]/.test(order.text)
  if (!commands(ctx, 'correctLine'))
    return ctx.quoted !== '' && form && rest.text !== '' ? intent('correctLine', { text: rest.own() }) : undefined
  if (ctx.quoted === '') return ctx.mentioned || form ? ask(SAY.quoteTheLine()) : undefined
  return rest.text === '' ? ask(SAY.missing('正确的话', '更正 水管从西头接')) : intent('correctLine', { text: rest.own() })
}
