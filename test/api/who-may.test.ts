/**
 * Who may at the desk: every operation × everybody, written out by hand (docs/api.md “Who may”, docs/issue-loop.md: each step is its own
 * office's). Nothing here is read from the table that the desk uses: each operation is asked for over HTTP where it would be done, and the
 * status that came back is compared with a cell below.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { HOUR } from '../../src/kernel/time.ts'
import { TestDesk } from './support/desk.ts'
import { type Places, places, sample } from './support/samples.ts'

/** Everything asked for lies in the cadre's village. The neighbour is the cadre of another one; nobody has no token. */
const PEOPLE = ['townAdmin', 'official', 'department', 'cadre', 'viewer', 'otherCadre'] as const
type Person = (typeof PEOPLE)[number]

const MATRIX = `
operation                                          townAdmin official department cadre viewer neighbour nobody
get /me                                            200       200      200        200   200    200       401
get /tokens                                        200       200      200        200   200    200       401
post /tokens                                       201       201      201        201   201    201       401
delete /tokens/{id}                                200       200      200        200   200    200       401
get /users                                         200       403      403        403   403    403       401
post /users                                        201       403      403        403   403    403       401
get /users/{id}                                    200       403      403        403   403    403       401
patch /users/{id}                                  200       403      403        403   403    403       401
post /users/{id}/password-link                     201       403      403        403   403    403       401
get /audit                                         200       403      403        403   403    403       401
get /towns                                         200       200      200        200   200    200       401
get /departments                                   200       200      200        200   200    200       401
get /villages                                      200       200      200        200   200    200       401
get /hamlets                                       200       200      200        200   200    200       401
get /hamlets/{id}                                  200       200      200        200   200    404       401
get /hamlets/{id}/households                       200       200      403        200   403    404       401
get /hamlets/{id}/public-list.docx                 200       200      200        200   200    404       401
post /hamlets/{id}/people/{subject}/phone          200       200      403        200   403    404       401
get /accounts                                      200       200      403        200   403    200       401
patch /hamlets/{id}                                200       200      403        200   403    404       401
get /hamlets/{id}/households/{subject}             200       200      403        200   403    404       401
post /hamlets/{id}/households                      201       201      403        201   403    404       401
post /hamlets/{id}/households/{subject}/gone       200       200      403        200   403    404       401
post /hamlets/{id}/households/{subject}/people     200       200      403        200   403    404       401
patch /hamlets/{id}/households/{subject}/people/{person} 200 200      403        200   403    404       401
post /hamlets/{id}/households/{subject}/people/{person}/gone 200 200  403        200   403    404       401
put /hamlets/{id}/households/{subject}/at-home     200       200      403        200   403    404       401
put /hamlets/{id}/accounts/{subject}               200       200      403        200   403    404       401
delete /hamlets/{id}/accounts/{subject}            200       200      403        200   403    404       401
post /hamlets/{id}/binding-code                    201       201      403        201   403    404       401
post /villages/{id}/binding-code                   201       201      403        201   403    404       401
post /towns/{id}/binding-code                      201       403      403        403   403    403       401
post /villages                                     201       403      403        403   403    403       401
post /departments                                  201       403      403        403   403    403       401
post /hamlets                                      201       403      403        403   403    403       401
get /officials                                     200       403      403        403   403    403       401
get /officials/{id}                                200       403      403        403   403    403       401
post /officials                                    201       403      403        403   403    403       401
post /officials/{id}/end                           200       403      403        403   403    403       401
post /officials/{id}/accounts                      200       403      403        403   403    403       401
delete /officials/{id}/accounts/{subject}          200       403      403        403   403    403       401
get /rooms/{id}/callers                            200       403      403        403   403    403       401
get /polls                                         200       200      200        200   200    200       401
get /meetings                                      200       200      200        200   200    200       401
get /meetings/{id}                                 200       200      200        200   200    404       401
get /meetings/{id}/motions                         200       200      200        200   200    404       401
get /meetings/{id}/attendance                      200       200      403        200   403    404       401
get /meetings/{id}/record                          200       200      403        200   403    404       401
post /meetings/{id}/corrections                    200       200      403        200   403    404       401
get /meetings/{id}/minutes.docx                    200       200      403        200   403    404       401
get /documents/{id}                                200       200      403        200   403    404       401
get /media/{id}                                    200       200      200        200   200    404       401
get /issues                                        200       200      200        200   200    200       401
get /issues/{id}                                   200       200      200        200   200    404       401
get /issues/{id} confidential                      200       200      404        200   404    404       401
get /issues/{id} of another department             200       200      404        200   200    404       401
get /issues/{id}/history                           200       200      200        200   200    404       401
get /issues/{id}/files                             200       200      200        200   200    404       401
get /issues/{id}/report.docx                       200       200      403        200   403    404       401
get /surveys                                       200       200      200        200   200    200       401
post /issues/{id}/accept                           409       409      403        200   403    404       401
post /issues/{id}/report                           409       409      403        200   403    404       401
post /issues/{id}/remind                           200       200      403        200   403    404       401
post /issues/{id}/take-up                          200       200      403        403   403    403       401
post /issues/{id}/assign                           200       200      403        403   403    403       401
post /issues/{id}/handled in the village           409       409      409        200   403    404       401
post /issues/{id}/handled assigned                 200       200      200        409   403    404       401
post /issues/{id}/handled of another department    200       200      404        409   403    404       401
post /issues/{id}/category                         200       200      403        200   403    404       401
post /issues/{id}/ratings                          200       200      403        200   403    404       401
post /issues/{id}/confidential                     200       200      403        200   403    404       401
post /issues/{id}/confirm-visits                   200       200      403        200   403    404       401
post /issues/{id}/confirm-visits with none         409       409      403        409   403    404       401
post /issues/{id}/signer                           409       409      403        200   403    404       401
post /issues/{id}/village-studies                  409       409      403        200   403    404       401
post /issues/{id}/bring-back                       200       200      403        403   403    403       401
get /studies                                       200       200      403        403   403    403       401
get /studies/{id}                                  200       200      403        403   403    403       401
get /studies/{id}/minutes.docx                     200       200      403        403   403    403       401
post /studies                                      200       200      403        403   403    403       401
get /assessment                                    200       200      200        200   200    200       401
get /assessment/months                             200       200      200        200   200    200       401
get /announcements                                 200       200      200        200   200    200       401
post /announcements                                202       202      403        202   403    409       401
get /announcements/{id}                            200       200      200        200   200    404       401
get /announcements/{id}/deliveries                 200       200      200        200   200    404       401
post /announcements/{id}/cancel the cadre's        200       200      403        200   403    404       401
post /announcements/{id}/cancel the town's         200       200      403        404   403    404       401
get /calendar                                      200       200      200        200   200    200       401
post /calendar/preview                             200       200      403        403   403    403       401
post /calendar/{id}/preview                        200       200      403        403   403    403       401
post /calendar                                     201       201      403        403   403    403       401
delete /calendar/{id}                              200       200      403        403   403    403       401
get /busy-seasons                                  200       200      200        200   200    200       401
post /busy-seasons/preview                         200       200      403        403   403    403       401
post /busy-seasons/{id}/preview                    200       200      403        403   403    403       401
post /busy-seasons                                 201       201      403        403   403    403       401
delete /busy-seasons/{id}                          200       200      403        403   403    403       401
get /backups                                       200       403      403        403   403    403       401
get /policy                                        200       200      200        200   200    200       401
patch /policy                                      200       403      403        403   403    403       401
get /exports/issues.xlsx                           200       200      403        200   200    200       401
get /exports/meetings.xlsx                         200       200      403        200   200    200       401
get /exports/assessment.xlsx                       200       200      403        200   200    200       401
get /roster/template.xlsx                          200       200      200        200   200    200       401
post /roster                                       200       200      403        200   403    200       401
post /roster-imports/{id}/take-back                200       200      403        200   403    404       401
get /digest                                        200       200      403        200   403    200       401
get /digest.xlsx                                   200       200      403        200   403    200       401
post /digest/send                                  200       200      403        403   403    403       401
get /rooms                                         200       200      403        200   403    200       401
get /bot-accounts                                  200       200      403        200   403    200       401
post /bot-accounts/{account}/lift                  200       403      403        403   403    403       401
get /deadlines                                     200       200      200        200   200    200       401
get /outbox                                        200       200      403        200   403    200       401
get /inbox                                         200       200      403        200   403    200       401
get /missed                                        200       403      403        403   403    403       401
get /exports/missed.ndjson                         200       403      403        403   403    403       401
post /outbox/{id}/retry                            200       403      403        403   403    403       401
post /outbox/{id}/cancel                           200       403      403        403   403    403       401
get /erasures                                      200       403      403        403   403    403       401
post /erasures                                     201       403      403        403   403    403       401
post /erasures/{id}/confirm                        200       403      403        403   403    403       401
post /erasures/{id}/drop                           200       403      403        403   403    403       401
post /people/export                                200       200      403        200   403    404       401
get /status                                        200       403      403        403   403    403       401
post /inbox/{id}/retry                             200       403      403        403   403    403       401
`

