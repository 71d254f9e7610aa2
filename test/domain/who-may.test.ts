/**
 * Who may: every command × everybody who could give it, written out by hand (rules: Who and where).
 * Nothing here is read from the tables that the rules use: each command is put to `decide` where it would do something, and what came of it
 * is compared with a cell below.
 */
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/base/who.ts'
import { TABLE_NAMES } from '../../src/store/turn/tables.ts'
import type { Hamlet } from './issue/given.ts'
import { SCENES, type Scene } from './scenes.ts'

const ROLES = ['head', 'recorder', 'villager', 'unbound', 'cadre', 'official', 'clock'] as const
type Role = (typeof ROLES)[number]

const ACTORS: Readonly<Record<Role, Actor>> = {
  head: { kind: 'account', accountId: 'a1' },
  recorder: { kind: 'account', accountId: 'a2' },
  villager: { kind: 'account', accountId: 'a7' },
  unbound: { kind: 'account', accountId: 'guest' },
  cadre: { kind: 'official', id: 'c', name: '周建国', office: 'cadre' },
  official: { kind: 'official', id: 'o', name: '郑文', office: 'official' },
  clock: { kind: 'clock' },
}

/**
 * `yes`: done. `only`: refused with who may. `-`: nothing, without a word. `fault`: only the program asks this, so that a person who did would be our fault. Anything else is the refusal by its name. Cadre and official stand
 * for the hamlet at the desk, whose own table bounds what it offers (test/api/who-may.test.ts); what is said in their groups is theirs alone.
 */
