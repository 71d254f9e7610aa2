import { execFile } from 'node:child_process'

/** The account that runs PostgreSQL, by number; `undefined` where it stands for "the account of this process". */
export interface Account {
  uid: number
  gid: number
}

/**
 * Runs a program to its end as `account` and resolves with its standard output. Rejects with what it said on standard error, or with
 * the system's reason when it could not be started. It gets no environment but what is passed: the host's locale and zone must not matter.
 */
export function runProgram(file: string, args: string[], account: Account | undefined, env: Record<string, string> = {}): Promise<string> {
  return new Promise((done, fail) => {
    // Our working folder may be one that the account cannot enter.
    execFile(file, args, { ...account, cwd: '/', env }, (error, stdout, stderr) => {
      if (error) fail(new Error(stderr.trim() || error.message))
      else done(stdout)
    })
  })
}
