import { describe, expect, test } from 'vitest'
import { chatFile } from '../../src/application/papers/by-hand/chat-file.ts'
import { pasteEvening, sheetsFor } from '../../src/application/papers/by-hand/evening.ts'
import { readExportedChat } from '../../src/application/papers/by-hand/exported-chat.ts'
import { enteringPerson, hamletMeant } from '../../src/application/papers/by-hand/who.ts'
import { instantAt, MINUTE } from '../../src/kernel/time.ts'
import { loadHamlet } from '../../src/store/turn/hamlet.ts'
import { sayPasted } from '../../src/text/by-hand.ts'
import { arrive, evening, people } from '../support/evening.ts'
import { Village } from '../support/village.ts'

const HUAISHU = 'hamlet_huaishu'
const RECORDER = { kind: 'account', accountId: 'account_huaishu_recorder' } as const
const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name
const paste = (v: Village, text: string, more: { motion?: { text: string } | { no: number }; write?: boolean } = {}) =>
  pasteEvening(v.deps, HUAISHU, { actor: RECORDER, text, write: true, ...more })

const _messages = (text: string) => readExportedChat(text).messages.map(({ name, text: words }) => ({ name, text: words }))

describe('an evening entered by hand', () => {
  test('a 接龙 signs in who is in it, marked with who entered it', async () => {
    const { v } = await evening()
    const [nine, ten] = [await name(v, 9), await name(v, 10)]
    const pasted = await paste(v, `#接龙\n开会签到\n1. ${nine} 2人\n2. ${ten}\n3. 不认识`)
    expect(pasted?.read).toMatchObject({ unsettled: ['不认识'], motions: [] })
    await v.send()
    expect(v.said.at(-1)?.text).toBe('【补录】按签到表补录了2户的签到。在家户到了2/30户（6.6%），共3人。')
    expect((await v.db.attendance.findMany()).map((a) => [a.householdId, a.persons, a.via, a.by])).toEqual([
      ['household_huaishu_9', 2, 'byHand', 'account:account_huaishu_recorder'],
      ['household_huaishu_10', 1, 'byHand', 'account:account_huaishu_recorder'],
    ])
  })

  test('every line is accounted for, whatever the names are in the group', async () => {
    const { v } = await evening()
    const [nine, ten, eleven, never] = [await name(v, 9), await name(v, 10), await name(v, 11), await name(v, 35)]
    const text = `${nine} 2026/9/7 19:31:02\n到 2人\n\n${ten}(修车) 2026/9/7 19:31:30\n到\n\n${eleven} 一组🌸 2026/9/7 19:31:40\n来了\n\n路人甲 2026/9/7 19:32:00\n到\n${never} 2026/9/7 19:33:00\n同意\n${nine} 2026/9/7 19:34:00\n吃了没`
    const pasted = await paste(v, text, { write: false })
    expect(pasted?.read?.attendance).toEqual(
      [9, 10, 11].map((n, i) => ({ householdId: `household_huaishu_${n}`, persons: i === 0 ? 2 : 1 })),
    )
    expect(pasted?.read?.account).toMatchObject({ lines: 12, attributed: 6 })
    expect(pasted?.read?.account.counted.map((c) => c.line)).toEqual([1, 4, 7])
    expect(pasted?.read?.account.leftOut.map((l) => [l.line, l.why])).toEqual([
      [10, 'unknownName'],
      [12, 'noMotion'],
      [14, 'chat'],
    ])
    const [account] = sayPasted(pasted!.read!, pasted!.names, [])
    expect(account).toBe('读了12行，认出6条是谁说的，算了3条，没算3条（名册上对不上1条，不知道表决的是哪一项1条，不是签到也不是表决1条）。')
  })

  test('a text in which nobody is recognized is told so', async () => {
    const { v } = await evening()
    const pasted = await paste(v, '今晚的会改天开', { write: false })
    expect(sayPasted(pasted!.read!, pasted!.names, []).slice(0, 2)).toEqual([
      '读了1行，认出0条是谁说的，算了0条，没算1条（看不出是谁说的1条）。',
      expect.stringContaining('一句都认不出是谁说的'),
    ])
  })

  test.each([
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    [
      'a web page',
      (text: string) =>
        Buffer.from(
          `<html><body>${text
            .split('\n')
            .map((l) => `<div>${l}</div>`)
            .join('')}</body></html>`,
        ),
    ],
    [
      'a page whose script holds the messages',
      () =>
        Buffer.from(
          "<html><script>const m=[{type:1,text:'到 2人',is_send:0,displayname:'张三'},{type:3,text:'x.jpg',displayname:'李四'},{type:1,text:'来了',displayname:'李四'}]</script></html>",
        ),
    ],
    [
      'a table',
      () =>
        Buffer.from(
          'localId,Type,StrContent,StrTime,Remark,NickName\n1,1,到 2人,2026-09-07 19:31:02,,张三\n2,3,x.jpg,2026-09-07 19:31:03,,李四\n3,1,来了,2026-09-07 19:32:00,李四,老李\n',
        ),
    ],
  ])('the file is read as %s', async (_kind, bytes) => {
    const source = await chatFile(bytes('张三 2026/9/7 19:31\n到 2人\n李四 2026/9/7 19:32\n来了'))
    if ('reason' in source) throw new Error(source.reason)
    const chat = 'chat' in source ? source.chat : readExportedChat(source.text)
    expect(chat.messages.map(({ name: who, text }) => [who, text])).toEqual([
      ['张三', '到 2人'],
      ['李四', '来了'],
    ])
  })

  test.each([
    ['bytes that are no text', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff, 0xff])],
    ['nothing', Buffer.from(' \n')],
  ])('a file of %s is refused with the reason', async (_kind, bytes) => {
    expect(await chatFile(bytes)).toEqual({ reason: expect.stringMatching(/编码|空的/) })
  })

  test('a look changes nothing', async () => {
    const { v } = await evening()
    const pasted = await paste(v, `${await name(v, 9)}：到`, { write: false })
    expect(pasted?.read?.attendance).toEqual([{ householdId: 'household_huaishu_9', persons: 1 }])
    expect(pasted?.written).toBe(false)
    expect(await v.db.attendance.count()).toBe(0)
  })

  test("a chat brings attendance and votes, with the head's words telling what was put to the vote", async () => {
    const { v, room } = await evening()
    await arrive(room, 22)
    await v.after(MINUTE)
    const [head, nine, late, later, never] = [await name(v, 1), await name(v, 9), await name(v, 31), await name(v, 32), await name(v, 35)]
    const chat = [
      [late, '到 2人'],
      [later, '我家来了两个'],
      [head, '表决 每户出工一天'],
      [late, '同意 5票'],
      [later, '同意'],
      [later, '改成反对'],
      [nine, '同意'],
      [never, '同意'],
      ['路人', '同意'],
      [nine, '同意，但是要先修下面那段'],
    ]
    const pasted = await paste(v, chat.map(([who, text], i) => `${who} 2026-09-09 19:${30 + i}\n${text}`).join('\n'))
    expect(pasted?.read?.motions).toEqual([
      {
        motion: { text: '每户出工一天' },
        votes: [
          { householdId: 'household_huaishu_31', approve: 2, reject: 0, abstain: 0 },
          { householdId: 'household_huaishu_32', approve: 0, reject: 1, abstain: 0 },
          { householdId: 'household_huaishu_9', approve: 1, reject: 0, abstain: 0 },
        ],
      },
    ])
    expect(pasted?.read).toMatchObject({ unsettled: ['路人'], notSignedIn: [never] })
    await v.send()
    const said = v.said.map((s) => s.text)
    expect(said).toContain(
      '【表决1结果】每户出工一天\n到会26人：同意3，反对1，弃权0，没投22（补录）。\n同意3/26人，11.5%，还差18票，没到80%，没有通过。',
    )
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ present: 26, approve: 3, reject: 1, binding: true, counted: 'ballots' })
  })

  test('entered twice it is the same evening', async () => {
    const { v } = await evening()
    const [nine, ten] = [await name(v, 9), await name(v, 10)]
    const text = `${nine}：到 2人\n${ten}：到\n${nine}：同意 2票`
    await paste(v, text, { motion: { text: '清沟' } })
    await v.after(MINUTE)
    const said = v.said.length
    const written = await v.db.ledgerEntry.count()
    await paste(v, text, { motion: { text: '清沟' } })
    expect(await v.after(MINUTE)).toEqual([])
    expect(v.said).toHaveLength(said)
    expect(await v.db.ledgerEntry.count()).toBe(written)
    expect(await v.db.motion.findMany()).toMatchObject([{ text: '清沟', present: 3, approve: 2 }])
    // What a longer text adds is entered, and the result is told with the people who are known of now.
    await paste(v, `${text}\n${await name(v, 11)}：到`, { motion: { text: '清沟' } })
    await v.send()
    expect(v.said.slice(said).map((s) => s.text.split('\n')[0])).toEqual([
      '【补录】按签到表补录了1户的签到。在家户到了3/30户（10%），共4人。',
      '【表决1结果】清沟',
    ])
    expect(await v.db.motion.findMany()).toMatchObject([{ text: '清沟', present: 4, approve: 2 }])
    expect(await v.db.ballot.count()).toBe(1)
  })

  test('entered twice after 散会 makes the minutes once more, not twice', async () => {
    const { v, room } = await evening()
    const text = `${await name(v, 9)}：到\n${await name(v, 9)}：同意`
    await room.says('head', '散会')
    await v.after(MINUTE)
    for (const documents of [2, 2]) {
      await paste(v, text, { motion: { text: '清沟' } })
      await v.after(MINUTE)
      expect(await v.db.document.count()).toBe(documents)
    }
  })

  test("a meeting keeps the ledger's last figures, also those of a sheet entered after 散会", async () => {
    const { v, room } = await evening()
    await room.says('9', '到')
    const figures = async () => (await v.db.meeting.findFirstOrThrow()).figures
    expect(await figures()).toBeNull()
    await room.says('head', '散会')
    expect(await figures()).toMatchObject({ base: 30, atHome: 1, persons: 1, quorate: false })
    await paste(v, `${await name(v, 10)}：到 2人`)
    const last = await v.db.ledgerEntry.findFirstOrThrow({ where: { what: 'enteredByHand' }, orderBy: { seq: 'desc' } })
    expect(await figures()).toEqual((last.data as { figures: unknown }).figures)
    expect(await figures()).toMatchObject({ base: 30, atHome: 2, persons: 3, quorate: false })
  })

  test('a list that is entered again after somebody changed their vote is the last word again', async () => {
    const { v, room } = await evening()
    const nine = await name(v, 9)
    await room.all([
      ['9', '到'],
      ['10', '到'],
    ])
    await room.says('head', '表决 清沟')
    await paste(v, `${nine}：到\n${nine}：同意`, { motion: { no: 1 } })
    expect(await v.db.motion.findMany()).toMatchObject([{ present: 2, approve: 1, reject: 0 }])
    await paste(v, `${nine}：到\n${nine}：反对`, { motion: { no: 1 } })
    await paste(v, `${nine}：到\n${nine}：同意`, { motion: { no: 1 } })
    expect(await v.db.motion.findMany()).toMatchObject([{ present: 2, approve: 1, reject: 0 }])
    expect(await v.db.ballot.count()).toBe(3)
  })

  test('votes of which nobody knows what they were about are not counted', async () => {
    const { v } = await evening()
    const nine = await name(v, 9)
    const pasted = await paste(v, `${nine}：到\n${nine}：同意`)
    expect(pasted?.read).toMatchObject({ motions: [], votesWithoutMotion: 1 })
    expect(await v.db.motion.count()).toBe(0)
  })

  test('after 散会 what was decided is counted anew, and the minutes are made again', async () => {
    const { v, room } = await evening()
    await arrive(room, 23)
    await room.says('head', '表决 议题1')
    await room.all(people(23).map((who) => [who, '同意'] as const))
    await room.says('head', '散会')
    await v.after(MINUTE)
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ carried: true, binding: false })
    await paste(v, `${await name(v, 31)}：到`)
    await v.after(MINUTE)
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ present: 24, approve: 23, carried: true, binding: true })
    expect(await v.db.document.count()).toBe(2)
  })

  test('a meeting that nobody opened is opened and over with its sheets, when its evening is past', async () => {
    const v = await Village.open()
    const room = v.room('huaishu')
    await room.says('head', '开会 周三晚7点半 文化广场')
    // As after a long standstill: no deadline was met.
    v.clock.moveTo(instantAt('2026-09-10', 9))
    const names = await Promise.all(Array.from({ length: 30 }, (_, i) => name(v, i + 1)))
    await paste(v, names.map((n) => `${n}：到`).join('\n'))
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'ended', atHomeBase: 30 })
    await room.says('9', '早啊')
    expect(await v.db.recordLine.count()).toBe(0)
    expect(v.said.at(-1)?.text.split('\n').slice(0, 2)).toEqual([
      '【散会】9月9日周三晚7点半的会散了（事后补录）。',
      '在家户到了25/30户（83.3%），另有平时外出的5户，共30人。够24户了，这次会算数。',
    ])
  })

  test('before its time there is nothing to enter, and others may not', async () => {
    const v = await Village.open()
    await v.room('huaishu').says('head', '开会 周三晚7点半')
    expect((await paste(v, `${await name(v, 9)}：到`))?.meeting).toBeUndefined()
    const hamlet = await hamletMeant(v.db, '槐树')
    if ('known' in hamlet) throw new Error('槐树 is there')
    expect(await enteringPerson(v.db, await name(v, 2), hamlet)).toEqual(RECORDER)
    expect(await enteringPerson(v.db, '周建国', hamlet)).toMatchObject({ kind: 'official', office: 'cadre' })
    // A cadre of another village, and a villager without an office.
    expect(await enteringPerson(v.db, '罗志强', hamlet)).toBeUndefined()
    expect(await enteringPerson(v.db, await name(v, 9), hamlet)).toBeUndefined()
    expect(await hamletMeant(v.db, '没有')).toEqual({ known: ['槐树屋场', '柳荫屋场', '塘湾屋场'] })
  })

  test('sheets are printed for the meeting that is fixed', async () => {
    const { v } = await evening()
    const sheets = await sheetsFor(await loadHamlet(v.db, HUAISHU, v.now), v.now)
    expect(sheets.map((s) => s.name)).toEqual(['槐树屋场签到表2026-09-09.docx', '槐树屋场表决登记表2026-09-09.docx'])
    for (const { bytes } of sheets) expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })
})
