import { intent } from '../context.ts'
import type { Command } from './order.ts'

const HELP = new Set(['帮助', '怎么用', '使用说明', '使用帮助', '怎么使用', 'help', '怎么弄', '有哪些命令', '命令'])
const TO_THE_BOT = new Set(['?', '你会什么', '你会做什么', '你能做什么', '你能干什么', '帮助一下'])

/** help := 帮助 | 怎么用 | ? (the bare question mark only to the bot) */
export const help: Command = ({ text, core }, ctx) => {
  const asked = core.replace(/\?$/, '').replace(/^小助手[ ,]*/, '')
  if (HELP.has(asked) || HELP.has(text.replace(/\?$/, '')) || (ctx.mentioned && (TO_THE_BOT.has(text) || TO_THE_BOT.has(core))))
    return intent('help', {})
  return undefined
}

/** witness := 属实 | 有异议   Anyone present, about the count that the head announced. */
export const witness: Command = ({ bare }) => {
  if (/^我?(?:证明|确认)?(?:情况|数字|票数|结果)?属实$/.test(bare)) return intent('witness', { holds: true })
  if (/^(?:我(?:家)?)?(?:对?(?:票数|数字|结果))?(?:有异议|有不同意见|不对|数错|数错了)$/.test(bare) && bare !== '不对')
    return intent('witness', { holds: false })
  return undefined
}
