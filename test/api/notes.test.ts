/** What a form came to is said on the page it leads to; it is neither kept for ever nor without bound. */
import { beforeAll, describe, expect, test } from 'vitest'
import { Notes } from '../../src/console/notes.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { Pages } from './support/pages.ts'

describe('notes', () => {
  test('are found by their name for ten minutes, and not by another', () => {
    const clock = new ManualClock(0)
    const notes = new Notes(clock)
    const name = notes.keep('添好了。')
    expect([notes.find(name), notes.find('another'), notes.find(undefined)]).toEqual(['添好了。', undefined, undefined])
    clock.moveTo(clock.now() + 10 * MINUTE - 1)
    expect(notes.find(name)).toBe('添好了。')
    clock.moveTo(clock.now() + 1)
    expect(notes.find(name)).toBeUndefined()
  })

  test('that are said again live on from then', () => {
    const clock = new ManualClock(0)
    const notes = new Notes(clock)
    const name = notes.keep('添好了。')
    notes.keep('改好了。')
    clock.moveTo(clock.now() + 6 * MINUTE)
    expect(notes.keep('添好了。')).toBe(name)
    clock.moveTo(clock.now() + 6 * MINUTE)
    expect(notes.find(name)).toBe('添好了。')
  })

  test('too old to be read are let go when the next comes', () => {
    const clock = new ManualClock(0)
    const notes = new Notes(clock)
    for (let n = 0; n < 50; n++) notes.keep(`排上了，要发${n}个屋场。`)
    expect(notes.size).toBe(50)
    clock.moveTo(clock.now() + 10 * MINUTE)
    notes.keep('改好了。')
    expect(notes.size).toBe(1)
  })

  test('are never more than a thousand: the oldest goes', () => {
    const notes = new Notes(new ManualClock(0))
    const names = Array.from({ length: 1_500 }, (_, n) => notes.keep(`排上了，要发${n}个屋场。`))
    expect(notes.size).toBe(1_000)
    expect([notes.find(names[499]), notes.find(names[500])]).toEqual([undefined, '排上了，要发500个屋场。'])
  })
})

describe('on the page', () => {
  let desk: TestDesk
  let pages: Pages
  beforeAll(async () => {
    desk = await TestDesk.open()
    pages = await Pages.open(desk)
  })

  test('a note is read after the order, and no more when the page is opened later', async () => {
    const { headers } = await pages.post('townAdmin', '/settings/villages', { name: '河东村' })
    const to = headers.get('location') ?? ''
    expect(await pages.look('townAdmin', to)).toContain('添好了。')
    desk.wall.moveTo(desk.wall.now() + 11 * MINUTE)
    expect(await pages.look('townAdmin', to)).not.toContain('添好了。')
  })
})
