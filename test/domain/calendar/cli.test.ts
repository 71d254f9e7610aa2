import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs as the package script does, in a zone far from Shanghai: the answer must not depend on the host. */
function workdays(...args: string[]) {
  const run = spawnSync(process.execPath, ['--import', './scripts/ts.mjs', 'src/domain/calendar/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, TZ: 'America/Los_Angeles' },
    encoding: 'utf8',
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}

describe('npm run workdays', () => {
  it('prints the reckoning as one line of JSON', () => {
    const { code, out, err } = workdays('2026-10-09', '2')
    expect({ code, out, err }).toEqual({
      code: 0,
      out:
        '{"deadline":"2026-10-12","days":[{"date":"2026-10-09","counted":false,"why":"当天不计"},' +
        '{"date":"2026-10-10","counted":true,"why":"调休上班"},{"date":"2026-10-11","counted":false,"why":"周末"},' +
        '{"date":"2026-10-12","counted":true,"why":"工作日"}],"provisional":false}\n',
      err: '',
    })
  })

  const form = '; right form: npm run -s workdays -- 2026-09-30 5\n'
  it.each([
    [[], 'the date is missing'],
    [['2026-09-30'], 'the number of working days is missing'],
    [['2026-02-30', '5'], 'there is no such date: "2026-02-30"'],
    [['30.9.2026', '5'], 'the date must be written YYYY-MM-DD, not "30.9.2026"'],
    [['1011-09-30', '5'], 'the year must be 1900 to 2099, not 1011'],
    [['2026-09-30', '-1'], 'the number of working days must be a whole number from 0 to 250, not "-1"'],
    [['2026-09-30', 'abc\nd'], 'the number of working days must be a whole number from 0 to 250, not "abc d"'],
    [['2026-09-30', '251'], 'at most 250 working days, not 251'],
    [['2026-09-30', '5', '6'], 'one date and one number, nothing more: "6"'],
  ])('says in one line what is wrong with %j', (args, complaint) => {
    expect(workdays(...args)).toEqual({ code: 2, out: '', err: complaint + form })
  })
})