/** What `/me` tells each that they may: the names by which a program, and the console, asks. */
const CAPABILITIES = `
capability        townAdmin official department cadre viewer
look              x         x        x          x     x
lookAtPeople      x         x        -          x     -
seePhones         x         x        -          x     -
seeConfidential   x         x        -          x     -
lookAtRooms       x         x        -          x     -
keepRegistry      x         x        -          x     -
makePlaces        x         -        -          -     -
bindPeople        x         x        -          x     -
takeUpIssues      x         x        -          x     -
assignIssues      x         x        -          -     -
handleIssues      x         x        x          x     -
markConfidential  x         x        -          x     -
importRoster      x         x        -          x     -
announce          x         x        -          x     -
sendDigest        x         x        -          -     -
keepCalendar      x         x        -          -     -
setPolicy         x         -        -          -     -
repairQueues      x         -        -          -     -
seeMissed         x         -        -          -     -
export            x         x        -          x     x
exportPeople      x         x        -          x     -
erasePeople       x         -        -          -     -
lookAtProgram     x         -        -          -     -
keepUsers         x         -        -          -     -
keepOfficials     x         -        -          -     -
audit             x         -        -          -     -
seeBackups        x         -        -          -     -
keepOwn           x         x        x          x     x
`

interface Line {
  /** `post /issues/{id}/handled` */
  operation: string
  /** What stands in a case of its own: `in the village`. */
  variant: string
  cells: readonly number[]
}
const tableOf = (text: string): string[] => text.trim().split('\n').slice(1)
const LINES = tableOf(MATRIX).map((text): Line => {
  const [, method = '', path = '', variant = '', cells = ''] = /^(\w+) (\S+) ?(.*?) +((?:\d{3} *){7})$/.exec(text.trim()) ?? []
  return { operation: `${method} ${path}`, variant, cells: cells.trim().split(/ +/).map(Number) }
})

