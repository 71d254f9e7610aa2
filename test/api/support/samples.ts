/** For tests that walk every route: an id for each parameter, and a body that the route would take. All of it lies in 河口村. */
import type { Declared } from '../../../src/door/deps.ts'
import { HOUR } from '../../../src/kernel/time.ts'
import { HEKOU, type TestDesk, TOWN } from './desk.ts'

export type Places = Record<string, string>

const HAMLET = 'hamlet_huaishu'

/** What a path's first word names: `/hamlets/{id}` → an id of the town. */
export async function places(desk: TestDesk): Promise<Places> {
  const { db, now } = desk.village
  const at = new Date(now)
  const issue = { hamletId: HAMLET, text: '村口路灯坏了', raisedAt: at, raisedBy: 'account:account_huaishu_12' }
  const inVillage = { status: 'inVillage', level: 'village', handedAt: at, reportDueOn: '2026-09-14', reportDays: [] } as const
  await db.issue.create({ data: { ...issue, ...inVillage, id: 'issue_1', round: 1, no: 1, department: '交通办' } })
  await db.issue.create({ data: { ...issue, ...inVillage, id: 'issue_2', no: 2, confidential: true, text: '两家为宅基地吵架' } })
  await db.survey.create({
    data: {
      id: 'survey_1',
      hamletId: HAMLET,
      issueId: 'issue_1',
      round: 1,
      status: 'cancelled',
      openedAt: at,
      closesAt: new Date(now + HOUR),
    },
  })
  await db.villager.update({ where: { id: 'villager_huaishu_7_a' }, data: { phone: '13900001111' } })
  await db.townStudy.create({
    data: { id: 'study_1', townId: TOWN, heldOn: '2026-09-04', present: '王书记', createdAt: at, createdBy: '郑文' },
  })
  await db.document.create({
    data: { id: 'document_1', hamletId: HAMLET, meetingId: 'meeting_1', kind: 'minutes', name: '纪要.docx', bytes: Buffer.from('PK'), at },
  })
  await db.media.create({
    data: { id: 'media_1', hamletId: HAMLET, type: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]), sha256: 'none', at },
  })
  await db.issueMedia.create({ data: { id: 'issue_media_1', hamletId: HAMLET, issueId: 'issue_1', mediaId: 'media_1' } })
  await db.meeting.create({
    data: {
      id: 'meeting_1',
      hamletId: HAMLET,
      status: 'ended',
      startsAt: at,
      topics: ['修路'],
      scheduledAt: at,
      scheduledBy: 'clock',
      rsvpSince: at,
      endedAt: at,
    },
  })
  await db.outbox.create({
    data: {
      key: 'sample',
      account: 'sandbox',
      roomId: 'room_huaishu',
      text: '您好',
      priority: 'answer',
      status: 'failed',
      notBefore: at,
      createdAt: at,
    },
  })
  await db.inbox.create({
    data: {
      account: 'sandbox',
      messageId: 'sample',
      externalRoomId: 'huaishu@chatroom',
      externalSenderId: 'wxid_huaishu_12',
      senderName: '',
      kind: 'text',
      text: '1',
      mentionsBot: false,
      at,
      receivedAt: at,
      status: 'failed',
      error: 'Error: sample',
    },
  })
  await db.inbox.create({
    data: {
      account: 'sandbox',
      messageId: 'missed',
      externalRoomId: 'huaishu@chatroom',
      externalSenderId: 'wxid_huaishu_12',
      senderName: '',
      kind: 'text',
      text: '@小助手 周三哈数',
      mentionsBot: true,
      at,
      receivedAt: at,
      status: 'done',
      outcome: 'clarify',
      missed: { by: 'mention', role: 'villager', open: [{ question: 'attendance' }] },
    },
  })
  await db.announcement.create({
    data: { id: 'announcement_1', townId: TOWN, kind: 'notice', text: '明天停水', createdAt: at, createdBy: 'user_cadre' },
  })
  await db.delivery.create({
    data: { id: 'delivery_1', hamletId: HAMLET, announcementId: 'announcement_1', text: '明天停水', receipts: false, at },
  })
  await db.calendarEntry.create({
    data: { id: 'entry_1', townId: TOWN, date: '2026-12-25', kind: 'holiday', name: '镇庆', at, by: 'seed' },
  })
  await db.officeCaller.create({
    data: { id: 'caller_1', roomId: 'room_hekou', account: 'sandbox', externalId: 'wxid_new', nickname: '小周', at, toldAt: at },
  })
  await db.rosterImport.create({
    data: {
      id: 'import_1',
      townId: TOWN,
      villageId: HEKOU,
      userId: 'user_cadre',
      userName: '',
      fileName: '三组.csv',
      at,
      changes: CHANGES,
    },
  })
  await db.erasure.create({
    data: {
      id: 'erasure_1',
      townId: TOWN,
      hamletId: HAMLET,
      subject: 'villager',
      subjectId: 'villager_huaishu_20_a',
      reason: '本人要求',
      askedBy: 'user_somebody',
      askedAt: at,
    },
  })
  return {
    erasures: 'erasure_1',
    towns: TOWN,
    officials: 'official_hekou_cadre2',
    rooms: 'room_hekou',
    hamlets: HAMLET,
    villages: HEKOU,
    users: 'user_viewer',
    tokens: 'token_none',
    issues: 'issue_1',
    studies: 'study_1',
    people: 'villager_huaishu_7_a',
    meetings: 'meeting_1',
    documents: 'document_1',
    media: 'media_1',
    announcements: 'announcement_1',
    'roster-imports': 'import_1',
    calendar: 'entry_1',
    'busy-seasons': 'busy_1',
    outbox: '1',
    inbox: '1',
    households: 'household_huaishu_7',
    accounts: 'account_huaishu_guest',
  }
}

