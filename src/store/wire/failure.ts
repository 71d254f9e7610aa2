/** What PostgreSQL said of a statement that failed, whether the driver or Prisma tells it. */
export interface Failure {
  code?: unknown
  message?: unknown
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown; kind?: unknown } } }
}

/** The SQLSTATE: five characters. Prisma's own codes look alike and begin with P and a digit that PostgreSQL does not use. */
export function stateOf(error: unknown): string | undefined {
  const { code, meta } = error as Failure
  const state = meta?.driverAdapterError?.cause?.originalCode ?? code
  return typeof state === 'string' && /^(?!P[1-9])[0-9A-Z]{5}$/.test(state) ? state : undefined
}
