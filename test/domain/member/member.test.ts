/** Whose account is whose, who is at home, and what was quoted back: at their edges. */
import { beforeEach, describe, expect, test } from 'vitest'
import { presence } from '../../../src/domain/attendance/present.ts'
import type { AccountRow } from '../../../src/domain/base/rows.ts'
import type { MeetingRow } from '../../../src/domain/meeting/rows.ts'
import { openClarification } from '../../../src/domain/member/clarify.ts'
import type { MotionRow } from '../../../src/domain/motion/rows.ts'
import { votesNow } from '../../../src/domain/motion/standing.ts'
import { DAY, instantAt, MINUTE } from '../../../src/kernel/time.ts'
import { Hamlet, HEAD, range, villager } from '../issue/given.ts'

const NOW = instantAt('2026-09-07', 9)
const guest = (id: string): AccountRow => ({
  ...{ id, account: 'x', externalId: `wx${id}`, nickname: id, hamletId: 'h', villagerId: null, householdId: null, officialId: null },
  ...{ boundAt: null, boundBy: null, greetedAt: null, consentAt: null },
})
let h: Hamlet
beforeEach(() => {
  h = new Hamlet({ at: NOW, households: 12, away: 2 })
  h.state.accounts.put(guest('guest'))
})
const claim = (household: number, villagerId?: string) =>
  h.does({
    ...{
      type: 'claimIdentity',
      actor: { kind: 'account', accountId: 'guest' },
      accountId: 'guest',
      householdId: `hh${household}`,
      said: 'x',
    },
    ...(villagerId === undefined ? {} : { villagerId }),
  })
const claims = () => [...h.state.claims.all()].map((c) => [c.no, c.householdId, c.status])
const bind = (accountId: string, household: number) =>
  h.does({ type: 'bindAccount', actor: HEAD, accountId, householdId: `hh${household}` })
const approve = (claimNo: number) => h.refused({ type: 'approveClaim', actor: HEAD, claimNo })

describe('a claim', () => {
  test('said again is the same; another takes its place and has a number of its own', () => {
    claim(3)
    expect(claim(3)).toEqual([])
    claim(3, 'v3')
    claim(4)
    expect(claims()).toEqual([
      [1, 'hh3', 'superseded'],
      [2, 'hh3', 'superseded'],
      [3, 'hh4', 'pending'],
    ])
  })

  test('is approved once, and not when another has taken its place', () => {
    claim(3)
    claim(4)
    expect(approve(1)).toBe('claimSettled')
    expect(approve(3)).toBe('noSuchClaim')
    expect(approve(2)).toBeUndefined()
    expect(h.state.accounts.must('guest')).toMatchObject({ householdId: 'hh4', boundAt: NOW, boundBy: 'account:a1' })
    expect(approve(2)).toBe('claimSettled')
  })

  test('is settled by a binding; one that was approved stays so, and so does another’s', () => {
    claim(3)
    approve(1)
    claim(5)
    h.state.accounts.put(guest('other'))
    h.does({
      ...{ type: 'claimIdentity', actor: { kind: 'account', accountId: 'other' }, accountId: 'other', householdId: 'hh6', said: 'x' },
    })
    bind('guest', 4)
    expect(claims()).toEqual([
      [1, 'hh3', 'approved'],
      [2, 'hh5', 'superseded'],
      [3, 'hh6', 'pending'],
    ])
    expect(approve(2)).toBe('claimSettled')
  })
})

describe('once bound, what was said before counts', () => {
  test('the question closes when that household was the last', () => {
    h.does({ type: 'openTimePoll', actor: HEAD, options: [NOW + 2 * DAY, NOW + 3 * DAY], closesAt: NOW + DAY })
    const says = (account: string) =>
      h.does({
        ...{ type: 'answerTime', actor: { kind: 'account', accountId: account } },
        answers: [{ from: { accountId: account, via: 'chat' }, reply: { yes: [1] } }],
      })
    for (const n of range(1, 9)) says(`a${n}`)
    says('guest')
    expect(h.count('timePollDecided')).toBe(0)
    bind('guest', 10)
    expect(h.last('timePollDecided')?.data).toMatchObject({ how: 'everybody', option: 1 })
  })

  test('quorum is reached when that household was the eighth, and the vote closes when its was the last', () => {
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + MINUTE })
    h.does({ type: 'openAttendance', actor: HEAD })
    const arrives = (accountId: string) =>
      h.does({ type: 'attend', actor: { kind: 'account', accountId }, arrivals: [{ from: { accountId, via: 'chat' } }] })
    for (const n of range(1, 7)) arrives(`a${n}`)
    arrives('guest')
    h.does({ type: 'openMotion', actor: HEAD, text: 'x' })
    for (const account of [...range(1, 6).map((n) => `a${n}`), 'guest'])
      h.does({
        ...{ type: 'castBallot', actor: { kind: 'account', accountId: account } },
        ...{ from: { accountId: account, via: 'chat' }, choice: 'approve' },
      })
    expect(h.count('quorumReached')).toBe(0)
    bind('guest', 8)
    expect(h.count('quorumReached')).toBe(1)
    expect(presence(h.state, h.state.meetings.all().next().value as MeetingRow)).toMatchObject({ atHome: 8, persons: 8 })
    h.does({ ...{ type: 'castBallot', actor: villager(7) }, ...{ from: { accountId: 'a7', via: 'chat' }, choice: 'approve' } })
    expect(h.last('motionClosed')?.data).toMatchObject({ how: 'everybody', binding: true, votes: { present: 8, approve: 8 } })
  })
})

