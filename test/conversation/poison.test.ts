/** A message that cannot be handled is set aside with its reason; those beside it count, and it can be handled again. */
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Intake } from '../../src/application/hearing/intake.ts'
import * as announcing from '../../src/application/saying/announce.ts'
import { receiveAgain } from '../../src/store/reading/queues.ts'
import { Village } from '../support/village.ts'

let v: Village
const failed = () => v.db.inbox.findMany({ where: { status: 'failed' }, orderBy: { seq: 'asc' } })
const handle = (text: string) => v.room('huaishu').says('head', text)

beforeAll(async () => {
  v = await Village.open()
  // The database refuses what one household answers, and gives the reason that a test asks for.
  await v.db.$executeRawUnsafe(`CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN
    RAISE EXCEPTION 'no such answer' USING ERRCODE = TG_ARGV[0]; END $$ LANGUAGE plpgsql`)
})
afterEach(async () => {
  await v.db.$executeRawUnsafe('DROP TRIGGER IF EXISTS refuse ON "TimeAnswer"')
  vi.restoreAllMocks()
})
const refuseAnswersOf = (household: number, state: string) =>
  v.db.$executeRawUnsafe(`CREATE TRIGGER refuse BEFORE INSERT ON "TimeAnswer" FOR EACH ROW
    WHEN (NEW."accountId" = 'account_huaishu_${household}') EXECUTE FUNCTION refuse('${state}')`)
const answering = async () => new Set((await v.db.timeAnswer.findMany()).map((a) => a.accountId))

describe('what the database refuses', () => {
  test('of a burst of answers one is set aside, and all the others count', async () => {
    await handle('约时间')
    await refuseAnswersOf(5, '23514')
    const huaishu = v.room('huaishu')
    await huaishu.all([
      ['3', '1'],
      ['4', '2'],
      ['5', '1'],
      ['7', '都行'],
    ])
    const [message, ...more] = await failed()
    expect(more).toEqual([])
    expect(message).toMatchObject({ text: '1', outcome: 'failed', error: expect.stringContaining('no such answer') })
    expect(await answering()).toEqual(new Set(['account_huaishu_3', 'account_huaishu_4', 'account_huaishu_7']))
  })

  test('it counts once it is handled again after the repair', async () => {
    const [message] = await failed()
    await v.db.$transaction((tx) => receiveAgain(tx, Number(message?.seq)))
    await v.handle('huaishu@chatroom')
    expect(await failed()).toEqual([])
    expect((await answering()).has('account_huaishu_5')).toBe(true)
  })
})

describe('a database that is away for a moment', () => {
  test.each(['40P01', '57P01', '53100'])('sets nothing aside (%s): the same messages are handled later', async (state) => {
    await v.db.timeAnswer.deleteMany()
    await refuseAnswersOf(8, state)
    const huaishu = v.room('huaishu')
    const said = huaishu.all([
      ['7', '1'],
      ['8', '1'],
    ])
    await expect(said).rejects.toThrow('no such answer')
    expect([await failed(), (await answering()).size]).toEqual([[], 0])
    await v.db.$executeRawUnsafe('DROP TRIGGER refuse ON "TimeAnswer"')
    const intake = new Intake(v.deps)
    await intake.resume()
    await vi.waitFor(() => expect(intake.idle).toBe(true), { interval: 5 })
    expect(await answering()).toEqual(new Set(['account_huaishu_7', 'account_huaishu_8']))
  })
})

test('what could not be told has not happened', async () => {
  const entries = await v.db.ledgerEntry.count()
  const announce = vi.spyOn(announcing, 'announce').mockImplementation(() => {
    throw new Error('no words for it')
  })
  await handle('反映 村口路灯不亮')
  expect(announce).toHaveBeenCalled()
  expect(await failed()).toMatchObject([{ text: '反映 村口路灯不亮', error: expect.stringContaining('no words for it') }])
  expect([await v.db.ledgerEntry.count(), await v.db.issue.count()]).toEqual([entries, 0])
})
