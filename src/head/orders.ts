/** What a phone sends: one form, or what waited in its queue. Each is done once, in order, and answered one by one. */
import type { Context } from 'hono'
import { z } from 'zod'
import { takeMedia } from '../application/hearing/media.ts'
import type { Tap } from '../application/hearing/tapped.ts'
import { carried } from '../application/pages/carry.ts'
import { type Became, hearTaps, type Tapped, type Tapper } from '../application/pages/hear-taps.ts'
import type { DoorDeps } from '../door/deps.ts'
import { Problem } from '../door/problem.ts'
import { unreadable } from '../door/problem-of.ts'
import { refuseUnstorable } from '../door/storable.ts'
import type { Instant } from '../kernel/time.ts'
import { openTalk, type PhoneLine } from '../store/door/phones.ts'
import { markRead } from '../store/edges/carried.ts'
import { sayReading } from '../text/reading.ts'
import { PRIVATE_TALK } from '../text/talk.ts'
import type { Answered } from '../understand/outcome.ts'
import { type Fields, Incomplete, type PhoneTime, tapOf, tappedAt } from './taps.ts'

/** Of one phone at once. */
const ORDERS_AT_MOST = 60
const ID = /^[\w-]{8,60}$/

interface Order {
  id: string
  fields: Fields
  time?: PhoneTime
  file?: File
}

export interface Told {
  id: string
  good: boolean
  words: string
}

export const tapperOf = (phone: PhoneLine, hamletId: string): Tapper => ({
  door: 'page',
  externalId: phone.id,
  externalRoomId: phone.officialId === null ? phone.id : `${phone.id}/${hamletId}`,
})

export async function answerOrders(
  deps: DoorDeps,
  c: Context,
  phone: PhoneLine,
  hamletId: string,
  admit: (csrf: string) => void,
): Promise<{ told: Told[]; back: string }> {
  const sent = await (c.req.header('content-type')?.startsWith('application/json') ? queued(c) : single(c))
  admit(sent.csrf)
  const tapper = tapperOf(phone, hamletId)
  await openTalk(deps.db, { id: deps.newId(), hamletId, externalId: tapper.externalRoomId, name: PRIVATE_TALK })
  const told: Told[] = []
  for (const order of sent.orders) told.push(await answer(deps, { tapper, hamletId }, order))
  return { told, back: sent.back }
}

interface Sent {
  csrf: string
  back: string
  orders: Order[]
}

const textOf = (fields: Fields, name: string): string => fields.find(([key]) => key === name)?.[1] ?? ''

/** From the browser itself, or with a file. */
async function single(c: Context): Promise<Sent> {
  const form = await c.req.formData().catch(() => {
    throw unreadable()
  })
  const fields: [string, string][] = []
  let file: File | undefined
  for (const [name, value] of form.entries())
    if (typeof value === 'string') fields.push([name, value])
    else if (value.size > 0) file = value
  refuseUnstorable(fields.map(([, value]) => value))
  const time = timeIn(Object.fromEntries(fields))
  const order = { id: textOf(fields, 'id'), fields, ...(file ? { file } : {}), ...(time ? { time } : {}) }
  return { csrf: textOf(fields, 'csrf'), back: textOf(fields, 'back'), orders: [named(order)] }
}

function timeIn(given: Record<string, unknown>): PhoneTime | undefined {
  if (given.tapped === undefined) return undefined
  return { at: Number(given.at), tapped: Number(given.tapped), sent: Number(given.sent), wall: Number(given.wall) }
}

