/** A command that is refused is answered with the form that would do: taken as it stands, it does. */
import { expect, test } from 'vitest'
import { instantAt } from '../../src/kernel/time.ts'
import { Village } from '../support/village.ts'

const MORNING = [9, 0] as const
const EVENING = [18, 40] as const

test.each([
  [MORNING, '约时间 修路 周三晚7点半'],
  [MORNING, '约时间 今天早上8点'],
  [EVENING, '约时间 修路 今晚7点半'],
  [MORNING, '约时间 修路 周三晚7点半 周五中午截止'],
  [EVENING, '约时间 今晚7点半/明晚7点半'],
  [EVENING, '约时间 今天早上8点/今晚7点半'],
  [MORNING, '约时间 今天早上8点/今天早上7点'],
  [EVENING, '约时间 修路 今天下午3点/周三晚7点半 今天中午截止'],
  [MORNING, '约时间 周三晚7点半/周三晚7点半'],
  [MORNING, '约时间 周三晚7点半/周三晚7点半 周四中午截止'],
  [EVENING, '约时间 今晚7点半/今晚7点半/周三晚7点半'],
  [
    MORNING,
    '约时间 周二晚7点半/周三晚7点半/周四晚7点半/周五晚7点半/周六晚7点半/周日晚7点半/下周一晚7点半/下周二晚7点半/下周三晚7点半 周五中午截止',
  ],
  [EVENING, '约时间 今晚7点/周二晚7点半/周三晚7点半/周四晚7点半/周五晚7点半/周六晚7点半/周日晚7点半/下周一晚7点半/下周二晚7点半'],
  [MORNING, '约时间 修路 周三晚7点半/周四晚7点半 周四中午截止'],
  [MORNING, '约时间 修路 周三晚7点半/周四晚7点半 今天早上8点截止'],
  [EVENING, '约时间 今晚7点/明晚7点半 今天下午5点截止'],
] as const)('at %j %s', async ([hour, minute], words) => {
  const v = await Village.open({ now: instantAt('2026-09-07', hour, minute) })
  const room = v.room('huaishu')
  const [refused] = await room.says('head', words)
  const forms = [...(refused ?? '').matchAll(/“((?:约时间|开会) [^”]+)”/g)].map(([, form]) => form as string)
  expect(refused).not.toMatch(/^【/)
  expect(forms.length).toBeGreaterThan(0)
  for (const form of forms) {
    expect((await room.says('head', form))[0]).toMatch(/^【(?:约时间|开会)/)
    await room.says('head', form.startsWith('开会') ? '取消会议 试试' : '取消约时间')
  }
})

test('延到 past its first evening, or into the past', async () => {
  const v = await Village.open({ now: instantAt('2026-09-07', ...MORNING) })
  const room = v.room('huaishu')
  await room.says('head', '约时间 周三晚7点半/周四晚7点半')
  for (const words of ['延到周四中午', '延到今天早上8点']) {
    const [refused] = await room.says('head', words)
    const form = /“(延到[^”]+)”/.exec(refused ?? '')?.[1]
    expect(form).toBeDefined()
    expect((await room.says('head', form as string))[0]).toContain('截止')
    expect((await room.says('head', form as string))[0]).not.toContain('比如')
  }
})