let desk: TestDesk
let ids: Places
beforeAll(async () => {
  desk = await TestDesk.open()
  ids = await places(desk)
  // A line that can be corrected.
  await desk.village.db.meeting.update({ where: { id: 'meeting_1' }, data: { lastLineNo: 1 } })
})

const ISSUE = {
  status: 'inVillage',
  department: '交通办',
  level: 'village',
  round: 0,
  category: null,
  confidential: false,
  handledAt: null,
  handledBy: null,
  assignedAt: null,
  reportSigner: null,
} as const
const WHEN = new Date('2026-09-07T00:00:00Z')
const ASSIGNED = { status: 'assigned', level: 'town', department: '交通办', assignedAt: WHEN, assignDueOn: '2026-09-30' } as const
const IN_REVIEW = { status: 'inReview', round: 1, handledAt: WHEN, handledBy: 'account:account_huaishu_head' } as const
/** How the one issue stands where the operation would be done. */
const STANDS: Readonly<Record<string, object>> = {
  'post /issues/{id}/assign': { status: 'inTown', level: 'town' },
  'post /issues/{id}/bring-back': { status: 'inTown', level: 'town', reportedAt: WHEN },
  'post /issues/{id}/signer': { status: 'inTown', level: 'town', handedAt: WHEN, reportedAt: WHEN },
  'post /studies': { status: 'inTown', level: 'town' },
  'post /issues/{id}/ratings': IN_REVIEW,
  'post /issues/{id}/confirm-visits': IN_REVIEW,
  'post /issues/{id}/confirm-visits with none': IN_REVIEW,
  'post /issues/{id}/handled assigned': ASSIGNED,
  'post /issues/{id}/handled of another department': { ...ASSIGNED, department: '水利站' },
  'get /issues/{id} of another department': { department: '水利站' },
}

