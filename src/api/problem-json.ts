/** Problems as a program reads them: RFC 9457 problem details. The detail is Chinese: it may be shown to a person as it is. */
import type { Problem, ProblemCode } from '../door/problem.ts'

export const PROBLEM_HEADERS = { 'content-type': 'application/problem+json; charset=utf-8' }

/** Where the problem itself says no more than its title. */
const DETAIL: Partial<Readonly<Record<ProblemCode, string>>> = {
  keyUnderWay: '同一个请求正在办，请先看看结果再试',
  fault: '系统出错了，已记入日志，请稍后再试',
}

export const problemJson = (problem: Problem): object => ({
  type: `urn:wuchang:problem:${problem.code}`,
  title: problem.title,
  status: problem.status,
  detail: problem.detail ?? DETAIL[problem.code] ?? problem.title,
  ...(problem.refusal ? { refusal: problem.refusal } : {}),
  ...(problem.fields ? { errors: problem.fields } : {}),
})

export const problemResponse = (problem: Problem, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(problemJson(problem)), {
    status: problem.status,
    headers: {
      ...PROBLEM_HEADERS,
      'cache-control': 'no-store',
      // RFC 9110: a 401 says how to get in.
      ...(problem.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="desk"' } : {}),
      ...headers,
    },
  })
