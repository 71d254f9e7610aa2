import { describe, expect, it } from 'vitest'
import { understand } from '../../src/understand/understand.ts'
import { withoutNames } from '../../src/understand/without-names.ts'

const NAMES = ['王德福', '刘桂香', '李四', '王国庆', '欧阳建国', '阳光总在风雨后', '小助手']
const said = (text: string): string => withoutNames(text, NAMES).text

describe('words without names', () => {
  it.each([
    ['王德福到了', '某甲到了'],
    ['王德福和刘桂香都来，王德福要晚点', '某甲和某乙都来，某甲要晚点'],
    ['王德福家来2个', '某甲家来2个'],
    // Misspelt, in traditional characters, by the given name alone.
    ['王得福不来', '某甲不来'],
    ['劉桂香到', '某甲到'],
    ['桂香说周四行', '某甲说周四行'],
    ['李四 1', '某甲 1'],
    ['代签 欧阳建国', '代签 某甲'],
    // What they are called in the group, and what people call each other.
    ['@阳光总在风雨后 你来不来', '@某甲 你来不来'],
    ['阳光总在风雨后说得对', '某甲说得对'],
    ['@谁也不认得 周四行', '@某甲 周四行'],
    ['老王来了吗，王书记也来', '某甲来了吗，某乙书记也来'],
    ['「刘桂香：周三 周四哪天」\n- - - - - - - - - - - - - - -\n周三', '「某甲：周三 周四哪天」\n- - - - - - - - - - - - - - -\n周三'],
  ])('%s', (text, without) => expect(said(text)).toBe(without))

  it.each([
    ['打我电话13912345678', '打我电话号码'],
    ['139 1234 5678 找我', '号码 找我'],
    ['１３９１２３４５６７８', '号码'],
    ['0731-88881234', '号码'],
    ['身份证430122196503041234要不要', '身份证号码要不要'],
    ['43012219650304123X', '号码'],
    ['一三九一二三四五六七八', '号码'],
    ['加我微信 wxid_abc123', '加我微信 号码'],
    ['车牌湘A12345', '车牌号码'],
    ['6222 0212 3456 7890 123', '号码'],
    ['430122 19650304 123x', '号码'],
  ])('%s', (text, without) => expect(said(text)).toBe(without))

  it.each([
    '@小助手 周三可以不',
    '「小助手：1. 9月9日周三 2. 9月10日周四」\n- - - - - - - - - - - - - - -\n第二个好像行',
    '2026-09-09 19:30 开会',
    '国庆两天都行',
    '1、2、3都行，12号不满意',
    '9.9行 9.10不行',
    '👍【强】两口子都来',
  ])('nothing is taken from %s', (text) => expect(withoutNames(text, NAMES)).toEqual({ text, names: [] }))

  it('a line without names is read as it was with them', () => {
    const open = [{ question: 'attendance' as const }]
    const { text, names } = withoutNames('代签 王德福 2人', NAMES)
    const roster = names.map((name) => ({ name, household: '1组1户' }))
    expect(understand({ text, role: 'head', open, roster })).toEqual({
      kind: 'intent',
      intent: 'markAttendance',
      args: { name: '某甲', persons: 2 },
    })
  })

  it('more people than there are signs have each a name of their own', () => {
    const names = [...'赵钱孙李周吴郑王冯陈卫蒋'].map((surname) => `${surname}桂生`)
    expect(new Set(withoutNames(names.join('、'), names).names).size).toBe(12)
  })
})
