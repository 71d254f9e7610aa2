import { ask, commands, intent } from '../context.ts'
import { SAY } from '../say.ts'
import { type Command, command } from './order.ts'

/**
 * correctLine := (更正 | 订正) sep text, in reply to the words that were misheard (from the recorder)
 * Without a quote nobody knows which words are meant, and 更正一下, … is what people write in every group: only with a mention it is asked.
 */
export const correctLine: Command = (order, ctx) => {
  const rest = command(order, /^(?:更正|订正)(?:一下|为|成)?(?=[ :,]|$)/)
  if (!rest || !commands(ctx, 'correctLine')) return undefined
  if (ctx.quoted === '') return ctx.mentioned ? ask(SAY.quoteTheLine()) : undefined
  return rest.text === '' ? ask(SAY.missing('正确的话', '更正 水管从西头接')) : intent('correctLine', { text: rest.own() })
}
