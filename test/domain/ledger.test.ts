/** The chain: each entry's hash covers every field of it and the hash before it. */
import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../src/domain/base/events.ts'
import { canonical, chain, hashOf, type LedgerEntry } from '../../src/domain/ledger/chain.ts'
import { holds, restOf } from '../../src/domain/ledger/erased.ts'
import { withoutWords } from '../../src/domain/ledger/words.ts'
import { instantAt } from '../../src/kernel/time.ts'
import { ChainCheck } from '../../src/store/reading/ledger-verify.ts'

const CONTENT: Omit<LedgerEntry, 'hash'> = {
  hamletId: 'h',
  seq: 7,
  at: '2026-09-29T19:30:00.250+08:00',
  who: 'account:a1',
  what: 'venueSet',
  subject: 'm',
  data: { meetingId: 'm', venue: '张家院子' },
  why: null,
  prevHash: 'before',
  form: 1,
  seal: null,
  salt: null,
}
const event = (seq: number, venue: string): DomainEvent => ({
  ...{ type: 'venueSet', seq, at: instantAt('2026-09-29', 19, 30) + 250, who: 'account:a1', subject: 'm' },
  data: { meetingId: 'm', venue },
  ledgered: true,
})

const SALT = 'salt'
const chained = (prevHash: string, events: readonly DomainEvent[]) => chain('h', prevHash, events, () => SALT)

describe('the hash of an entry of form 1', () => {
  test('is the one that everybody who has the same content gets', () => {
    // Worked out once by another program: sha256 of the canonical text below.
    const { form: _form, seal: _seal, salt: _salt, ...covered } = CONTENT
    expect(canonical(covered)).toBe(
      '{"at":"2026-09-29T19:30:00.250+08:00","data":{"meetingId":"m","venue":"张家院子"},"hamletId":"h","prevHash":"before","seq":7,"subject":"m","what":"venueSet","who":"account:a1","why":null}',
    )
    expect(hashOf(CONTENT)).toBe('ddad0d27efcd561c76917815da7f64151d339ad1a1d6ec096f1b2d0383aa8391')
  })

  test.each<[keyof typeof CONTENT, unknown]>([
    ['hamletId', 'i'],
    ['seq', 8],
    ['at', '2026-09-29T19:30:00.251+08:00'],
    ['who', 'account:a2'],
    ['what', 'topicAdded'],
    ['subject', 'n'],
    ['data', { meetingId: 'm', venue: '李家院子' }],
    ['why', '下大雨'],
    ['prevHash', 'another before'],
  ])('is another when %s is another', (field, value) => {
    expect(hashOf({ ...CONTENT, [field]: value })).not.toBe(hashOf(CONTENT))
  })

  test('does not depend on the order in which a store gives back the fields of the data', () => {
    expect(hashOf({ ...CONTENT, data: { venue: '张家院子', meetingId: 'm' } })).toBe(hashOf(CONTENT))
    expect(hashOf({ ...CONTENT, data: { meetingId: 'm', venue: '张家院子', more: undefined } })).toBe(hashOf(CONTENT))
    expect(canonical([{ b: 1, a: [undefined, { d: null, c: '' }] }])).toBe('[{"a":[null,{"c":"","d":null}],"b":1}]')
  })
})

/** 张家院子 is a venue: somebody's words. */
const [ENTRY] = chained('before', [{ ...event(7, '张家院子'), why: '下大雨' }]) as [LedgerEntry]
const GONE: LedgerEntry = { ...withoutWords(ENTRY), salt: null }
const told = new Map<number, string | null>([[7, null]])

