import { describe, expect, it } from 'vitest'
import { ballotSheet, type SheetInput, signInSheet } from '../../src/documents/sheets.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf } from './opened.ts'

const input: SheetInput = {
  hamlet: '槐树屋场',
  startsAt: instantAt('2026-09-29', 19, 30),
  venue: '文化广场',
  households: [
    { groupNo: 2, number: 1, name: '李秀英', atHome: true },
    { groupNo: 1, number: 2, name: '张大山', atHome: false },
    { groupNo: 1, number: 10, name: '王德福', atHome: true },
  ],
  blankRows: 1,
  issuedAt: instantAt('2026-09-28', 9),
}

describe('sheets to fill in by hand', () => {
  it('sign-in: at-home households first, in the order of the groups, room for others', async () => {
    expect(paragraphsOf(await signInSheet(input))).toEqual([
      '槐树屋场议事恳谈会签到表',
      '时间：2026年9月29日（星期二）19:30      地点：文化广场',
      '长期在家2户，其他1户。不会写字的可按手印，代签的请在备注里写代谁签。',
      ...['序号', '组户', '户主', '在家', '几人', '签名（手印）', '备注'],
      ...['1', '1组10户', '王德福', '在家', '', '', ''],
      ...['2', '2组1户', '李秀英', '在家', '', '', ''],
      ...['3', '1组2户', '张大山', '外出', '', '', ''],
      ...['', '', '', '', '', '', ''],
      '合计到会：＿＿＿户＿＿＿人        记录人（签名）：＿＿＿＿＿＿',
    ])
  })

  it('sign-in: time and place are left to the pen when they are not fixed', async () => {
    const { startsAt: _, venue: __, ...open } = input
    expect(paragraphsOf(await signInSheet(open))[1]).toBe('时间：＿＿＿＿年＿＿月＿＿日＿＿时      地点：＿＿＿＿＿＿＿＿')
  })

  it('ballots: a sheet for each motion, with the rule on it', async () => {
    const motions = [
      { no: 1, text: '每户出50元修路灯' },
      { no: 2, text: '清沟' },
    ]
    const text = paragraphsOf(await ballotSheet({ ...input, motions, motionPercent: 80 }))
    const page = (motion: string) => [
      '槐树屋场表决登记表',
      '时间：2026年9月29日（星期二）19:30      地点：文化广场',
      motion,
      '按人头计：各栏填这一户同意、反对、弃权的人数。同意人数达到到会人数的80%才算通过，弃权和不表态不算同意。',
      ...['序号', '组户', '户主', '同意', '反对', '弃权', '签名（手印）'],
      ...['1', '1组10户', '王德福', '', '', '', ''],
      ...['2', '2组1户', '李秀英', '', '', '', ''],
      ...['3', '1组2户', '张大山', '', '', '', ''],
      ...['', '', '', '', '', '', ''],
      ...['合计', '', '', '', '', '', ''],
      '举手计数：到会＿＿人，同意＿＿人，反对＿＿人，弃权＿＿人',
      '主持人：＿＿＿＿＿＿  记录人：＿＿＿＿＿＿  见证人：＿＿＿＿＿＿',
    ]
    expect(text).toEqual([...page('第1项：每户出50元修路灯'), ...page('第2项：清沟')])
  })

  it('ballots need a motion', () => {
    expect(() => ballotSheet({ ...input, motions: [], motionPercent: 80 })).toThrow(RangeError)
  })
})
