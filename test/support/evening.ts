/** A meeting of 槐树屋场, fixed for Wednesday 2026-09-09 at half past seven and brought to the opening of attendance. */
import { instantAt } from '../../src/kernel/time.ts'
import { HUAISHU_REACHED, type Room, Village } from './village.ts'

export const SEVEN = instantAt('2026-09-09', 19)
export const HALF_PAST_SEVEN = instantAt('2026-09-09', 19, 30)

export interface Evening {
  v: Village
  room: Room
  /** What was said when attendance opened. */
  opening: string
}

export async function evening(topics = '修路灯、清沟'): Promise<Evening> {
  const v = await Village.open()
  const room = v.room('huaishu')
  await room.says('head', `开会 周三晚7点半 文化广场 议题：${topics}`)
  const said = await v.until(SEVEN)
  return { v, room, opening: said.at(-1) ?? '' }
}

/** The first `count` households that can be reached, each by one account. The head's is the first, the recorder's the second. */
export const people = (count: number): string[] => HUAISHU_REACHED.slice(0, count)

/** Households arrive one after another, with the numbers of people given (missing: a bare 到). */
export function arrive(room: Room, count: number, persons: readonly number[] = []): Promise<string[]> {
  return room.all(people(count).map((who, i) => [who, persons[i] ? `到 ${persons[i]}人` : '到'] as const))
}
