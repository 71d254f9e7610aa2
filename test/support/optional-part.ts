/**
 * Parts that a developer's machine may lack: `redis`, `browser`, `office`, `systemd`. Their tests are skipped then, with a printed reason;
 * WUCHANG_REQUIRE=redis,browser (as the continuous run sets it) makes a missing one an error instead of a green hole.
 */
import { execFileSync } from 'node:child_process'

export type Part = 'redis' | 'browser' | 'office' | 'systemd'

function isRequired(part: Part): boolean {
  return (process.env.WUCHANG_REQUIRE ?? '').split(',').includes(part)
}

/** Says why tests are skipped; throws when they may not be. */
export function missing(part: Part, reason: string): void {
  if (isRequired(part)) throw new Error(`${part} is required here (WUCHANG_REQUIRE): ${reason}`)
  console.warn(`skipped, ${part}: ${reason}`)
}

/** The first of these programs that is on the PATH. */
export function findProgram(...names: string[]): string | undefined {
  return names.find((name) => {
    try {
      execFileSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}
