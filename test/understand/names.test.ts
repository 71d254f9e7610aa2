import { describe, expect, it } from 'vitest'
import { looksLikeName, matchName, namePrefix, uniqueName } from '../../src/understand/names.ts'
import type { OpenQuestion, RosterName } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'
import { NOW, ROSTER, written } from './lines.ts'

const kin = { 二伯: '王德福' }
const by = (said: string, household = '') => {
  const match = matchName(said, ROSTER, kin, household)
  if (match.kind === 'none') return 'none'
  return match.kind === 'one'
    ? `one ${match.entry.name} ${match.entry.household}`
    : `${match.kind} ${match.entries.map((e) => `${e.name} ${e.household}`).join(', ')}`
}

describe('a name against the roster', () => {
  for (const [said, expected] of [
    ['王德福', 'one 王德福 三组1户'],
    ['王德福家', 'one 王德福 三组1户'],
    ['王德福🌸', 'one 王德福 三组1户'],
    [' 王德福 ', 'one 王德福 三组1户'],
    ['張大山', 'one 张大山 三组3户'],
    ['三组张大山', 'one 张大山 三组3户'],
    ['三组张大山家', 'one 张大山 三组3户'],
    ['3组3户', 'one 张大山 三组3户'],
    ['三组2户', 'one 李大山 三组2户'],
    ['二伯', 'one 王德福 三组1户'],
    ['三婶', 'none'],
    ['王得福', 'similar 王德福 三组1户'],
    ['王德富', 'similar 王德福 三组1户'],
    ['王得富', 'similar 王德福 三组1户'],
    ['张三丰', 'none'],
    ['刘桂芳', 'similar 刘桂香 一组2户'],
    ['李秀英', 'several 李秀英 三组5户, 李秀英 二组4户'],
    ['二组李秀英', 'one 李秀英 二组4户'],
    ['三组5户李秀英', 'one 李秀英 三组5户'],
    ['赵云', 'none'],
    ['', 'none'],
    ['福', 'none'],
    ['王', 'none'],
    ['constructor', 'none'],
    ['__proto__', 'none'],
  ] as const) {
    it(`${said || 'nothing'} is ${expected}`, () => expect(by(said)).toBe(expected))
  }

  it('is told apart by a household named beside it', () => {
    expect(by('李秀英', '二组')).toBe('one 李秀英 二组4户')
    expect(by('李秀英', '三组5户')).toBe('one 李秀英 三组5户')
  })
  it('that lives elsewhere than said is asked about', () => expect(by('王德福', '二组')).toBe('similar 王德福 三组1户'))
  it('of a wrong group is asked about when it stands in the name', () => expect(by('二组王德福')).toBe('similar 王德福 三组1户'))
  it('does not take 3组1 for 3组12', () => {
    const roster: RosterName[] = [
      { name: '甲一', household: '3组12户' },
      { name: '甲一', household: '3组1户' },
    ]
    const match = matchName('甲一', roster, {}, '3组1户')
    expect(match.kind === 'one' && match.entry.household).toBe('3组1户')
  })
  it('prefers the household head for …家', () => {
    const roster: RosterName[] = [
      { name: '王伟', household: '一组1户' },
      { name: '王伟', household: '二组2户', head: true },
    ]
    const match = matchName('王伟家', roster)
    expect(match.kind === 'one' && match.entry.household).toBe('二组2户')
    expect(matchName('王伟', roster).kind).toBe('several')
  })
  it('of kin does not lead in circles', () => expect(matchName('二伯', ROSTER, { 二伯: '大伯', 大伯: '二伯' }).kind).toBe('none'))
})

it('is found again under the name that tells it apart', () => {
  for (const entry of ROSTER) {
    const match = matchName(uniqueName(entry, ROSTER), ROSTER)
    expect(match.kind === 'one' && match.entry).toBe(entry)
  }
})

describe('without a roster', () => {
  it('only a surname with one or two characters behind it looks like a name', () => {
    const names = ['张三', '王德福', '欧阳修远', '周满生', '李建民', '王长工', '司马光']
    expect(names.filter((n) => !looksLikeName(n))).toEqual([])
    const words =
      '二伯 大家 高兴的 应该 王 说明天 方便 农民 党员 支书 房东 水电工 广东人 江西人 高中生 包工头 文盲 经理 黄牛 金牛座 何必 万元户 麻将高手 柴米油盐'
    expect(words.split(' ').filter(looksLikeName)).toEqual([])
  })
  const hear = (text: string, open: OpenQuestion[] = []) => written(understand({ text, open, now: NOW }))
  for (const kind of ['农民', '党员', '水电工', '广东人', '高中生', '组长', '何必'])
    it(`我是${kind} claims nothing`, () => expect(hear(`我是${kind}`)).toBe('-'))
  it('我是周满生 claims a name', () => expect(hear('我是周满生')).toBe('claimIdentity {"name":"周满生"}'))
  it('somebody else signs in for a person, not for a kind of person', () => {
    const attendance: OpenQuestion[] = [{ question: 'attendance' }]
    for (const text of ['我代表群众来', '帮老板签到', '替孩子来', '帮快递签到', '我替领导来', '替公司来', '帮女儿签到'])
      expect(hear(text, attendance), text).toBe('-')
    for (const who of ['二伯', '王德福', '王德福家', '三组5户', '大姨', '外婆'])
      expect(hear(`我替${who}来`, attendance), who).toMatch(/^attend \{"onBehalfOf"/)
  })
})

it('finds the longest roster name in front', () => {
  expect(namePrefix('王德福2人', ROSTER)).toBe(3)
  expect(namePrefix('王小二', ROSTER)).toBe(0)
})