/** As it was before somebody else of the line has done it. */
async function restore({ operation, variant }: Line, person: Person): Promise<void> {
  const { db, now } = desk.village
  const at = new Date(now)
  const id = 'issue_1'
  await db.rating.deleteMany()
  await db.progressNote.deleteMany()
  await db.survey.deleteMany({ where: { issueId: id } })
  const stands = STANDS[`${operation} ${variant}`.trim()] ?? {}
  await db.issue.update({ where: { id }, data: { ...ISSUE, acceptedAt: null, reportedAt: null, assignDueOn: null, ...stands } })
  if (operation.endsWith('/ratings') || operation.endsWith('/confirm-visits')) {
    const round = { id: 'round', hamletId: 'hamlet_huaishu', issueId: id, round: 1, status: 'open' as const }
    await db.survey.create({ data: { ...round, openedAt: at, closesAt: new Date(now + HOUR) } })
    if (operation.endsWith('/confirm-visits') && variant === '') {
      const entry = {
        id: 'rating_1',
        surveyId: 'round',
        hamletId: 'hamlet_huaishu',
        householdId: 'household_huaishu_7',
        score: 'satisfied' as const,
        at,
        seq: 1,
      }
      await db.rating.create({ data: { ...entry, via: 'byHand', by: '记录员' } })
    }
  }
  if (operation.startsWith('delete /hamlets')) {
    const bound = { householdId: 'household_huaishu_7', villagerId: null }
    await db.chatAccount.update({ where: { id: 'account_huaishu_guest' }, data: bound })
  }
  if (operation.startsWith('delete /calendar')) {
    const entry = { id: 'entry_1', townId: 'town_qingshan', date: '2026-12-25', kind: 'holiday' as const, name: '镇庆', at, by: 'seed' }
    await db.calendarEntry.upsert({ where: { id: 'entry_1' }, create: entry, update: {} })
  }
  if (operation.startsWith('delete /busy-seasons')) {
    const season = { id: 'busy_1', townId: 'town_qingshan', name: '双抢', from: '2026-07-10', to: '2026-08-05' }
    await db.busyPeriod.upsert({ where: { id: 'busy_1' }, create: season, update: {} })
  }
  if (operation.includes('/households')) {
    const [seven, added] = ['household_huaishu_7', await db.household.findFirst({ where: { hamletId: 'hamlet_huaishu', groupNo: 99 } })]
    await db.household.update({ where: { id: seven }, data: { removedAt: null } })
    await db.villager.updateMany({ where: { householdId: seven }, data: { removedAt: null } })
    await db.villager.deleteMany({ where: { OR: [{ householdId: added?.id ?? 'none' }, { householdId: seven, name: '新添的人' }] } })
    if (added) await db.household.delete({ where: { id: added.id } })
  }
  await db.announcement.updateMany({ data: { createdBy: variant === "the town's" ? 'user_official' : 'user_cadre' } })
  await db.erasure.updateMany({ data: { confirmedAt: null, confirmedBy: null, droppedAt: null } })
  await db.rosterImport.updateMany({ data: { takenBackAt: null } })
  await db.accountLimit.deleteMany()
  await db.accountLimit.create({ data: { account: 'sandbox', at, reason: '20001' } })
  await db.outbox.updateMany({ where: { key: 'sample' }, data: { status: 'failed' } })
  await db.inbox.updateMany({ data: { status: 'failed' } })
  await db.official.update({ where: { id: 'official_hekou_cadre2' }, data: { endedAt: null } })
  await db.chatAccount.deleteMany({ where: { externalId: 'wxid_new' } })
  if (operation.startsWith('delete /officials'))
    await db.chatAccount.create({
      data: { id: 'account_new', account: 'sandbox', externalId: 'wxid_new', nickname: '小周', officialId: 'official_hekou_cadre2' },
    })
  if (operation.startsWith('delete /tokens'))
    await db.apiToken.create({
      data: { id: `spare_${person}`, userId: `user_${person}`, name: '', hash: `spare_${person}`, readOnly: true, createdAt: at },
    })
}

