import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MinutesInput, minutesDocument, quorumText, type RecordedMotion, verdictText } from '../../src/documents/minutes.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { paragraphsOf, partOf } from './opened.ts'

const at = (hour: number, minute: number) => instantAt('2026-09-29', hour, minute)

const motion: RecordedMotion = {
  no: 1,
  text: '每户出50元修路灯',
  approve: 4,
  reject: 0,
  abstain: 0,
  present: 5,
  carried: true,
  binding: true,
  counted: 'ballots',
}

const meeting: MinutesInput = {
  hamlet: '槐树屋场',
  village: '河口村',
  startsAt: at(19, 30),
  openedAt: at(19, 0),
  endedAt: at(21, 5),
  venue: '文化广场',
  chair: '王大山',
  recorder: '李四',
  atHomeBase: 3,
  atHomePresent: 2,
  quorumPercent: 80,
  motionPercent: 80,
  present: [
    { label: '1组1户 王德福', persons: 2 },
    { label: '1组2户 李秀英', persons: 3, note: '王小明代签' },
  ],
  absent: [{ label: '1组3户 何冬梅', reason: '在外打工' }],
  hosts: [],
  topics: ['修路灯'],
  record: [
    { at: at(19, 36), speaker: '王德福', kind: 'said', text: '路灯坏了两个月,\n夜里怕。' },
    {
      at: at(19, 38),
      speaker: '李秀英',
      kind: 'voice',
      text: '我家门口那盏也不亮',
      corrections: [{ at: at(19, 40), by: '记录员李四', text: '是“我家屋后那盏”' }],
    },
    { at: at(19, 41), speaker: '张三', kind: 'noted', text: '水管要先修', by: '李四' },
  ],
  motions: [
    motion,
    { ...motion, no: 2, text: '清沟', approve: 3, reject: 1, carried: false, counted: 'hands', witnesses: ['王德福', '李秀英'] },
  ],
  issues: [{ no: 12, text: '村口路灯坏了', category: '设施管护', raisedBy: '王德福', decision: '约定2026年10月30日前办好' }],
  gaps: [{ from: at(19, 50), to: at(19, 56) }],
  issuedAt: at(21, 10),
}

