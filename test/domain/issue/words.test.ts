/** Categories from words, and reports that are much alike. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CATEGORIES, proposeCategory } from '../../../src/domain/issue/category.ts'
import { alike, likeness } from '../../../src/domain/issue/likeness.ts'

describe('the category is proposed from the words', () => {
  test.each([
    ['村口路灯坏了', '设施管护'],
    ['水渠堵了没人管', '设施管护'],
    ['三组到水库的路要硬化', '基建加强'],
    ['沟里全是垃圾，臭得很', '环境治理'],
    ['两家为地界吵架', '矛盾化解'],
    ['低保怎么申请，要什么材料', '政策传达'],
    ['油茶卖不出去，没有销路', '产业发展'],
    ['包工头拖欠工资', '权益保障'],
    ['王奶奶是五保，住院没钱', '困难帮扶'],
    ['晚上打麻将赌博', '乡风净化'],
    ['班车不进村，看病不方便', '生活改善'],
    ['卫生室没有降压药', '生活改善'],
    ['塘边不卫生', '环境治理'],
    ['今天天气好', null],
  ])('%s → %s', (text, category) => {
    expect(proposeCategory(text)).toBe(category)
  })

  test('whatever is said, the answer is one of the ten or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = proposeCategory(text)
        expect(found === null || CATEGORIES.includes(found)).toBe(true)
      }),
    )
  })
})

describe('likely duplicates are named', () => {
  test.each([
    ['村口路灯坏了', '村口的路灯不亮了'],
    ['水渠堵了，水过不来', '我们这边水渠也堵了'],
    ['三组路上有个大坑', '三组那条路上一个大坑'],
    ['垃圾池满了没人清', '垃圾池满了没人收'],
  ])('%s is like %s', (a, b) => {
    expect(alike(b, [{ no: 9, text: a }])).toEqual([9])
  })

  test.each([
    ['村口路灯坏了', '村口的水沟堵了'],
    ['三组路上有个大坑', '三组的自来水没水'],
    ['低保怎么申请', '广场要装健身器材'],
    ['路灯坏了', ''],
  ])('%s is not like %s', (a, b) => {
    expect(alike(b, [{ no: 9, text: a }])).toEqual([])
  })

  test('likeness is the same in both directions, and a text is wholly like itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(100)
      }),
    )
    expect(likeness('村口路灯坏了', '村口路灯坏了')).toBe(100)
  })

  test('the most alike come first, two at most', () => {
    const before = [
      { no: 1, text: '村口路灯坏了' },
      { no: 2, text: '村口路灯坏了三天' },
      { no: 3, text: '村口路灯坏' },
    ]
    expect(alike('村口路灯坏了', before)).toEqual([3, 1])
  })
})