/** From the queue of the script. */
async function queued(c: Context): Promise<Sent> {
  const body = (await c.req.json().catch(() => {
    throw unreadable()
  })) as { csrf?: unknown; back?: unknown; sent?: unknown; wall?: unknown; orders?: unknown }
  refuseUnstorable(body)
  const orders = Array.isArray(body.orders) ? body.orders : []
  if (orders.length > ORDERS_AT_MOST) throw new Problem('tooLarge', `一次最多交${ORDERS_AT_MOST}件`)
  return {
    csrf: String(body.csrf ?? ''),
    back: String(body.back ?? ''),
    orders: orders.map((given: { id?: unknown; fields?: unknown; at?: unknown; tapped?: unknown }) => {
      const fields = Array.isArray(given.fields) ? given.fields.filter(isField) : []
      const time = timeIn({ ...given, sent: body.sent, wall: body.wall })
      return named({ id: String(given.id ?? ''), fields, ...(time ? { time } : {}) })
    }),
  }
}

const isField = (given: unknown): given is [string, string] =>
  Array.isArray(given) && given.length === 2 && typeof given[0] === 'string' && typeof given[1] === 'string'

function named(order: Order): Order {
  if (!ID.test(order.id)) throw new Problem('badRequest', '这一下没有编号，请刷新再点')
  return order
}

interface Place {
  tapper: Tapper
  hamletId: string
}

async function answer(deps: DoorDeps, place: Place, order: Order): Promise<Told> {
  const { id, fields } = order
  const now = deps.clock.now()
  const { at, moved } = order.time ? tappedAt(order.time, deps.wall.now(), now) : { at: now, moved: false }
  try {
    switch (textOf(fields, 'do')) {
      case 'sent':
      case 'dropped':
        return carry(deps, place, order, textOf(fields, 'do') === 'sent' ? 'sent' : 'dropped')
      case 'read':
        await markRead(deps.db, place.tapper.externalRoomId, now)
        return { id, good: true, words: '好。' }
      case 'pasted':
        return pasted(deps, place, order, at)
      default:
        return tapped(deps, place, order, { at, moved, now })
    }
  } catch (error) {
    if (error instanceof Incomplete) return { id, good: false, words: error.message }
    throw error
  }
}

async function carry(deps: DoorDeps, { hamletId }: Place, { id, fields }: Order, how: 'sent' | 'dropped'): Promise<Told> {
  const seq = textOf(fields, 'seq')
  const done = /^\d{1,18}$/.test(seq) && (await carried(deps, hamletId, BigInt(seq), how))
  if (!done) return { id, good: true, words: '这一条已经不在等着发了。' }
  return { id, good: true, words: how === 'sent' ? '记下了，这条发到群里了。' : '好，这条不发了。' }
}

async function tapped(
  deps: DoorDeps,
  { tapper }: Place,
  order: Order,
  { at, moved, now }: { at: Instant; moved: boolean; now: Instant },
): Promise<Told> {
  const tap = tapOf(order.fields, now)
  const media = order.file ? await photoOf(deps, tapper, order, order.file) : undefined
  if (typeof media === 'object') return media
  const [became] = await hearTaps(deps, tapper, [{ id: order.id, at, tap, ...(media ? { mediaId: media } : {}) }])
  const words = wordsOf(tap, became, now)
  return { ...words, words: moved ? `${words.words}（手机的时间改过或者不准，这一件按送到的时间算。）` : words.words, id: order.id }
}

const WRONG_PHOTO = {
  notOurs: '照片没有地方放，请先不带照片再试。',
  notDelivered: '照片没有传完，请再试一次。',
  empty: '照片是空的，请重新选一张。',
  tooLarge: '照片太大了，请截个屏再选。',
  unknownType: '这个文件不是照片，请选手机里拍的照片。',
} as const

/** The id of what was kept, or why not: without its picture nothing is done, so that both can be sent again. */
async function photoOf(deps: DoorDeps, tapper: Tapper, { id }: Order, file: File): Promise<string | Told> {
  const message = { account: tapper.door, externalRoomId: tapper.externalRoomId, messageId: `${tapper.externalRoomId}/${id}` }
  const taken = await takeMedia(deps, message, async () => ({ bytes: Buffer.from(await file.arrayBuffer()), type: file.type }))
  return 'mediaId' in taken ? taken.mediaId : { id, good: false, words: WRONG_PHOTO[taken.refused] }
}