/** An import that changed nobody. */
const CHANGES = { [HAMLET]: { households: [], people: [] } }

const BODIES: Record<string, unknown> = {
  'post /users': { name: '新人', login: 'newcomer', role: 'viewer' },
  'patch /users/{id}': { enabled: true },
  'post /tokens': { name: '大屏', readOnly: true },
  'patch /hamlets/{id}': { venueReady: true },
  'put /hamlets/{id}/households/{subject}/at-home': { atHome: true },
  'post /hamlets/{id}/households': { groupNo: 99, number: 1, atHome: true, name: '新来的户主', reason: '分户' },
  'post /hamlets/{id}/households/{subject}/gone': { reason: '迁走' },
  'post /hamlets/{id}/households/{subject}/people': { name: '新添的人' },
  'patch /hamlets/{id}/households/{subject}/people/{person}': { gender: '女' },
  'post /hamlets/{id}/households/{subject}/people/{person}/gone': { reason: '去世' },
  'put /hamlets/{id}/accounts/{subject}': { householdId: 'household_huaishu_7' },
  'post /erasures': { subject: 'villager', subjectId: 'villager_huaishu_21_a', reason: '本人要求' },
  'post /people/export': { subject: 'villager', subjectId: 'villager_huaishu_22_a' },
  'post /villages': { name: '新村' },
  'post /departments': { name: '新办' },
  'post /hamlets': { villageId: HEKOU, name: '新屋场', alias: '新' },
  'post /officials': { name: '新来的干部', office: 'official' },
  'post /officials/{id}/accounts': { callerId: 'caller_1' },
  'post /issues/{id}/assign': { department: '交通办', person: '李主任', dueOn: '2026-09-30' },
  'post /issues/{id}/category': { category: '设施管护' },
  'post /issues/{id}/report': { text: '要交通部门立项', signer: '周建国' },
  'post /issues/{id}/signer': { signer: '周建国' },
  'post /issues/{id}/village-studies': { heldOn: '2026-09-07', present: '周建国', decided: '请镇里立项' },
  'post /issues/{id}/bring-back': { reason: '村里能办' },
  'post /studies': {
    heldOn: '2026-09-07',
    present: '王书记',
    items: [{ issueId: 'issue_1', decision: 'assign', department: '交通办', person: '李主任', dueOn: '2026-09-30' }],
  },
  'post /issues/{id}/ratings': { householdId: 'household_huaishu_7', score: 'satisfied' },
  'post /issues/{id}/take-up': { reason: '村里办不了' },
  'post /issues/{id}/confidential': { confidential: false },
  'post /issues/{id}/handled': { text: '已换新灯' },
  'post /meetings/{id}/corrections': { line: 1, text: '水管从西头接' },
  'post /calendar/preview': { date: '2026-09-10', kind: 'holiday', name: '镇庆' },
  'post /calendar': { date: '2026-12-24', kind: 'holiday', name: '镇庆' },
  'post /busy-seasons/preview': { name: '采茶', from: '2027-03-20', to: '2027-04-10' },
  'post /busy-seasons': { name: '采茶', from: '2027-03-20', to: '2027-04-10' },
  'patch /policy': { nudgeMinutes: 15 },
  'post /announcements': { kind: 'notice', text: '明天停水', to: { hamletIds: [HAMLET] } },
  'post /roster': { file: Buffer.from('组,户号,姓名\n').toString('base64') },
}

/** What has to be asked for. */
const QUERIES: Record<string, string> = { 'get /exports/missed.ndjson': '?seqs=2' }

export function sample(route: Declared, ids: Places): { path: string; body?: unknown } {
  const words = route.path.split('/')
  const { path } = route
  const there = path
    .replace('{id}', ids[words[1] ?? ''] ?? 'none')
    // Who is taken off the roster on the way is nobody that another route is tried with.
    .replace('{subject}', path.endsWith('{subject}/gone') ? 'household_huaishu_8' : (ids[words[3] ?? ''] ?? 'none'))
    .replace('{account}', 'sandbox')
    .replace('{person}', path.endsWith('{person}/gone') ? 'villager_huaishu_7_b' : (ids.people ?? 'none'))
  const operation = `${route.method} ${route.path}`
  const asked = `${there}${QUERIES[operation] ?? ''}`
  const body = BODIES[operation]
  return body === undefined ? { path: asked } : { path: asked, body }
}

/** Nouns of which somebody can have the wrong one: those that lie in a village. */
const IN_A_VILLAGE = ['hamlets', 'villages', 'issues', 'meetings', 'documents', 'media', 'announcements', 'roster-imports']

export const foreignPaths = (declared: readonly Declared[]): Declared[] =>
  declared.filter((route) => route.path.includes('{id}') && IN_A_VILLAGE.includes(route.path.split('/')[1] ?? ''))
