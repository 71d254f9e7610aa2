import { intent, isOpen, type Parser } from '../context.ts'

/** What people say instead of 有异议 when they have been asked whether a count is right. */
const WRONG =
  /^(?:我(?:家|们)?(?:看|觉得|说)?|这个?|那个?)?(?:不属实|不是事实|不实|不对(?:头|的|吧|啊|呀)?|不准|不是这个数|人数不对|(?:有|还有)(?:点|些)?(?:问题|疑问|出入)|没有?这么多|不止这么?多?|多数了|少数了|数多了|数少了)[了吧啊呀!,。]*$/

/** dispute := 不属实 | 不对 | 有问题 …   Only while raised hands that were counted wait for witnesses; at any other time it is talk. */
export const dispute: Parser = (said, ctx) =>
  isOpen(ctx, 'hands') && WRONG.test(said.core) ? intent('witness', { holds: false }) : undefined