describe('an account that was bound to the wrong person', () => {
  const unbind = (accountId: string) => h.does({ type: 'unbindAccount', actor: HEAD, accountId })
  const evening = (): void => {
    h.does({ type: 'scheduleMeeting', actor: HEAD, startsAt: NOW + MINUTE })
    h.does({ type: 'openAttendance', actor: HEAD })
    for (const accountId of ['a1', 'a2', 'guest'])
      h.does({ type: 'attend', actor: { kind: 'account', accountId }, arrivals: [{ from: { accountId, via: 'chat' } }] })
    h.does({ type: 'openMotion', actor: HEAD, text: 'x' })
    votes('guest', 'reject')
    bind('guest', 3)
  }
  const votes = (accountId: string, choice: 'approve' | 'reject') =>
    h.does({ ...{ type: 'castBallot', actor: { kind: 'account', accountId } }, ...{ from: { accountId, via: 'chat' }, choice } })
  const present = () => presence(h.state, h.state.meetings.all().next().value as MeetingRow)
  const counted = () => {
    const motion = h.state.motions.all().next().value as MotionRow
    return votesNow(h.state, motion)
  }

  test('is nobody’s again, dated, and what it was is in the ledger', () => {
    bind('guest', 3)
    const [event] = unbind('guest')
    expect(event).toMatchObject({
      type: 'accountUnbound',
      ledgered: true,
      data: { accountId: 'guest', householdId: 'hh3', villagerId: null },
    })
    expect(h.state.accounts.must('guest')).toMatchObject({ householdId: null, villagerId: null, boundAt: null, boundBy: null })
    expect(h.refused({ type: 'unbindAccount', actor: HEAD, accountId: 'guest' })).toBe('notBound')
  })

  test('what counted stays counted, also when it is bound to another and speaks again', () => {
    evening()
    const before = [present(), counted()]
    unbind('guest')
    expect([present(), counted()]).toEqual(before)
    bind('guest', 4)
    expect([present(), counted()]).toEqual(before)
    h.does({ ...{ type: 'attend', actor: villager(4) }, arrivals: [{ from: { accountId: 'guest', via: 'chat' } }] })
    votes('guest', 'approve')
    expect(present().atHome).toBe(4)
    expect(counted()).toMatchObject({ approve: 1, reject: 1 })
  })

  test('stands back before what the household itself says, and before the recorder’s word for it', () => {
    evening()
    unbind('guest')
    h.does({ type: 'markAttendance', actor: HEAD, householdId: 'hh3', persons: 2 })
    expect(present().persons).toBe(4)
    votes('a3', 'approve')
    expect(counted()).toMatchObject({ approve: 1, reject: 1 })
  })

  test('as head or recorder nobody is bound by a slip', () => {
    const binds = (villagerId: string, sure = false) =>
      h.refused({ type: 'bindAccount', actor: HEAD, accountId: 'guest', householdId: `hh${villagerId.slice(1)}`, villagerId, sure })
    expect([binds('v1'), binds('v2')]).toEqual(['bindsOffice', 'bindsOffice'])
    expect([binds('v3'), binds('v1', true)]).toEqual([undefined, undefined])
  })
})

describe('at home', () => {
  const set = (n: number, atHome: boolean) => h.does({ type: 'setAtHome', actor: HEAD, householdId: `hh${n}`, atHome })

  test('is dated with who said so, and only when it changes', () => {
    expect(set(3, true)).toEqual([])
    set(3, false)
    expect([...h.state.atHomeChanges.all()]).toMatchObject([{ householdId: 'hh3', atHome: false, at: NOW, by: 'account:a1' }])
    expect(h.state.households.must('hh3').atHome).toBe(false)
  })

  test('who leaves home was the last that was waited for', () => {
    h.does({ type: 'openTimePoll', actor: HEAD, options: [NOW + 2 * DAY, NOW + 3 * DAY], closesAt: NOW + DAY })
    for (const n of range(1, 9))
      h.does({
        ...{ type: 'answerTime', actor: villager(n) },
        answers: [{ from: { accountId: `a${n}`, via: 'chat' }, reply: { yes: [2] } }],
      })
    set(10, false)
    expect(h.last('timePollDecided')?.data).toMatchObject({ how: 'everybody', turnout: { atHome: 9, answered: 9 } })
  })
})

