/** A deadline whose order the rules refuse is not done: nothing has changed, and its row says why. */
import { expect, test, vi } from 'vitest'
import { ERRANDS } from '../../src/application/clock/errands.ts'
import { fireDeadline } from '../../src/application/clock/fire-deadline.ts'
import { Village } from '../support/village.ts'

test('it stays open with the reason, is not reported as fired, and takes back what it had begun', async () => {
  const v = await Village.open()
  const at = new Date(v.now)
  const row = { id: 'due_1', key: 'makeMinutes/none', hamletId: 'hamlet_huaishu', townId: 'town_qingshan', subject: 'none', dueAt: at }
  await v.db.deadline.create({ data: { ...row, kind: 'makeMinutes' } })
  // What an errand brings may have become impossible while it ran: here the record it corrects is of no meeting.
  const errand = vi.spyOn(ERRANDS as { makeMinutes: () => unknown }, 'makeMinutes')
  errand.mockResolvedValue([
    {
      type: 'correctLine',
      actor: { kind: 'official', id: 'o', name: '郑文', office: 'official' },
      meetingId: 'none',
      line: 1,
      text: 'x',
      by: 'x',
    },
  ])
  expect(await fireDeadline(v.deps, 'due_1')).toBe('refused')
  expect(await v.db.deadline.findUnique({ where: { id: 'due_1' } })).toMatchObject({
    doneAt: null,
    outcome: null,
    attempts: 1,
    error: 'correctLine was refused: noSuchMeeting',
  })
  errand.mockRestore()
})
