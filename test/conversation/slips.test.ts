/** Ways out of a slip of the head's, or of anybody's. */
import { describe, expect, test } from 'vitest'
import { closeGap, openGap } from '../../src/application/connection/gap.ts'
import { pasteEvening } from '../../src/application/papers/by-hand/evening.ts'
import { DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/time.ts'
import { attendanceOf, findMeeting } from '../../src/store/reading/meetings.ts'
import { paragraphsOf } from '../documents/opened.ts'
import { arrive, evening, HALF_PAST_SEVEN, SEVEN } from '../support/evening.ts'
import { ACCOUNT } from '../support/town.ts'
import { type Room, Village } from '../support/village.ts'

const name = async (v: Village, household: number) =>
  (await v.db.villager.findUniqueOrThrow({ where: { id: `villager_huaishu_${household}_a` } })).name

async function fixed(): Promise<{ v: Village; room: Room }> {
  const v = await Village.open()
  const room = v.room('huaishu')
  await room.says('head', '开会 周三晚7点半 文化广场')
  return { v, room }
}

/** Whoever sees the whole town. */
const TOWN = { townId: 'town_qingshan', villageId: null, department: null, confidential: true, aboutCadres: true, people: true }

describe('签到 days ahead', () => {
  test('is asked first; 是 opens it', async () => {
    const { v, room } = await fixed()
    expect(await room.says('head', '签到')).toEqual(['9月9日周三晚7点半才开会，到时候我会提前开始签到。现在就开始签到吗？回“是”就开始。'])
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('scheduled')
    expect((await room.says('head', '是'))[0]).toContain('开始签到')
  })

  test('取消签到 undoes it: the record is closed, 参加 and the reminders live again, the base is counted on the evening', async () => {
    const { v, room } = await fixed()
    await room.says('9', '参加 2人')
    await room.says('head', '签到')
    await room.says('head', '是')
    await room.says('10', '到 2人')
    await room.says('recorder', `代签 ${await name(v, 8)}`)
    const lines = await v.db.recordLine.count()
    expect(await room.says('9', '取消签到')).toEqual([])
    expect(await room.says('recorder', '取消签到')).toEqual([
      '【签到取消】刚才的签到不算，群里说的话也不记了。会还是后天（9月9日周三）晚7点半开，来得成的回“参加”，来不成的回“请假”。',
    ])
    await room.says('10', '今天天气好')
    expect(await v.db.recordLine.count()).toBe(lines + 1)
    expect(await room.says('10', '参加')).toEqual([])
    expect((await v.until(HALF_PAST_SEVEN)).filter((s) => s.includes('【提醒】'))).toHaveLength(2)
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'open', atHomeBase: 30 })
    // Who signed in by mistake is in the ledger, and not here, nor at the desk.
    const { id } = await v.db.meeting.findFirstOrThrow()
    expect((await attendanceOf(v.db, id, {})).items).toEqual([])
    expect((await findMeeting(v.db, TOWN, id))?.figures ?? null).toBeNull()
    expect((await room.says('head', '还差谁'))[0]).toContain('在家户到了0/30户')
    expect(await v.db.ledgerEntry.count({ where: { what: 'attendanceGiven' } })).toBe(1)
  })

  test('what was said meanwhile stands in the record, and not in the minutes of the evening', async () => {
    const { v, room } = await fixed()
    await room.says('head', '签到')
    await room.says('head', '是')
    await room.says('9', '明早哪个去赶集')
    await room.says('head', '取消签到')
    await v.until(HALF_PAST_SEVEN)
    await room.says('9', '水渠要先修')
    await room.says('head', '散会')
    await v.after(0)
    expect(await v.db.recordLine.count({ where: { text: '明早哪个去赶集' } })).toBe(1)
    const minutes = paragraphsOf(Buffer.from((await v.db.document.findFirstOrThrow()).bytes)).join('\n')
    expect([minutes.includes('水渠要先修'), minutes.includes('赶集')]).toEqual([true, false])
  })

  test('on the evening itself it cannot be undone, only moved or called off', async () => {
    const { room } = await evening()
    expect((await room.says('head', '取消签到'))[0]).toContain('今天不开就回“取消会议 原因”')
  })
})