describe('minutes', () => {
  it('say everything, in order, and keep the words as they were spoken', async () => {
    expect(paragraphsOf(await minutesDocument(meeting))).toEqual([
      '槐树屋场议事恳谈会会议记录',
      ...['时间', '2026年9月29日（星期二）19:30—21:05', '地点', '文化广场'],
      ...['主持', '王大山（屋场长）', '记录', '李四（记录员）'],
      ...['到会', '到会2户，长期在家3户，66.6%，未达到80%，还差1户；共5人'],
      '一、到会情况',
      '到会2户：',
      ...['1组1户 王德福，2人', '1组2户 李秀英，3人（王小明代签）', ''],
      '长期在家而未到1户：',
      ...['1组3户 何冬梅（请假：在外打工）', '', ''],
      '二、议题',
      '1. 修路灯',
      '三、发言记录（原话）',
      '19:36 王德福：路灯坏了两个月,\n夜里怕。',
      '19:38 李秀英：（语音）我家门口那盏也不亮',
      '〔更正，19:40由记录员李四补记，原话保留〕是“我家屋后那盏”',
      '19:41 张三：水管要先修（李四记）',
      '说明：19:50至19:56小助手断线，这段时间群里的发言没有记下。',
      '四、表决',
      ...['序号', '表决事项', '同意', '反对', '弃权', '未表态', '结果'],
      ...['1', '每户出50元修路灯', '4', '0', '0', '1', '通过（同意4/5人，80%）'],
      ...['2', '清沟', '3', '1', '0', '1', '未通过（同意3/5人，60%，需达到80%）；举手计数，王德福、李秀英证实'],
      '五、问题与决定',
      ...['编号', '问题', '类别', '提出人', '决定'],
      ...['12号', '村口路灯坏了', '设施管护', '王德福', '约定2026年10月30日前办好'],
      '主持人（签名）：              记录人（签名）：',
      '河口村槐树屋场  2026年9月29日',
    ])
  })

  it('say so when there was nothing', async () => {
    const empty = { ...meeting, present: [], absent: [], atHomePresent: 0, topics: [], record: [], motions: [], issues: [], gaps: [] }
    const text = paragraphsOf(await minutesDocument(empty))
    expect(text.slice(11)).toEqual([
      '一、到会情况',
      '到会0户：无。',
      '长期在家而未到0户：无。',
      '二、议题',
      '未事先商定议题。',
      '三、发言记录（原话）',
      '没有记下发言。',
      '四、表决',
      '本次没有表决事项。',
      '五、问题与决定',
      '本次没有提出问题，也没有议定以前的问题。',
      '主持人（签名）：              记录人（签名）：',
      '河口村槐树屋场  2026年9月29日',
    ])
  })

  it('name the households from away that came, which quorum does not count', async () => {
    const text = paragraphsOf(await minutesDocument({ ...meeting, atHomePresent: 1 }))
    expect(text).toContain('到会2户（其中平时不在家的1户，不计入到会比例）：')
  })

  it('name apart who ran it without signing in, and who entered which votes from a sheet', async () => {
    const byHand = [{ by: '李四', votes: ['1组1户 王德福 同意2', '1组2户 李秀英 同意1、反对1'] }]
    const input = { ...meeting, hosts: ['1组4户 王大山'], motions: [{ ...motion, byHand }] }
    const text = paragraphsOf(await minutesDocument(input))
    const caption = text.indexOf('主持、记录会议而没有签到1户：')
    expect(text[caption + 1]).toBe('1组4户 王大山')
    expect(text.indexOf('长期在家而未到1户：')).toBeGreaterThan(caption)
    expect(text).toContain('第1项由李四补录：1组1户 王德福 同意2；1组2户 李秀英 同意1、反对1。')
  })

  it('carry whatever a villager typed', async () => {
    const bad = '坏字符\u0000\u0008\ud800<b>&"\'\uffff👍尾\r\n二行'
    const docx = await minutesDocument({ ...meeting, topics: [bad] })
    expect(paragraphsOf(docx)).toContain('1. 坏字符<b>&"\'👍尾\n二行')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const file = await minutesDocument({ ...meeting, topics: [text] })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids are what is looked for.
        expect(partOf(file, 'word/document.xml')).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
        expect(paragraphsOf(file)[0]).toBe('槐树屋场议事恳谈会会议记录')
      }),
      { numRuns: 30 },
    )
  })

  it('bear the moment of issue, not the clock of the machine', async () => {
    const core = partOf(await minutesDocument(meeting), 'docProps/core.xml')
    expect([...core.matchAll(/W3CDTF">([^<]*)</g)].map(([, time]) => time)).toEqual([
      '2026-09-29T13:10:00.000Z',
      '2026-09-29T13:10:00.000Z',
    ])
    expect(core).toContain('<dc:creator>河口村槐树屋场</dc:creator>')
  })
})

describe('figures in minutes', () => {
  it.each([
    [24, 30, '到会24户，长期在家30户，80%，达到80%'],
    [23, 30, '到会23户，长期在家30户，76.6%，未达到80%，还差1户'],
    [35, 44, '到会35户，长期在家44户，79.5%，未达到80%，还差1户'],
    [0, 0, '到会0户，长期在家0户，–，未达到80%，还差0户'],
  ])('%i of %i', (present, base, text) => {
    expect(quorumText(present, base, 80)).toBe(text)
  })

  it('say that a motion without quorum is recorded only', () => {
    expect(verdictText({ ...motion, binding: false }, 80)).toBe('同意达到80%（同意4/5人，80%），但到会户数不足，只作记录，不生效')
  })
})
