/** Which role may do what at the desk: written by hand from docs/rules.md, and read here against the table. */
import { describe, expect, test } from 'vitest'
import { type Capability, type DeskRole, MAY, mayRole, type Principal, ROLES, reachOf } from '../../../src/domain/rights/desk.ts'

// a townAdmin, o official, d department, c cadre, v viewer; a point for whoever may not.
const MATRIX = `
look             a o d c v
lookAtPeople     a o . c .
seePhones        a o . c .
seeConfidential  a o . c .
lookAtRooms      a o . c .
seeMissed        a . . . .
seeBackups       a . . . .
keepRegistry     a o . c .
makePlaces       a . . . .
bindPeople       a o . c .
takeUpIssues     a o . c .
assignIssues     a o . . .
handleIssues     a o d c .
markConfidential a o . c .
importRoster     a o . c .
announce         a o . c .
sendDigest       a o . . .
keepCalendar     a o . . .
setPolicy        a . . . .
repairQueues     a . . . .
export           a o . c v
exportPeople     a o . c .
erasePeople      a . . . .
lookAtProgram    a . . . .
keepUsers        a . . . .
keepOfficials    a . . . .
audit            a . . . .
keepOwn          a o d c v
`
const IN_ORDER: readonly DeskRole[] = ['townAdmin', 'official', 'department', 'cadre', 'viewer']
const LINES = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))

describe('who may at the desk', () => {
  test('the matrix has every capability and every role, once', () => {
    expect(LINES.map(([name]) => name).sort()).toEqual(Object.keys(MAY).sort())
    expect([...ROLES].sort()).toEqual([...IN_ORDER].sort())
  })

  test.each(LINES)('%s', (name, ...cells) => {
    const let_in = IN_ORDER.map((role) => mayRole(role, name as Capability))
    expect(let_in).toEqual(cells.map((cell) => cell !== '.'))
  })
})

describe('what somebody sees', () => {
  const who = (role: DeskRole, more: Partial<Principal> = {}): Principal => ({
    ...{
      userId: 'u',
      name: '郑文',
      role,
      townId: 't',
      villageId: null,
      department: null,
      officialId: null,
      via: 'console',
      readOnly: false,
    },
    ...more,
  })
  test.each([
    [who('townAdmin'), { villageId: null, department: null, confidential: true, aboutCadres: true, people: true }],
    [who('official'), { villageId: null, department: null, confidential: true, aboutCadres: true, people: true }],
    [who('cadre', { villageId: 'v' }), { villageId: 'v', department: null, confidential: true, aboutCadres: false, people: true }],
    [who('viewer'), { villageId: null, department: null, confidential: false, aboutCadres: false, people: false }],
    [
      who('department', { department: '水利站' }),
      { villageId: null, department: '水利站', confidential: false, aboutCadres: false, people: false },
    ],
    // A department's account without a department sees no department's issues, and not everybody's.
    [who('department'), { villageId: null, department: '', confidential: false, aboutCadres: false, people: false }],
    // The name of a department gives nobody else a narrower view.
    [who('official', { department: '水利站' }), { villageId: null, department: null, confidential: true, aboutCadres: true, people: true }],
  ])('%o', (principal, reach) => {
    expect(reachOf(principal)).toEqual({ townId: 't', ...reach })
  })
})