const MATRIX = `
command                   head               recorder           villager           unbound            cadre           official        clock
openTimePoll              yes                only               only               only               yes             yes             only
closeTimePoll             yes                only               only               only               yes             yes             only
chooseOption              yes                only               only               only               yes             yes             only
extendPoll                yes                only               only               only               yes             yes             only
cancelPoll                yes                only               only               only               yes             yes             only
answerTime                yes                yes                yes                yes                yes             yes             yes
nudge/poll                yes                yes                only               only               yes             yes             only
nudge/meeting             yes                yes                only               only               yes             yes             only
nudge/attendance          yes                yes                only               only               yes             yes             only
nudge/motion              yes                yes                only               only               yes             yes             only
scheduleMeeting           yes                only               only               only               yes             yes             only
reschedule                yes                only               only               only               yes             yes             only
cancelMeeting             yes                only               only               only               yes             yes             only
setVenue                  yes                only               only               only               yes             yes             only
setVenue/usual            yes                only               only               only               yes             yes             only
addTopic                  yes                only               only               only               yes             yes             only
answerRsvp                yes                yes                yes                yes                yes             yes             yes
openAttendance            yes                yes                only               only               yes             yes             only
cancelAttendance          yes                yes                only               only               yes             yes             only
attend                    yes                yes                yes                yes                yes             yes             yes
markAttendance            yes                yes                only               only               yes             yes             only
unmarkAttendance          yes                yes                only               only               yes             yes             only
openMotion                yes                only               only               only               yes             yes             only
closeMotion               yes                only               only               only               yes             yes             only
castBallot                yes                yes                yes                yes                yes             yes             yes
countHands                yes                yes                only               only               yes             yes             only
nameWitnesses             yes                yes                only               only               yes             yes             only
witness                   yes                ownCount           yes                notSignedInWitness -               -               -
confirmHands              only               yes                only               only               yes             yes             only
recordLine                fault              fault              fault              fault              fault           fault           yes
note                      yes                yes                only               only               yes             yes             only
correctLine               only               yes                only               only               yes             yes             only
endMeeting                yes                only               only               only               yes             yes             only
enterByHand               yes                yes                only               only               yes             yes             only
minutesMade               fault              fault              fault              fault              fault           fault           yes
makeUpForGap              fault              fault              fault              fault              fault           fault           yes
holdDeadline              fault              fault              fault              fault              fault           fault           yes
fall                      fault              fault              fault              fault              fault           fault           yes
raiseIssue                yes                yes                yes                yes                yes             yes             yes
attachMedia               yes                yes                yes                yes                yes             yes             yes
attachMedia/unnamed       -                  -                  yes                -                  -               -               -
categorise                yes                yes                only               only               yes             yes             only
categorise/own            yes                yes                yes                yes                yes             yes             only
supportIssue              yes                yes                yes                yes                unknownAccount  unknownAccount  unknownAccount
withdrawIssue             notYourIssue       notYourIssue       notYourIssue       notYourIssue       notYourIssue    notYourIssue    notYourIssue
withdrawIssue/own         yes                yes                yes                yes                yes             yes             yes
decideIssue/onTheSpot     yes                yes                only               only               yes             yes             only
decideIssue/agreed        yes                yes                only               only               yes             yes             only
decideIssue/toVillage     yes                yes                only               only               yes             yes             only
decideIssue/dismiss       yes                yes                only               only               yes             yes             only
decideIssue/merge         yes                yes                only               only               yes             yes             only
decideIssue/confidential  yes                noSuchIssue        only               only               yes             yes             only
acceptIssue               only               only               only               only               yes             only            only
handleIssue/raised        yes                only               only               only               only               only               only
handleIssue/inVillage     only               only               only               only               yes             only            only
handleIssue/assigned      only               only               only               only               only            yes             only
reportToTown              only               only               only               only               yes             only            only
assignIssue               only               only               only               only               only            yes             only
takeUpIssue               only               only               only               only               only            yes             only
bringBackIssue            only               only               only               only               only            yes             only
studyIssue                only               only               only               only               yes             only            only
signReport                only               only               only               only               yes             only            only
confirmVisits             only               yes                only               only               yes                yes                only
confirmVisits/none        only               nothingToConfirm   only               only               nothingToConfirm   nothingToConfirm   only
setConfidential           only               only               only               only               yes             yes             only
remindIssue/inVillage     only               only               only               only               yes             yes             only
remindIssue/raised        only               only               only               only               issueElsewhere  issueElsewhere  only
rate                      yes                yes                yes                yes                yes                yes                only
rate/door                 yes                yes                only               only               yes                yes                only
rate/doorOfWhoeverHandled handlerMayNotVisit yes                only               only               yes                yes                only
rate/doorTooEarly         tooEarlyForDoor    tooEarlyForDoor    only               only               handlerMayNotVisit tooEarlyForDoor    only
recountDeadlines          fault              fault              fault              fault              fault           fault           yes
claimIdentity             yes                yes                yes                yes                yes             yes             yes
approveClaim              yes                only               only               only               yes             yes             only
bindAccount               yes                only               only               only               yes             yes             only
bindAccount/head          bindsOffice        only               only               only               bindsOffice     bindsOffice     only
bindAccount/headSure      yes                only               only               only               yes             yes             only
unbindAccount             yes                only               only               only               yes             yes             only
admitPage                 yes                only               only               only               yes             yes             only
unbindAccount/nobodys     notBound           only               only               only               notBound        notBound        only
setAtHome                 yes                yes                only               only               yes             yes             only
setRegistry               only               only               only               only               yes             yes             only
forgetPerson              only               only               only               only               only            yes             only
addHousehold              only               only               only               only               yes             yes             only
addHousehold/there        only               only               only               only               householdThere  householdThere  only
removeHousehold           only               only               only               only               yes             yes             only
removeHousehold/headsOwn  only               only               only               only               goesInOffice    goesInOffice    only
putPerson                 only               only               only               only               yes             yes             only
removePerson              only               only               only               only               yes             yes             only
removePerson/recorder     only               only               only               only               goesInOffice    goesInOffice    only
takeRoster                only               only               only               only               yes             yes             only
takeBackRoster            only               only               only               only               yes             yes             only
acknowledge               yes                yes                yes                yes                yes             yes             yes
keepLate                  yes                yes                yes                yes                yes             yes             yes
letLateIn                 yes                only               only               only               yes             yes             only
greet                     yes                yes                yes                yes                yes             yes             yes
askBack                   yes                yes                yes                yes                yes             yes             yes
settleClarification       yes                yes                yes                yes                yes             yes             yes
learnKin                  yes                yes                yes                yes                yes             yes             yes
rememberNote              yes                yes                yes                yes                yes             yes             yes
`

