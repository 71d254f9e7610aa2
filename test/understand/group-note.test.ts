import { describe, expect, it } from 'vitest'
import { noteHeading } from '../../src/understand/group-note.ts'
import type { Understandable } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'
import { NOW, QUESTIONS, ROSTER } from './lines.ts'

const hear = (text: string, names: string[], more: Partial<Understandable> = {}) =>
  understand({ text, now: NOW, open: names.map((n) => QUESTIONS[n]!), ...more })
const entries = (...list: object[]) => ({ kind: 'intent', intent: 'entries', args: { entries: list } })
const silence = { kind: 'silence' }

describe('接龙', () => {
  it('takes people by name, with and without a count', () =>
    expect(hear('#接龙\n屋场会签到\n1. 张三 2人\n2. 李四3人\n3. We.SNM\n4、王德福\n５．刘桂香 两人', ['attendance'])).toEqual(
      entries(
        { name: '张三', persons: 2 },
        { name: '李四', persons: 3 },
        { name: 'We.SNM' },
        { name: '王德福' },
        { name: '刘桂香', persons: 2 },
      ),
    ))
  it('takes all entries in one line, the first empty', () =>
    expect(hear('#接龙 1. 2. 倪彩霞 3. 王燕燕 2', ['attendance'])).toEqual(entries({ name: '倪彩霞' }, { name: '王燕燕', persons: 2 })))
  it('takes a name of digits and leaves other units alone', () =>
    expect(hear('#接龙\n1.295-909 6份', ['attendance'])).toEqual(entries({ name: '295-909', text: '6份' })))
  it('reads traditional and English headers', () => {
    expect(hear('#接龍\n簽到\n1. 張三', ['attendance'], { roster: ROSTER })).toEqual(entries({ name: '张三' }))
    expect(hear('#Group Note\n签到\n1. 张三', ['attendance'])).toEqual(entries({ name: '张三' }))
  })
  it('reads a GroupNote without the mark, and a mark in the middle', () => {
    expect(hear('签到\n1. 张三', ['attendance'], { kind: 'groupNote' })).toEqual(entries({ name: '张三' }))
    expect(hear('请大家 #接龙\n1. 张三', ['attendance'])).toEqual(entries({ name: '张三' }))
  })
  it('skips the sample, reads a line break inside an entry, leaves the tail', () =>
    expect(
      hear('#接龙\n开会时间\n例 张三 1\n1. 王德福 1\n2. 李四\n3\n3. 张三 1和3\n\n以上请确认', ['timePoll'], { roster: ROSTER }),
    ).toEqual(entries({ name: '王德福', text: '1' }, { name: '李四', text: '3' }, { name: '张三', text: '1和3' })))
  it('reads a sample that has a number of its own as none', () =>
    expect(hear('#接龙\n签到\n1. 例：张三 2人\n2. 李四', ['attendance'])).toEqual(entries({ name: '李四' })))
  it('takes a bare number for an option in a time poll, for people at attendance', () => {
    expect(hear('#接龙\n开会时间\n1. 王德福 1', ['timePoll'])).toEqual(entries({ name: '王德福', text: '1' }))
    expect(hear('#接龙\n开会签到\n1. 王德福 1', ['attendance'])).toEqual(entries({ name: '王德福', persons: 1 }))
  })
  it('keeps a decimal in its entry', () =>
    expect(hear('#接龙\n签到\n1. 张三 欠7.50\n2. 李四', ['attendance'])).toEqual(
      entries({ name: '张三', text: '欠7.50' }, { name: '李四' }),
    ))
  it('finds the roster name under an emoji and under 家', () =>
    expect(hear('#接龙\n签到\n1. 王德福🌸 2人\n2. 张三家 3人', ['attendance'], { roster: ROSTER })).toEqual(
      entries({ name: '王德福', persons: 2 }, { name: '张三', persons: 3 }),
    ))
  it('lets the second line of a person count', () =>
    expect(hear('#接龙\n签到\n1. 张三 2人\n2. 李四\n3. 张三 3人', ['attendance'])).toEqual(
      entries({ name: '李四' }, { name: '张三', persons: 3 }),
    ))

  it('keeps two people of one name apart', () =>
    expect(hear('#接龙\n今晚签到\n1. 三组李秀英 2人\n2. 二组李秀英 1人\n3. 王德福', ['attendance'], { roster: ROSTER })).toEqual(
      entries({ name: '三组5户李秀英', persons: 2 }, { name: '二组4户李秀英', persons: 1 }, { name: '王德福' }),
    ))

  it('takes the options in its header for no entries', () => {
    const wangAndLi = entries({ name: '王德福', text: '1' }, { name: '李四', text: '1和2' })
    for (const header of [
      '约时间：\n1、周三晚7点半\n2、周四晚7点半\n',
      '约时间 1.周三晚7点半 2.周四晚7点半',
      '哪天开会\n1. 9月16日晚8点\n2. 周五',
    ])
      expect(hear(`#接龙\n${header}\n1. 王德福 1\n2. 李四 1和2`, ['timePoll'], { roster: ROSTER }), header).toEqual(wangAndLi)
    expect(hear('#接龙\n约时间\n1、周三晚7点半\n2、周四晚7点半', ['timePoll'])).toEqual(silence)
    const options = '#接龙\n约时间\n1、周三晚7点半\n2、周四晚7点半\n'
    expect(noteHeading(`${options}1. 王德福 1`)).toBe(noteHeading(options))
    expect(hear(`${options}\n1. 王德福 1\n2. 李四 2`, ['timePoll'], { roster: ROSTER, previous: `${options}\n1. 王德福 1` })).toEqual(
      entries({ name: '李四', text: '2' }),
    )
  })
  it('takes a count in brackets, of either width', () =>
    expect(
      hear('#接龙\n今晚签到\n1. 王德福（2人）\n2. 李四[1人]\n3. 张三【3人】\n4. 刘桂香(2)', ['attendance'], { roster: ROSTER }),
    ).toEqual(
      entries({ name: '王德福', persons: 2 }, { name: '李四', persons: 1 }, { name: '张三', persons: 3 }, { name: '刘桂香', persons: 2 }),
    ))
  for (const header of ['茶园屋场签到', '油坊屋场今晚签到', '平安屋场签到', '米家坳到会接龙'])
    it(`is about attendance under ${header}`, () =>
      expect(hear(`#接龙\n${header}\n1. 张三`, ['attendance', 'receipt'])).toEqual(entries({ name: '张三' })))
  it('is about the time under 鱼塘清淤哪天有空', () =>
    expect(hear('#接龙\n鱼塘清淤哪天有空\n1. 张三 1', ['timePoll'])).toEqual(entries({ name: '张三', text: '1' })))

  describe('whose head lists something', () => {
    const two = entries({ name: '王德福', persons: 2 }, { name: '李四' })
    it.each([
      ['topics', '今晚议事会签到，议题：\n1. 修路集资\n2. 路灯\n3. 自来水\n\n1. 王德福 2人\n2. 李四'],
      ['one topic', '今晚签到，议题：\n1. 医保缴费\n\n1. 王德福 2人\n2. 李四'],
      ['what to bring, numbered otherwise', '今晚签到\n1）自带板凳\n2）7点半到齐\n1、王德福 2人\n2、李四'],
      ['topics that are themselves two lists', '今晚签到\n议题：\n1. 修路\n2. 路灯\n要求：\n1. 带凳子\n2. 准时\n1. 王德福 2人\n2. 李四'],
      ['a time at the start of a line', '今晚签到\n2:30 文化广场\n1. 王德福 2人\n2. 李四'],
      ['a price at the start of a line', '今晚签到，讨论水价\n1.5元一吨\n1. 王德福 2人\n2. 李四'],
      ['an address', '签到 地点：幸福路1号 2、3栋之间\n1. 王德福 2人\n2. 李四'],
    ])('%s', (_, text) => {
      expect(hear(`#接龙\n${text}`, ['attendance'])).toEqual(two)
      expect(hear(`#接龙\n${text}`, ['attendance'], { roster: ROSTER })).toEqual(two)
    })
    it('and nobody has signed in yet', () => expect(hear('#接龙\n今晚签到，议题：\n1. 修路集资\n2. 路灯', ['attendance'])).toEqual(silence))
    it('takes the people of two groups where the roster knows them', () =>
      expect(hear('#接龙\n签到\n一组：\n1. 王德福\n2. 张三\n二组：\n1. 李四', ['attendance'], { roster: ROSTER })).toEqual(
        entries({ name: '王德福' }, { name: '张三' }, { name: '李四' }),
      ))
    it('leaves a list behind the people alone', () =>
      expect(hear('#接龙\n签到\n1. 王德福\n2. 李四\n\n要求：\n1. 带凳子\n2. 准时', ['attendance'], { roster: ROSTER })).toEqual(
        entries({ name: '王德福' }, { name: '李四' }),
      ))
    it('takes everybody where each has typed “1.”', () =>
      expect(hear('#接龙\n签到\n1. 王德福\n1. 李四\n1. 张三', ['attendance'])).toEqual(
        entries({ name: '王德福' }, { name: '李四' }, { name: '张三' }),
      ))
  })

  const first = '#接龙\n收到请接龙\n1. 张三\n2. 李四'
  it('counts what is new or changed since the last list', () => {
    expect(hear(`${first}\n3. 王德福`, ['receipt'], { previous: first })).toEqual(entries({ name: '王德福' }))
    expect(hear('#接龙\n签到\n1. 张三 2人\n2. 李四', ['attendance'], { previous: '#接龙\n签到\n1. 张三\n2. 李四' })).toEqual(
      entries({ name: '张三', persons: 2 }),
    )
    expect(hear(first, ['receipt'], { previous: first })).toEqual(silence)
  })
  it('counts everything when the list last seen was another one', () => {
    const now = '#接龙\n今晚签到\n1. 张三 2人\n2. 李四'
    const everybody = entries({ name: '张三', persons: 2 }, { name: '李四' })
    expect(hear(now, ['attendance'], { previous: '#接龙\n昨晚签到\n1. 张三 2人\n2. 李四' })).toEqual(everybody)
    expect(hear(now, ['attendance'], { previous: '大家好' })).toEqual(everybody)
  })

  for (const header of [
    '土鸡蛋 15元一斤',
    '校车接送时间',
    '团购大米',
    '周六聚餐',
    '收到鸡蛋的接龙',
    '打疫苗签到',
    '团购茶油',
    '周六聚餐签到',
  ]) {
    it(`is chat when it is about ${header}`, () =>
      expect(hear(`#接龙\n${header}\n1. 张三 2`, ['timePoll', 'attendance', 'rsvp', 'receipt'])).toEqual(silence))
  }
  it('is chat when nothing that it could answer is open', () =>
    expect(hear('#接龙\n开会签到\n1. 张三', ['motion', 'survey'])).toEqual(silence))
  it('is asked when two questions are open and the header fits both', () =>
    expect(hear('#接龙\n屋场会\n1. 张三', ['attendance', 'timePoll']).kind).toBe('clarify'))
  it('tells lists apart by their heading', () => {
    expect(noteHeading(`${first}\n3. 王德福`)).toBe(noteHeading(first))
    expect(noteHeading('#接龙\n签到\n1. 张三')).not.toBe(noteHeading(first))
    expect(noteHeading('大家好')).toBeUndefined()
  })
})
