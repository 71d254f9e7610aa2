/** Why something is not done: one list for both sides, which each tell it in their own way. The words are Chinese: a person may read them. */
import type { Refusal } from '../domain/base/refusals.ts'
import type { Instant } from '../kernel/time.ts'
import { sayRefusal } from '../text/refusals/refusals.ts'

const PROBLEMS = {
  badRequest: [400, '请求有误'],
  unauthenticated: [401, '请先登录'],
  forbidden: [403, '没有这个权限'],
  notFound: [404, '没有找到'],
  badMethod: [405, '这个地址不能这样用'],
  refused: [409, '现在办不了'],
  keyUnderWay: [409, '同一个请求正在办'],
  tooLarge: [413, '内容太大'],
  badType: [415, '内容的格式不对'],
  keyReused: [422, '幂等键已用于别的请求'],
  tooMany: [429, '试得太频繁'],
  fault: [500, '系统出错了'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof PROBLEMS

interface FieldError {
  field: string
  message: string
}

export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  /** What exactly; without it, each side has words of its own for the code. */
  readonly detail: string | undefined
  readonly fields: FieldError[] | undefined
  /** The rule's own name for a refusal. */
  readonly refusal: string | undefined
  constructor(code: ProblemCode, detail?: string, more: { fields?: FieldError[]; refusal?: string } = {}) {
    super(detail ?? PROBLEMS[code][1])
    this.code = code
    this.detail = detail
    this.fields = more.fields
    this.refusal = more.refusal
  }
  get status(): number {
    return PROBLEMS[this.code][0]
  }
  get title(): string {
    return PROBLEMS[this.code][1]
  }
}

export const refused = (refusal: Refusal, now: Instant): Problem =>
  new Problem('refused', sayRefusal(refusal, now), { refusal: refusal.code })
