/** The numbers of the rules, as this town has them. */
import { z } from '@hono/zod-openapi'
import { setPolicy } from '../../application/orders/policy.ts'
import { type Policy, policyOf } from '../../domain/base/policy.ts'
import { POLICY_REFUSALS, policyChange } from '../../door/policy.ts'
import { Problem } from '../../door/problem.ts'
import { readPolicy } from '../../store/reading/calendar.ts'
import type { Api } from '../declare.ts'

const policy = z.record(z.string(), z.unknown()).openapi('Policy')

export function policyRoutes(api: Api): void {
  const { deps } = api
  const tag = '日历'
  api.route(
    { method: 'get', path: '/policy', tag, summary: '规则里的数字，镇里改过的和默认的', may: 'look', answer: policy },
    async ({ who }) => ({ ...policyOf(await readPolicy(deps.db, who.townId)) }),
  )
  api.route(
    { method: 'patch', path: '/policy', tag, summary: '改规则里的数字', may: 'setPolicy', body: policyChange, answer: policy },
    async ({ who, body }) => {
      const set = await setPolicy(deps, who, body as Partial<Policy>)
      if (typeof set === 'string') throw new Problem('badRequest', POLICY_REFUSALS[set])
      return { ...set }
    },
  )
}