/** Refused for the moment, and not for who asks. */
const NOT_YET = new Set([
  'tooEarlyForDoor',
  'nothingToConfirm',
  'bindsOffice',
  'notBound',
  'issueElsewhere',
  'householdThere',
  'goesInOffice',
])

const [, ...LINES] = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
const cellsOf = ([, ...cells]: readonly string[]): [Role, string][] => ROLES.map((role, i) => [role, cells[i] ?? 'missing'])

const sceneOf = (name: string): Scene => {
  const scene = SCENES[name]
  if (!scene) throw new Error(`no scene for ${name}`)
  return scene
}
const rowsOf = (h: Hamlet): string => JSON.stringify(TABLE_NAMES.map((name) => [...(h.state[name].all() as Iterable<object>)]))

/** What came of it, in the words of the matrix, and whom a refusal names. */
function outcome(scene: Scene, actor: Actor): { was: string; named: readonly string[] } {
  const { hamlet, command } = scene(actor)
  const before = rowsOf(hamlet)
  let decided: ReturnType<Hamlet['order']>
  try {
    decided = hamlet.order(command)
  } catch (error) {
    expect(String(error)).toContain(`${command.type} came from`)
    return { was: 'fault', named: [] }
  }
  const changed = rowsOf(hamlet) !== before
  if ('events' in decided) {
    // What has no trace of its own says so by having happened.
    const silent = decided.events.length === 0 && !changed
    return { was: silent ? '-' : 'yes', named: [] }
  }
  // A refusal leaves no trace.
  expect(changed).toBe(false)
  const { refusal } = decided
  return refusal.code === 'onlyFor' ? { was: 'only', named: refusal.who } : { was: refusal.code, named: [] }
}

describe('who may', () => {
  test('every command stands in the matrix, and every line is a command’s', () => {
    const names = LINES.map(([name]) => name)
    expect([...names].sort()).toEqual(Object.keys(SCENES).sort())
    // That SCENES has one of each type is checked by the compiler (scenes.ts).
    expect(new Set(names).size).toBe(names.length)
    for (const line of LINES) expect(line, line[0]).toHaveLength(ROLES.length + 1)
  })

  test.each(LINES)('%s', (...line) => {
    const [name = ''] = line
    const scene = sceneOf(name)
    const was = cellsOf(line).map(([role]) => [role, outcome(scene, ACTORS[role]).was])
    expect(was).toEqual(cellsOf(line).map(([role, cell]) => [role, cell]))
  })

  test('whoever is refused is told who can, and that is who can', () => {
    for (const line of LINES) {
      const [name = ''] = line
      // Who has nothing yet to do it to may do it all the same; whoever may never, of this issue, is not named.
      const may = new Set<string>(cellsOf(line).flatMap(([role, cell]) => (cell === 'yes' || NOT_YET.has(cell) ? [role] : [])))
      for (const [role, cell] of cellsOf(line)) {
        // Of a confidential issue nobody learns that who may is another question than of others.
        if (cell !== 'only' || name.endsWith('/confidential')) continue
        const { named } = outcome(sceneOf(name), ACTORS[role])
        expect(named.length, `${name} ${role}`).toBeGreaterThan(0)
        for (const who of named) expect(may, `${name} ${role}: ${who}`).toContain(who)
        // Of those in the hamlet's group nobody is left out.
        for (const who of ['head', 'recorder']) if (may.has(who)) expect(named, `${name} ${role}`).toContain(who)
      }
    }
  })

  test('each scene is its command’s', () => {
    for (const [name, scene] of Object.entries(SCENES)) expect(scene(ACTORS.head).command.type).toBe(name.split('/')[0])
  })
})
