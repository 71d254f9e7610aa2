import { describe, expect, it } from 'vitest'
import type { OpenQuestion, Understandable } from '../../src/understand/outcome.ts'
import { understand } from '../../src/understand/understand.ts'
import { NOW, QUESTIONS, ROSTER } from './lines.ts'

const open = (...names: string[]): OpenQuestion[] => names.map((n) => QUESTIONS[n]!)
const hear = (text: string, more: Partial<Understandable> = {}) => understand({ text, now: NOW, roster: ROSTER, ...more })
const yes = (...options: number[]) => ({ kind: 'intent', intent: 'availability', args: { yes: options } })
const approve = { intent: 'ballot', args: { choice: 'approve' } }

describe('quotes', () => {
  for (const dashes of [
    '- - - - - - - - - - - - - - -',
    '- - - - - - - - - - - - - -',
    '- - - - - - - - - - - - - - - - -',
    '--------------',
    '—————————————————',
  ]) {
    it(`reads only the reply under ${dashes}`, () =>
      expect(hear(`「李大山：1. 周三 2. 周四」\n${dashes}\n2`, { open: open('timePoll') })).toEqual(yes(2)))
  }
  it('reads a reply that stands before the quote', () =>
    expect(hear('2\n「李大山：1. 周三 2. 周四」', { open: open('timePoll') })).toEqual(yes(2)))
  it('reads past a nested quote', () => {
    const nested =
      '「李大山：「小助手：开会时间\n1. 周三 2. 周四」\n- - - - - - - - - - - - - - -\n大家快回」\n- - - - - - - - - - - - - - -\n1'
    expect(hear(nested, { open: open('timePoll') })).toEqual(yes(1))
  })
  it('lets the quote choose the survey', () =>
    expect(hear('「小助手：15号水沟清了，满意吗？」\n- - - - - - - - - - - - - - -\n满意', { open: open('survey', 'survey2') })).toEqual({
      kind: 'intent',
      intent: 'rate',
      args: { issueNo: 15, score: 'satisfied' },
    }))
  it('takes the quote that the channel hands over apart', () =>
    expect(hear('不满意', { quoted: '12号路灯修好了，满意吗？', open: open('survey', 'survey2') })).toEqual({
      kind: 'intent',
      intent: 'rate',
      args: { issueNo: 12, score: 'dissatisfied' },
    }))
  it('does not take an answer for a question that was not quoted', () =>
    expect(hear('2', { quoted: '表决：每户出50元。同意/反对/弃权', open: open('timePoll', 'motion') })).toEqual({ kind: 'silence' }))
  it('asks when a vote stands under somebody’s chat', () =>
    expect(hear('「老王：我看先修水沟」\n- - - - - - - - - - - - - - -\n同意', { open: open('motion') })).toEqual({
      kind: 'clarify',
      reading: approve,
    }))
  it('never reads a vote out of the quoted text', () =>
    expect(hear('「老王：同意」\n- - - - - - - - - - - - - - -\n哈哈', { open: open('motion') })).toEqual({ kind: 'silence' }))
  it('reads a command under any quote', () =>
    expect(hear('「老王：灯不亮」\n- - - - - - - - - - - - - - -\n反映 路灯坏了')).toEqual({
      kind: 'intent',
      intent: 'raiseIssue',
      args: { text: '路灯坏了' },
    }))
})