describe('rain at ten past seven', () => {
  test('取消会议: those who came are told, and it is no meeting without quorum', async () => {
    const { v, room } = await evening()
    await arrive(room, 12)
    await v.until(SEVEN + 10 * MINUTE)
    expect(await room.says('head', '取消会议 下大雨')).toEqual([
      '【会议取消】原定9月9日周三晚7点半的会不开了，因为下大雨。请互相转告。\n已经到了的12户乡亲，对不住，请先回家。刚才的签到不算。',
    ])
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ status: 'cancelled', figures: null })
    expect(await v.until(instantAt('2026-09-10', 7))).toEqual([])
    expect((await room.says('head', '开会 今晚7点半'))[0]).toContain('【开会】9月10日周四晚7点半')
  })

  test('改到明晚: those who came are told, answers and attendance start anew', async () => {
    const { v, room } = await evening()
    await arrive(room, 12)
    await v.until(SEVEN + 10 * MINUTE)
    const [moved] = await room.says('head', '改到明晚7点半')
    expect(moved).toContain('改到9月10日周四晚7点半')
    expect(moved).toContain('已经到了的12户乡亲，对不住，请先回家。')
    await v.until(SEVEN + DAY)
    expect((await room.says('head', '还差谁'))[0]).toContain('在家户到了0/30户')
    await arrive(room, 24)
    await room.says('head', '散会')
    expect(await v.db.meeting.findFirstOrThrow()).toMatchObject({ figures: { atHome: 24, quorate: true } })
  })

  test('once something was voted on, the evening stands', async () => {
    const { v, room } = await evening()
    await arrive(room, 24)
    await room.says('head', '表决 清沟')
    expect((await room.says('head', '取消会议 下大雨'))[0]).toContain('会上已经表决了1项')
    expect((await v.db.meeting.findFirstOrThrow()).status).toBe('open')
  })
})

describe('votes', () => {
  const ofTwo = async () => {
    const { v, room } = await evening()
    await arrive(
      room,
      24,
      Array.from({ length: 24 }, () => 2),
    )
    await room.says('head', '表决 清沟')
    return { v, room }
  }

  test('改成同意 after 反对 2票 is two votes', async () => {
    const { v, room } = await ofTwo()
    await room.says('9', '反对 2票')
    await room.says('9', '改成同意')
    await room.says('head', '表决结束')
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ approve: 2, reject: 0 })
  })

  test('全家同意 is the votes that the household brought, also once it was asked', async () => {
    const { v, room } = await ofTwo()
    expect(await room.says('9', '全家同意')).toEqual([])
    expect((await room.says('10', '一家人都同意'))[0]).toContain('“全家同意”')
    await room.says('10', '是')
    await room.says('head', '表决结束')
    expect(await v.db.motion.findFirstOrThrow()).toMatchObject({ approve: 4 })
  })
})

test('a chat that was copied out counts votes as the group would', async () => {
  const { v, room } = await evening()
  await arrive(room, 24)
  const [nine, ten] = [await name(v, 9), await name(v, 10)]
  const text = `${nine}：\n到 2人\n\n${ten}：\n到 2人\n\n${nine}：\n反对 2票\n\n${nine}：\n改成同意\n\n${ten}：\n全家同意`
  const actor = { kind: 'account', accountId: 'account_huaishu_recorder' } as const
  const pasted = await pasteEvening(v.deps, 'hamlet_huaishu', { actor, text, write: false, motion: { text: '清沟' } })
  expect(pasted?.read).toMatchObject({
    motions: [
      {
        votes: [
          { householdId: 'household_huaishu_9', approve: 2, reject: 0 },
          { householdId: 'household_huaishu_10', approve: 2, reject: 0 },
        ],
      },
    ],
  })
})