function wordsOf(tap: Tap, became: Became | undefined, now: Instant): Omit<Told, 'id'> {
  const said = sayReading(tap, [], now)
  const answer = became?.said.join('\n') ?? ''
  switch (became?.outcome) {
    case 'done':
      return { good: true, words: answer || `好了：${said}` }
    case 'late':
      return { good: false, words: answer || `“${said}”来晚了，那件事已经结束。记下了，没有算进结果。` }
    case 'refused':
      return { good: false, words: answer || `“${said}”没有办成。` }
    default:
      return { good: false, words: `“${said}”没有办成，程序出了错，镇里能看到。请过一会儿再点一次。` }
  }
}

interface PastedLine {
  place: string
  answer: Answered
  about?: string
}

/** Each line that was ticked or put right is a tap of its own. */
async function pasted(deps: DoorDeps, { tapper }: Place, { id, fields }: Order, at: Instant): Promise<Told> {
  const lines = linesIn(fields)
  if (lines.length === 0) return { id, good: false, words: '一条都没有选，没有算。' }
  const taps = lines.map(({ place, answer, about }, i): Tapped => {
    const tap = { intent: 'answerFor', args: { name: place, answer }, pasted: true, ...(about ? { about } : {}) } as Tap
    return { id: `${id}.${i}`, at, tap }
  })
  const became = await hearTaps(deps, tapper, taps)
  const bad = became.filter(({ outcome }) => outcome !== 'done')
  const why = [...new Set(bad.flatMap(({ said }) => said))].join('\n')
  const counted = `算上了${became.length - bad.length}条。`
  return bad.length === 0 ? { id, good: true, words: counted } : { id, good: false, words: `${counted}${bad.length}条没有算：\n${why}` }
}

function linesIn(fields: Fields): PastedLine[] {
  const certain = fields.filter(([name]) => name === 'line').flatMap(([, value]) => parsed(value))
  const put = fields.flatMap(([name, value]) => {
    const no = /^who-(\d+)$/.exec(name)?.[1]
    return no === undefined || value === '' ? [] : parsed(textOf(fields, `means-${no}`), value)
  })
  return [...put, ...certain]
}

/** What our own page wrote into the form; of anything else nothing. */
function parsed(value: string, place?: string): PastedLine[] {
  try {
    const line = { ...(JSON.parse(value) as PastedLine), ...(place === undefined ? {} : { place }) }
    return typeof line.place === 'string' && isAnswer(line.answer) ? [line] : []
  } catch {
    return []
  }
}

const small = z.number().int().min(0).max(999)
const numbers = z.array(small).max(40).optional()
const persons = { persons: small.optional() }
/** An answer as a page of ours hands it back: no more than that may come in. */
const ANSWER = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('availability'),
    args: z.strictObject({
      yes: numbers,
      maybe: numbers,
      no: numbers,
      all: z.literal(true).optional(),
      none: z.literal(true).optional(),
      ...persons,
    }),
  }),
  z.object({ intent: z.literal('attend'), args: z.strictObject(persons) }),
  z.object({
    intent: z.literal('rsvp'),
    args: z.strictObject({ coming: z.boolean(), reason: z.string().max(500).optional(), ...persons }),
  }),
  z.object({
    intent: z.literal('ballot'),
    args: z.strictObject({
      choice: z.enum(['approve', 'reject', 'abstain']),
      votes: small.optional(),
      family: z.literal(true).optional(),
    }),
  }),
  z.object({
    intent: z.literal('rate'),
    args: z.strictObject({
      issueNo: z.number().int().min(1).max(999_999).optional(),
      score: z.enum(['satisfied', 'basic', 'dissatisfied']),
      comment: z.string().max(500).optional(),
    }),
  }),
  z.object({ intent: z.literal('acknowledge'), args: z.strictObject({}) }),
])
const isAnswer = (given: unknown): boolean => ANSWER.safeParse(given).success
