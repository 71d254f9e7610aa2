/** For tests that walk every route: an id for each parameter, and a body that the route would take. All of it lies in 河口村. */
import type { Declared } from '../../../src/api/desk.ts'
import type { TestDesk } from './desk.ts'

export type Places = Record<string, string>

/** What a path's first word names: `/hamlets/{id}` → an id of the town. */
export async function places(_desk: TestDesk): Promise<Places> {
  return { hamlets: 'hamlet_huaishu', users: 'user_viewer', tokens: 'token_none' }
}

const BODIES: Record<string, unknown> = {
  'post /users': { name: '新人', login: 'newcomer', role: 'viewer' },
  'patch /users/{id}': { enabled: true },
  'post /tokens': { name: '大屏', readOnly: true },
}

export function sample(route: Declared, ids: Places): { path: string; body?: unknown } {
  const noun = route.path.split('/')[1] ?? ''
  const path = route.path.replace('{id}', ids[noun] ?? 'none')
  const body = BODIES[`${route.method} ${route.path}`]
  return body === undefined ? { path } : { path, body }
}

/** Nouns of which somebody can have the wrong one: those that lie in a village. */
const IN_A_VILLAGE = ['hamlets']

export const foreignPaths = (declared: readonly Declared[]): Declared[] =>
  declared.filter((route) => route.path.includes('{id}') && IN_A_VILLAGE.includes(route.path.split('/')[1] ?? ''))