test('after a break of the connection people are asked to send 参加 and 请假 again, too', async () => {
  const { v } = await fixed()
  await openGap(v.deps, ACCOUNT, v.now, 'test')
  v.clock.moveTo(v.now + HOUR)
  const from = v.now - HOUR
  await closeGap(v.deps, ACCOUNT, from, v.now)
  await v.send()
  expect(v.said.at(-1)?.text).toContain('麻烦大家再发一次：来得成的回“参加”、来不成的回“请假”。')
})

test('an account nobody knows that signs in somebody else gets one sentence, and it is true', async () => {
  const { v, room } = await evening()
  const eight = await name(v, 8)
  expect(await room.says('new32', `替${eight}家到`)).toEqual([`我还不晓得您是哪一家的，替${eight}家签到请记录员回“代签 ${eight}”。`])
})

test('a day in the farmers’ calendar that could be a solar one is asked, naming both', async () => {
  const v = await Village.open()
  const [asked] = await v.room('huaishu').says('head', '开会 八月十七晚7点 文化广场')
  expect(asked).toContain('是8月17日周一，还是农历八月十七（9月27日周日）')
  expect(asked).toContain('开会 9月27日晚7点 文化广场')
})

describe('更正', () => {
  test('without a quote it is asked for one; on a voice it says what to do', async () => {
    const { room } = await evening()
    expect(await room.says('recorder', '更正 水管从西头接')).toEqual(['请长按记错的那句话，点“引用”，再发“更正 正确的话”。'])
    expect((await room.says('recorder', '更正 水管从西头接', { quoteOf: '张三', quote: '[语音] 12"' }))[0]).toContain('引用的是语音')
    expect(await room.says('9', '更正 明天停水')).toEqual([])
  })

  test('of a villager’s, in reply to words of the record, it is said whose it is; of other words it is talk', async () => {
    const { room } = await evening()
    await room.says('9', '水管从东头接')
    const quoted = { quoteOf: '张三', quote: '水管从东头接' }
    expect((await room.says('10', '更正 水管从西头接', quoted))[0]).toContain('记录员')
    expect(await room.says('10', '更正 水管从西头接', { ...quoted, quote: '桥修好了' })).toEqual([])
  })
})

test('the recorder’s plain 还差谁 names those who are missing', async () => {
  const { v, room } = await evening()
  await arrive(room, 24)
  expect((await room.says('recorder', '还差谁'))[0]).toContain(`还没到的6户：${await name(v, 29)}`)
})

test('催一下 while a poll is undecided points to what the head can do', async () => {
  const v = await Village.open()
  const room = v.room('huaishu')
  await room.says('head', '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止')
  await v.until(instantAt('2026-09-08', 13))
  const [said] = await room.says('head', '催一下')
  expect(said).toContain('这次约时间已经截止了，时间没定下来。')
  expect(said).toContain('“延到')
  expect(said).toContain('“定1”')
})

describe('请写全名 is answered by a full name', () => {
  test('of somebody to sign in', async () => {
    const { v, room } = await evening()
    const eight = await name(v, 8)
    expect((await room.says('recorder', '代签 司马无名 2人'))[0]).toContain('请写全名')
    expect((await room.says('recorder', eight))[0]).toContain(`好，${eight}家签到2人`)
    // Once: a name alone is talk.
    expect(await room.says('recorder', eight)).toEqual([])
  })

  test('of a kin word', async () => {
    const { v, room } = await evening()
    const eight = await name(v, 8)
    expect((await room.says('9', '我替二伯来'))[0]).toContain('是哪一位')
    expect((await room.says('9', eight))[0]).toContain(`好，您说的“二伯”就是${eight}`)
    expect(await v.db.attendance.findFirstOrThrow()).toMatchObject({ householdId: 'household_huaishu_8' })
  })
})
