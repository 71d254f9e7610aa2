import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Runs the command line as `npm run -s understand` does and gives back its lines. */
function run(input: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', './scripts/ts.mjs', 'src/understand/cli.ts'], { cwd: root })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(
            out.trimEnd() === ''
              ? []
              : out
                  .trimEnd()
                  .split('\n')
                  .map((line) => JSON.parse(line) as unknown),
          )
        : reject(new Error(`exit code ${code}`)),
    )
    child.stdin.end(input)
  })
}

const line = (value: unknown): string => JSON.stringify(value)
const error = (message: string) => ({ kind: 'error', message })

describe('npm run -s understand', () => {
  it('passes over a byte order mark in front of the first line', async () => {
    const motion = line({ text: '同意', open: [{ question: 'motion' }] })
    const vote = { kind: 'intent', intent: 'ballot', args: { choice: 'approve' } }
    expect(await run(`\ufeff${motion}\n${motion}\n`)).toEqual([vote, vote])
  })
  it('gives one line for each line, in order, whatever comes', async () => {
    const roster = Array.from({ length: 5_000 }, (_, i) => ({
      name: `王${String.fromCharCode(0x4e00 + i)}${String.fromCharCode(0x5e00 + (i % 200))}`,
      household: `${i}户`,
      head: true,
    }))
    const six = [
      { question: 'timePoll', options: ['2026-09-09T19:30:00+08:00', '2026-09-10T19:30:00+08:00'] },
      ...['attendance', 'rsvp', 'motion', 'receipt'].map((question) => ({ question })),
      { question: 'survey', issueNo: 12 },
    ]
    const cases: [string, unknown][] = [
      [line({ text: '同意', open: [{ question: 'motion' }] }), { kind: 'intent', intent: 'ballot', args: { choice: 'approve' } }],
      ['not json', error('not JSON')],
      ['', error('not JSON')],
      ['{"text":', error('not JSON')],
      ['[]', error('not a JSON object')],
      ['null', error('not a JSON object')],
      ['"同意"', error('not a JSON object')],
      ['{}', error('text must be a string')],
      [line({ text: 1 }), error('text must be a string')],
      [
        line({ text: '同意', colour: 'red', open: [{ question: 'motion', since: 'yesterday' }] }),
        { kind: 'intent', intent: 'ballot', args: { choice: 'approve' } },
      ],
      [
        line({ text: '同意', role: 'king', open: [{ question: 'motion' }] }),
        { kind: 'intent', intent: 'ballot', args: { choice: 'approve' } },
      ],
      [line({ text: '同意', open: null, now: null }), { kind: 'silence' }],
      [line({ text: '同意', open: {} }), error('open must be an array')],
      [line({ text: '同意', open: [{ question: 'weather' }] }), { kind: 'silence' }],
      [line({ text: '1', open: [{ question: 'timePoll', options: ['soon'] }] }), error('open[0].options must be times')],
      [line({ text: '1', now: 'soon' }), error('now must be an ISO time')],
      [line({ text: '替王一二到', roster: [{ name: 1 }] }), error('roster[0].name must be a string')],
      [
        line({ text: `代签 ${roster[4_321]!.name}`, role: 'head', roster }),
        { kind: 'intent', intent: 'markAttendance', args: { name: roster[4_321]!.name } },
      ],
      [
        line({ text: '代签 张三', role: 'head', roster: [{ name: '张三', household: 5 }, { name: '李四' }] }),
        { kind: 'intent', intent: 'markAttendance', args: { name: '张三' } },
      ],
      [line({ text: '同意', open: [] }), { kind: 'silence' }],
      [line({ text: '反对', open: six }), { kind: 'intent', intent: 'ballot', args: { choice: 'reject' } }],
      [line({ text: '好', open: six }), { kind: 'silence' }],
      [line({ text: '我反映的' }), { kind: 'intent', intent: 'askProgress', args: {} }],
      [line({ text: '\ud83d\u0000\u2028同意', open: [{ question: 'motion' }] }), { kind: 'silence' }],
      [line({ text: 'x'.repeat(100_000) }), { kind: 'silence' }],
      [line({ text: '1', open: [{ question: 'timePoll', options: [] }] }), expect.objectContaining({})],
      [line({ text: '周三', now: '2026-09-07T09:00:00+08:00', open: six }), { kind: 'intent', intent: 'availability', args: { yes: [1] } }],
    ]
    const out = await run(`${cases.map(([text]) => text).join('\n')}\n`)
    expect(out).toEqual(cases.map(([, expected]) => expected))
  }, 30_000)

  it('answers a last line without a line break, and nothing with nothing', async () => {
    expect(await run(line({ text: '帮助' }))).toEqual([{ kind: 'intent', intent: 'help', args: {} }])
    expect(await run('')).toEqual([])
  }, 30_000)
})