describe('a first word to somebody unknown', () => {
  const greet = (accountId = 'guest') => h.does({ type: 'greet', actor: { kind: 'account', accountId }, accountId }).length

  test('comes once a day at most', () => {
    expect(greet()).toBe(1)
    h.now += DAY - 1
    expect(greet()).toBe(0)
    h.now += 1
    expect(greet()).toBe(1)
  })

  test('not to somebody who waits for the head’s word, nor to one who is known', () => {
    claim(3)
    expect(greet()).toBe(0)
    approve(1)
    expect([greet(), greet('a4')]).toEqual([0, 0])
  })
})

describe('what is kept of whoever speaks here', () => {
  const greeted = () => h.does({ type: 'greet', actor: { kind: 'account', accountId: 'guest' }, accountId: 'guest' })[0]?.data

  test('is told with the first word, once', () => {
    expect(greeted()).toEqual({ accountId: 'guest', informed: true })
    expect(h.state.accounts.must('guest')).toMatchObject({ consentAt: NOW, greetedAt: NOW })
    h.now += DAY
    expect(greeted()).toEqual({ accountId: 'guest', informed: false })
    expect(h.state.accounts.must('guest')).toMatchObject({ consentAt: NOW, greetedAt: NOW + DAY })
    expect(claim(3)[0]?.data).toMatchObject({ informed: false })
  })

  test('is told with a claim, when that is the first, and stands in the ledger', () => {
    expect(claim(3)[0]).toMatchObject({ type: 'identityClaimed', ledgered: true, data: { informed: true } })
    expect(claim(4)[0]?.data).toMatchObject({ informed: false })
  })
})

describe('what was quoted back', () => {
  const ask = (reading: unknown = { intent: 'attend' }) =>
    h.does({ type: 'askBack', actor: villager(3), accountId: 'a3', roomId: 'r', ...(reading === undefined ? {} : { reading }) })
  const open = (at = h.now) => openClarification(h.state, 'a3', at)

  test('can be confirmed for half an hour', () => {
    ask()
    expect(open(NOW + 30 * MINUTE - 1)?.reading).toEqual({ intent: 'attend' })
    expect(open(NOW + 30 * MINUTE)).toBeUndefined()
    expect(openClarification(h.state, 'a4', NOW)).toBeUndefined()
  })

  test('is the last: what was asked before is settled, also by a question without a reading', () => {
    ask({ intent: 'first' })
    ask({ intent: 'second' })
    expect(open()?.reading).toEqual({ intent: 'second' })
    expect(h.state.clarifications.where((c) => c.settledAt === null)).toHaveLength(1)
    h.does({ type: 'askBack', actor: villager(3), accountId: 'a3', roomId: 'r' })
    expect(open()).toBeUndefined()
  })

  test('settled, it is not asked any more', () => {
    ask()
    h.does({ type: 'settleClarification', actor: villager(3), accountId: 'a3', clarificationId: open()?.id ?? '' })
    expect(open()).toBeUndefined()
  })
})

describe('what is remembered', () => {
  test('of a 接龙 its last text, in its room and under its heading', () => {
    const note = (roomId: string, heading: string, text: string) =>
      h.does({ type: 'rememberNote', actor: HEAD, roomId, heading, about: 'p', text })
    note('r', '报名', '1. 张三')
    note('r', '报名', '1. 张三\n2. 李四')
    note('other', '报名', '1. 王五')
    note('r', '鸡蛋', '1. 赵六')
    expect([...h.state.groupNotes.all()].map((n) => [n.roomId, n.heading, n.text])).toEqual([
      ['r', '报名', '1. 张三\n2. 李四'],
      ['other', '报名', '1. 王五'],
      ['r', '鸡蛋', '1. 赵六'],
    ])
  })

  test('of 二伯 who he is to this speaker, by the last word', () => {
    const learn = (accountId: string, villagerId: string) => h.does({ type: 'learnKin', actor: HEAD, accountId, word: '二伯', villagerId })
    learn('a3', 'v7')
    learn('a4', 'v8')
    learn('a3', 'v9')
    expect([...h.state.kinWords.all()].map((k) => [k.accountId, k.villagerId])).toEqual([
      ['a3', 'v9'],
      ['a4', 'v8'],
    ])
  })
})

test('a claim of another account is not replaced by mine', () => {
  h.state.accounts.put(guest('other'))
  h.does({ type: 'claimIdentity', actor: { kind: 'account', accountId: 'other' }, accountId: 'other', householdId: 'hh5', said: 'x' })
  claim(3)
  expect(claims()).toEqual([
    [1, 'hh5', 'pending'],
    [2, 'hh3', 'pending'],
  ])
})