async function statusOf(line: Line, person: Person | undefined): Promise<number> {
  const [method = '', path = ''] = line.operation.split(' ')
  const own: Places = { ...ids, tokens: `spare_${person}` }
  if (line.operation.startsWith('delete /officials')) own.accounts = 'account_new'
  if (line.variant === 'confidential') own.issues = 'issue_2'
  const asked = sample({ method, path, may: 'look' }, own)
  const { status } = await desk.call(person, method, asked.path, asked.body)
  return status
}

describe('who may', () => {
  test('every operation of the API stands in the matrix, and nothing else', async () => {
    const response = await desk.app.request('http://desk.test/openapi.json')
    const { paths } = (await response.json()) as { paths: Record<string, object> }
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    expect([...new Set(LINES.map((l) => l.operation))].sort()).toEqual(operations.sort())
    for (const line of LINES) expect(line.cells, line.operation).toHaveLength(PEOPLE.length + 1)
  })

  test.each(LINES)('$operation $variant', async (line) => {
    const was: number[] = []
    for (const [i, person] of PEOPLE.entries()) {
      // Nothing has changed by a look, nor by somebody who was turned away.
      if (i === 0 || (!line.operation.startsWith('get') && line.cells[i] !== 403)) await restore(line, person)
      was.push(await statusOf(line, person))
    }
    was.push(await statusOf(line, undefined))
    expect(was).toEqual(line.cells)
  })

  test('each is told what they may, and no more', async () => {
    const lines = tableOf(CAPABILITIES).map((text) => text.trim().split(/ +/))
    for (const [i, person] of (['townAdmin', 'official', 'department', 'cadre', 'viewer'] as const).entries()) {
      const { body } = await desk.get(person, '/me')
      expect([...body.may].sort(), person).toEqual(lines.flatMap(([name, ...cells]) => (cells[i] === 'x' ? [name] : [])).sort())
    }
  })

  test('who raised something is named to admins, officials and cadres only', async () => {
    await restore({ operation: 'get /issues/{id}', variant: '', cells: [] }, 'townAdmin')
    await desk.village.db.issue.update({ where: { id: 'issue_1' }, data: { reporterAccountId: 'account_huaishu_12' } })
    const named: Record<string, boolean> = {}
    for (const person of ['townAdmin', 'official', 'department', 'cadre', 'viewer'] as const)
      named[person] = (await desk.get(person, '/issues/issue_1')).body.reporter !== null
    expect(named).toEqual({ townAdmin: true, official: true, department: false, cadre: true, viewer: false })
  })
})
