/** 导出我的信息: asked of the bot alone, for everything that is kept of whoever asks. */
import { normalizeText } from './normalize.ts'

const ASKS = /^(?:请)?(?:帮我)?(?:导出|查看|查询|查|看|看看|发)(?:一下)?我(?:自己)?的(?:个人)?(?:信息|资料|数据)[吧呀啊。!]*$/

export const asksOwnData = (text: string): boolean => ASKS.test(normalizeText(text))