describe('an entry of form 2', () => {
  test('covers ids, figures and a seal of its words with the salt', () => {
    // Each worked out once by another program.
    expect(ENTRY.seal).toBe('56432f51dc8b988434ce9a21011daa32604f03f5199f6815366822e8fe962c76')
    expect(ENTRY.hash).toBe('0fe6ee04679a9c42e2ee233ee14a1f190d8de575c87cb5cb48fc60f8e8690a99')
    expect([ENTRY.form, ENTRY.salt]).toEqual([2, SALT])
  })

  test('holds as it is, and not with other words, another salt or another seal', () => {
    expect(holds(ENTRY, 7, new Map())).toBe(true)
    for (const changed of [
      { ...ENTRY, why: '下雪' },
      { ...ENTRY, why: null },
      { ...ENTRY, data: { meetingId: 'm', venue: '李家院子' } },
      { ...ENTRY, data: { meetingId: 'n', venue: '张家院子' } },
      { ...ENTRY, salt: 'other' },
      { ...ENTRY, seal: 'other' },
      { ...ENTRY, who: 'clock' },
      { ...ENTRY, form: 1 },
    ])
      expect(holds(changed, 7, new Map()), JSON.stringify(changed)).toBe(false)
  })

  test('holds without its words and its salt, when the chain tells of it further on', () => {
    expect(GONE).toMatchObject({ why: null, data: { meetingId: 'm', venue: null } })
    expect(holds(GONE, 7, told)).toBe(true)
    expect(holds(GONE, 7, new Map())).toBe(false)
    expect(holds({ ...GONE, why: '别的' }, 7, told)).toBe(false)
    expect(holds({ ...GONE, data: { meetingId: 'n', venue: null } }, 7, told)).toBe(false)
  })
})

test('an entry of form 1 without its words holds by what the chain tells of its rest, and by nothing else', () => {
  const content = { ...CONTENT, why: '下大雨' }
  const old: LedgerEntry = { ...content, hash: hashOf(content) }
  const gone = withoutWords(old)
  const erased = new Map([[7, restOf(gone)]])
  expect(holds(old, 7, new Map())).toBe(true)
  expect(holds(gone, 7, new Map())).toBe(false)
  expect(holds(gone, 7, erased)).toBe(true)
  expect(holds({ ...gone, who: 'clock' }, 7, erased)).toBe(false)
  expect(holds({ ...gone, hash: 'other' }, 7, erased)).toBe(false)
})

describe('a chain', () => {
  test('each entry carries the hash before it, from the one it is added to', () => {
    const [first, second] = chained('start', [event(1, '张家院子'), event(2, '李家院子')])
    expect(first).toMatchObject({
      hamletId: 'h',
      seq: 1,
      prevHash: 'start',
      at: '2026-09-29T19:30:00.250+08:00',
      what: 'venueSet',
      why: null,
    })
    expect(second?.prevHash).toBe(first?.hash)
    for (const { hash, ...content } of [first, second] as LedgerEntry[]) expect(hash).toBe(hashOf(content))
  })

  test('so a first entry that was another makes another hash of the last', () => {
    const last = (venue: string) => chained('', [event(1, venue), event(2, '李家院子')]).at(-1)?.hash
    expect(last('张家院子')).not.toBe(last('王家院子'))
  })

  test('what proves nothing to anybody takes no place in it', () => {
    const note = { type: 'noteRemembered', seq: 1, at: 0, who: 'clock', subject: 'r', data: { heading: '报名' } } as DomainEvent
    expect(chained('', [event(1, '张家院子'), note, event(2, '李家院子')]).map((e) => e.seq)).toEqual([1, 2])
  })

  test('an entry that was rewritten with its hash, and put back on the old link, is found out', () => {
    const [first, second] = chained('', [event(1, '张家院子'), event(2, '李家院子')]) as [LedgerEntry, LedgerEntry]
    const rewritten = chained('', [event(1, '王家院子')])[0] as LedgerEntry
    const check = new ChainCheck('h')
    check.take(rewritten)
    check.take(second)
    check.end(2, second.hash)
    expect(check.findings).toEqual([{ hamletId: 'h', fault: 'unlinked', seq: 2, to: 2 }])
    // Somebody who moves the link as well has to make a new hash of every later entry.
    const { hash: _old, ...content } = { ...second, prevHash: rewritten.hash }
    expect(hashOf(content)).not.toBe(second.hash)
    expect(first.hash).not.toBe(rewritten.hash)
  })
})