describe('mentions', () => {
  const progress = { kind: 'intent', intent: 'askProgress', args: { issueNo: 12 } }
  it('strips U+2005, a space, or nothing behind the name', () => {
    expect(hear('@小助手\u2005进度 12')).toEqual(progress)
    expect(hear('@小助手 进度 12')).toEqual(progress)
    expect(hear('@小助手进度 12')).toEqual(progress)
    expect(hear('进度 12 @小助手')).toEqual(progress)
  })
  it('strips another name when the channel says that it is the bot', () =>
    expect(hear('@槐树管家\u2005进度 12', { mentionsBot: true })).toEqual(progress))
  it('keeps the member in @李四 是 …', () =>
    expect(hear('@李四\u2005是 李大山家的', { role: 'head', mentionsBot: true })).toEqual({
      kind: 'intent',
      intent: 'bindMember',
      args: { mentioned: '李四', household: '李大山家' },
    }))
  it('keeps the member after the bot’s own mention', () =>
    expect(hear('@小助手 @李四 是 李大山家的', { role: 'head' })).toEqual({
      kind: 'intent',
      intent: 'bindMember',
      args: { mentioned: '李四', household: '李大山家' },
    }))
  it('leaves what is said to somebody else', () => expect(hear('@李四 1', { open: open('timePoll') })).toEqual({ kind: 'silence' }))
  const motion = { intent: 'openMotion', args: { text: '每户出50元' } }
  it.each([
    '@所有人\u2005表决 每户出50元',
    '@所有人 表决 每户出50元',
    '@所有人表决 每户出50元',
    '表决 每户出50元 @所有人',
    '@小助手 @所有人 表决 每户出50元',
    '@所有人\u2005@小助手\u2005表决 每户出50元',
    '@all 表决 每户出50元',
  ])('hears the command that %s calls everybody to', (text) =>
    expect(hear(text, { role: 'head', open: open('attendance') })).toMatchObject(motion),
  )
  it('leaves a notice to everybody as chat', () => {
    expect(hear('@所有人 今晚有雨，大家收好谷子', { role: 'head' })).toEqual({ kind: 'silence' })
    expect(hear('@所有人', { role: 'head' })).toEqual({ kind: 'silence' })
  })
  it.each(['@屋场 小助手\u2005进度 12', '@小助手🤖\u2005进度 12', '@🏠槐树 管家🏠\u2005进度 12', '进度 12 @屋场 小助手\u2005'])(
    'takes the whole name of %s',
    (text) => expect(hear(text, { mentionsBot: true })).toEqual(progress),
  )
  it('hears an answer that is said to the head who asked', () => {
    const said = (text: string, ...names: string[]) => hear(text, { convenor: ['张三', '槐树屋场长 张三'], open: open(...names) })
    expect(said('@张三\u2005到 2人', 'attendance')).toEqual({ kind: 'intent', intent: 'attend', args: { persons: 2 } })
    expect(said('@槐树屋场长 张三\u2005同意', 'motion')).toEqual({ kind: 'intent', ...approve })
    expect(said('@张三 1', 'timePoll')).toEqual(yes(1))
    expect(said('@李四 同意', 'motion')).toEqual({ kind: 'silence' })
  })
  it('asks back a vote to somebody who may be the one who asked, and leaves what neighbours say to each other', () => {
    expect(hear('@李四 到', { open: open('attendance') })).toEqual({ kind: 'intent', intent: 'attend', args: {} })
    expect(hear('@李四\u2005同意', { open: open('motion') })).toEqual({ kind: 'clarify', reading: approve })
    expect(hear('@李四 可以', { open: open('timePoll') })).toEqual({ kind: 'silence' })
    expect(hear('@路人 到', { open: open('attendance') })).toEqual({ kind: 'silence' })
  })
  it('answers the question mark only when it is for the bot', () => {
    expect(hear('@小助手 ？')).toEqual({ kind: 'intent', intent: 'help', args: {} })
    expect(hear('？')).toEqual({ kind: 'silence' })
  })
})

describe('voice', () => {
  const voice = (text: string, ...names: string[]) => hear(text, { kind: 'audio', open: open(...names) })
  it('never votes or rates without a confirming reply', () => {
    expect(voice('同意。', 'motion')).toEqual({ kind: 'clarify', reading: approve })
    expect(voice('十二号满意。', 'survey')).toEqual({
      kind: 'clarify',
      reading: { intent: 'rate', args: { issueNo: 12, score: 'satisfied' } },
    })
  })
  it('answers time polls, attendance and invitations', () => {
    expect(voice('周三可以。', 'timePoll')).toEqual(yes(1))
    expect(voice('到，三个人。', 'attendance')).toEqual({ kind: 'intent', intent: 'attend', args: { persons: 3 } })
    expect(voice('请假，在外打工。', 'rsvp')).toEqual({ kind: 'intent', intent: 'rsvp', args: { coming: false, reason: '在外打工' } })
  })
  it('may confirm', () => expect(voice('是的。', 'clarify')).toEqual({ kind: 'intent', intent: 'confirm', args: {} }))
})

describe('what is not a message', () => {
  it('is silence', () => {
    expect(hear('同意', { kind: 'recalled', open: open('motion') })).toEqual({ kind: 'silence' })
    expect(hear('', { open: open('motion') })).toEqual({ kind: 'silence' })
    expect(hear('', { kind: 'image', open: open('motion') })).toEqual({ kind: 'silence' })
  })
})
