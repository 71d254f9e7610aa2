/** What is easily got wrong about an issue's own words and whom it is said by: each is one sign in a rule. */
import { describe, expect, test } from 'vitest'
import { chasedNow } from '../../../src/domain/issue/chase.ts'
import { MINUTE } from '../../../src/kernel/time.ts'
import { CADRE, Hamlet, HEAD, OFFICIAL, range, villager } from './given.ts'
import { assign, decide, NOW, report, secret, toVillage } from './orders.ts'

const hamlet = () => new Hamlet({ at: NOW })

describe('what is raised', () => {
  test('has the category that was said, and one that is proposed where none was', () => {
    const h = hamlet()
    const says = (text: string, category?: string) =>
      h.refused({ type: 'raiseIssue', actor: villager(5), text, ...(category === undefined ? {} : { category }) })
    expect([says('村口路灯坏了', '乡风净化'), says('村口路灯坏了'), says('今天天气好')]).toEqual([undefined, undefined, undefined])
    expect([1, 2, 3].map((no) => h.issue(no).category)).toEqual(['乡风净化', '设施管护', null])
    expect(says('路', '没有这一类')).toBe('noSuchCategory')
    const into = (category: string) => h.refused({ type: 'categorise', actor: HEAD, issueNo: 2, category })
    expect([into('设施管护'), into('没有这一类'), into('基建加强')]).toEqual(['sameCategory', 'noSuchCategory', undefined])
  })

  test('names the household of whoever said it', () => {
    const h = hamlet()
    h.raised()
    expect(h.last('issueRaised')?.data.householdId).toBe('hh5')
    h.does({ type: 'raiseIssue', actor: CADRE, text: '渠道要清' })
    expect(h.last('issueRaised')?.data.householdId).toBeNull()
  })

  test('quietly and outside a meeting gives the head days of his own; openly, or past him, it does not', () => {
    const h = hamlet()
    secret(h, '邻居占了我的地', villager(5))
    h.raised('路灯坏了')
    h.does({ type: 'raiseIssue', actor: villager(6), text: '屋场长收了钱', passesOver: 'head' })
    expect([1, 2, 3].map((no) => h.issue(no).headDueOn !== null)).toEqual([true, false, false])
  })

  test('carries the picture that came with it, and only that', () => {
    const h = hamlet()
    h.does({ type: 'raiseIssue', actor: villager(5), text: '路灯坏了', mediaId: 'm1' })
    h.raised('渠道堵了')
    expect([...h.state.issueMedia.all()].map((m) => [m.issueId, m.mediaId])).toEqual([[h.issue(1).id, 'm1']])
    h.now += MINUTE
    h.does({ type: 'attachMedia', actor: villager(5), mediaId: 'm2' })
    expect(h.state.issueMedia.where((m) => m.mediaId === 'm2')[0]?.issueId).toBe(h.issue(2).id)
  })
})

describe('what the hamlet decides', () => {
  test('on the spot keeps what was done, and nothing where nothing was said', () => {
    const h = hamlet()
    h.raised()
    h.raised('渠道堵了')
    h.does(decide('onTheSpot', { text: '换了灯泡' }))
    h.does(decide('onTheSpot', {}, 2))
    expect([1, 2].map((no) => h.issue(no).decisionText)).toEqual(['换了灯泡', null])
  })

  test('goes to the village: the village’s group is told of what the hamlet passes on, and not again of what a review sends back', () => {
    const h = hamlet()
    h.raised()
    toVillage(h)
    expect(h.count('issuesPassedOn')).toBe(1)
    h.does({ type: 'handleIssue', actor: CADRE, issueNo: 1 })
    h.rates(range(6, 20), 'dissatisfied')
    h.until(h.survey().closesAt)
    expect(h.issue()).toMatchObject({ status: 'inVillage', handedFrom: 'review' })
    expect(h.count('issuesPassedOn')).toBe(1)
  })
})

describe('what is put together', () => {
  test('brings everybody who stood behind it, once, and nobody twice who stood there already', () => {
    const h = hamlet()
    h.raised('路灯坏了', villager(5))
    h.raised('村口的灯坏了', villager(6))
    for (const n of [7, 8]) h.does({ type: 'supportIssue', actor: villager(n), issueNo: 2 })
    h.does({ type: 'supportIssue', actor: villager(7), issueNo: 1 })
    h.does(decide('merge', { into: 1 }, 2))
    const behind = h.state.supports.where((s) => s.issueId === h.issue(1).id).map((s) => s.accountId)
    expect(behind.sort()).toEqual(['a6', 'a7', 'a8'])
  })

  test('of one that was raised by the same person brings him no support of his own', () => {
    const h = hamlet()
    h.raised('路灯坏了', villager(5))
    h.raised('村口的灯坏了', villager(5))
    h.does(decide('merge', { into: 1 }, 2))
    expect(h.state.supports.where((s) => s.issueId === h.issue(1).id)).toEqual([])
  })

  test('of a confidential one brings nobody: nobody is to learn who was behind it', () => {
    const h = hamlet()
    secret(h, '邻居占了我的地', villager(5))
    secret(h, '占地的事', villager(6))
    h.does(decide('merge', { into: 1 }, 2, CADRE))
    expect([...h.state.supports.all()]).toEqual([])
  })
})

describe('the dates that were promised', () => {
  const dates = (h: Hamlet) =>
    [...h.state.dueDates.all()].map((d) => [d.what, d.department ?? null, d.dueOn, d.metAt !== null, d.droppedAt !== null])

  test('of the village is met by its report, of one department dropped when another gets it', () => {
    const h = hamlet()
    h.raised()
    toVillage(h)
    report(h)
    h.does(assign())
    h.does(assign({ department: '水利站', dueOn: '2026-10-12' }))
    expect(dates(h)).toEqual([
      ['report', null, '2026-09-15', true, false],
      ['assign', '交通办', '2026-09-30', false, true],
      ['assign', '水利站', '2026-10-12', false, false],
    ])
  })

  test('of one department that gets another date are two dates', () => {
    const h = hamlet()
    h.raised()
    toVillage(h)
    report(h)
    h.does(assign())
    h.does({ ...assign({ dueOn: '2026-10-12' }), actor: OFFICIAL })
    expect(dates(h).slice(1)).toEqual([
      ['assign', '交通办', '2026-09-30', false, true],
      ['assign', '交通办', '2026-10-12', false, false],
    ])
  })
})

describe('what the ledger keeps besides', () => {
  test('is the reason where one was given', () => {
    const h = hamlet()
    h.raised()
    h.raised('渠道堵了')
    h.does(decide('dismiss', { text: '不是本村的' }))
    toVillage(h, 2)
    expect([h.last('issueDismissed')?.why, 'why' in h.last('issueHandedOver')!]).toEqual(['不是本村的', false])
  })

  test('is whether a picture came with the report', () => {
    const h = hamlet()
    h.does({ type: 'raiseIssue', actor: villager(5), text: '路灯坏了', mediaId: 'm1' })
    h.does({ type: 'attachMedia', actor: villager(5), mediaId: 'm2' })
    expect(h.events.filter((e) => e.type === 'mediaAttached').map((e) => (e.data as { withReport: boolean }).withReport)).toEqual([
      true,
      false,
    ])
  })
})

describe('told once', () => {
  test('the village’s group hears nothing new of what the town’s meeting gives back', () => {
    const h = hamlet()
    h.raised()
    toVillage(h)
    report(h)
    h.does({ type: 'bringBackIssue', actor: OFFICIAL, issueNo: 1, reason: '村里能办' })
    expect([h.issue().status, h.count('issuesPassedOn')]).toEqual(['inVillage', 1])
  })

  test('a chase of the village leaves out what is the town’s by then', () => {
    const h = hamlet()
    h.raised()
    h.raised('渠道堵了')
    toVillage(h)
    toVillage(h, 2)
    report(h)
    expect(chasedNow(h.state, 'village', [h.issue(1), h.issue(2)], NOW).map((i) => i.no)).toEqual([2])
  })
})

test('what an office without an account raised brings no support when it is put together with another', () => {
  const h = hamlet()
  h.raised('路灯坏了', villager(5))
  h.does({ type: 'raiseIssue', actor: CADRE, text: '村口的灯坏了' })
  h.does(decide('merge', { into: 1 }, 2))
  expect([...h.state.supports.all()]).toEqual([])
})

test('who may is told by the offices that the hamlet has: with no head nobody is sent to him', () => {
  const who = (h: Hamlet) => {
    const decided = h.order({ type: 'handleIssue', actor: villager(9), issueNo: 1 })
    return 'refusal' in decided ? decided.refusal : undefined
  }
  const h = hamlet()
  h.raised()
  expect(who(h)).toMatchObject({ code: 'onlyFor', who: ['head'] })
  h.state.hamlet.put({ ...h.state.hamlet.must('h'), headId: null })
  expect(who(h)).toMatchObject({ code: 'onlyFor', who: ['cadre'] })
})
