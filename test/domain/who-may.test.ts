/**
 * Who may: every command × everybody who could give it, written out by hand (conversation: “What is said, by whom”; rules: “Who and where”).
 * Nothing here is read from the tables that the rules use: each command is put to `decide` where it would do something, and what came of it
 * is compared with a cell below.
 */
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../src/domain/commands.ts'
import { TABLE_NAMES } from '../../src/domain/state.ts'
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
 * `yes`: done. `only`: refused with who may. `-`: nothing, without a word. Anything else is the refusal by its name. Cadre and official stand
 * for the hamlet at the desk, whose own table bounds what it offers (test/api/who-may.test.ts); what is said in their groups is theirs alone.
 */
const MATRIX = `
command                   head               recorder           villager           unbound            cadre           official        clock
openTimePoll              yes                only               only               only               yes             yes             yes
closeTimePoll             yes                only               only               only               yes             yes             yes
chooseOption              yes                only               only               only               yes             yes             yes
extendPoll                yes                only               only               only               yes             yes             yes
cancelPoll                yes                only               only               only               yes             yes             yes
answerTime                yes                yes                yes                yes                yes             yes             yes
nudge/poll                yes                only               only               only               yes             yes             yes
nudge/meeting             yes                only               only               only               yes             yes             yes
nudge/attendance          yes                only               only               only               yes             yes             yes
nudge/motion              yes                only               only               only               yes             yes             yes
scheduleMeeting           yes                only               only               only               yes             yes             yes
reschedule                yes                only               only               only               yes             yes             yes
cancelMeeting             yes                only               only               only               yes             yes             yes
setVenue                  yes                only               only               only               yes             yes             yes
setVenue/usual            yes                only               only               only               yes             yes             yes
addTopic                  yes                only               only               only               yes             yes             yes
answerRsvp                yes                yes                yes                yes                yes             yes             yes
openAttendance            yes                yes                only               only               yes             yes             yes
attend                    yes                yes                yes                yes                yes             yes             yes
markAttendance            yes                yes                only               only               yes             yes             yes
unmarkAttendance          yes                yes                only               only               yes             yes             yes
openMotion                yes                only               only               only               yes             yes             yes
closeMotion               yes                only               only               only               yes             yes             yes
castBallot                yes                yes                yes                yes                yes             yes             yes
countHands                yes                yes                only               only               yes             yes             yes
witness                   yes                ownCount           yes                notSignedInWitness -               -               -
confirmHands              only               yes                only               only               yes             yes             yes
recordLine                yes                yes                yes                yes                yes             yes             yes
note                      yes                yes                only               only               yes             yes             yes
correctLine               only               yes                only               only               yes             yes             yes
endMeeting                yes                only               only               only               yes             yes             yes
enterByHand               yes                yes                only               only               yes             yes             yes
minutesMade               yes                yes                yes                yes                yes             yes             yes
makeUpForGap              yes                yes                yes                yes                yes             yes             yes
holdDeadline              yes                yes                yes                yes                yes             yes             yes
fall                      yes                yes                yes                yes                yes             yes             yes
raiseIssue                yes                yes                yes                yes                yes             yes             yes
attachMedia               yes                yes                yes                yes                yes             yes             yes
attachMedia/unnamed       -                  -                  yes                -                  -               -               -
categorise                yes                yes                only               only               yes             yes             yes
categorise/own            yes                yes                yes                yes                yes             yes             yes
supportIssue              yes                yes                yes                yes                unknownAccount  unknownAccount  unknownAccount
withdrawIssue             notYourIssue       notYourIssue       notYourIssue       notYourIssue       notYourIssue    notYourIssue    notYourIssue
withdrawIssue/own         yes                yes                yes                yes                yes             yes             yes
decideIssue/onTheSpot     yes                yes                only               only               yes             yes             yes
decideIssue/agreed        yes                yes                only               only               yes             yes             yes
decideIssue/toVillage     yes                yes                only               only               yes             yes             yes
decideIssue/dismiss       yes                yes                only               only               yes             yes             yes
decideIssue/merge         yes                yes                only               only               yes             yes             yes
decideIssue/confidential  yes                noSuchIssue        only               only               yes             yes             yes
acceptIssue               only               only               only               only               yes             only            only
handleIssue/raised        yes                only               only               only               yes             yes             yes
handleIssue/inVillage     only               only               only               only               yes             only            only
handleIssue/assigned      only               only               only               only               only            yes             only
reportToTown              only               only               only               only               yes             only            only
assignIssue               only               only               only               only               only            yes             only
takeUpIssue               only               only               only               only               only            yes             only
setConfidential           only               only               only               only               yes             yes             only
rate                      yes                yes                yes                yes                yes             yes             yes
rate/door                 yes                yes                only               only               yes             yes             yes
recountDeadlines          yes                yes                yes                yes                yes             yes             yes
claimIdentity             yes                yes                yes                yes                yes             yes             yes
approveClaim              yes                only               only               only               yes             yes             yes
bindAccount               yes                only               only               only               yes             yes             yes
setAtHome                 yes                yes                only               only               yes             yes             yes
setRegistry               only               only               only               only               yes             yes             only
takeRoster                only               only               only               only               yes             yes             only
acknowledge               yes                yes                yes                yes                yes             yes             yes
greet                     yes                yes                yes                yes                yes             yes             yes
askBack                   yes                yes                yes                yes                yes             yes             yes
settleClarification       yes                yes                yes                yes                yes             yes             yes
learnKin                  yes                yes                yes                yes                yes             yes             yes
rememberNote              yes                yes                yes                yes                yes             yes             yes
`

/**
 * Where the program is not yet what the matrix says, with what it does instead. Whoever puts one right takes its line out.
 *
 * 催一下 is the head's in the conversation's table (no ®), and silence from a recorder in the group; the rule takes it from both. Only the
 * reporter takes an issue back, and the head ends it with a reason (rules: “The issue loop”); the rule lets any office. A roster is the
 * desk's and the operator's (docs/api.md, importRoster); the rule asks nobody who he is.
 */
const DRIFTED: Readonly<Record<string, string>> = {
  'nudge/poll recorder': 'yes',
  'nudge/meeting recorder': 'yes',
  'nudge/attendance recorder': 'yes',
  'nudge/motion recorder': 'yes',
  'withdrawIssue cadre': 'yes',
  'withdrawIssue official': 'yes',
  'withdrawIssue clock': 'yes',
  'takeRoster head': 'yes',
  'takeRoster recorder': 'yes',
  'takeRoster villager': 'yes',
  'takeRoster unbound': 'yes',
  'takeRoster clock': 'yes',
}

const [, ...LINES] = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
const cellsOf = ([, ...cells]: readonly string[]): [Role, string][] => ROLES.map((role, i) => [role, cells[i] ?? 'missing'])
const now = (name: string, role: Role, cell: string): string => DRIFTED[`${name} ${role}`] ?? cell

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
  const decided = hamlet.order(command)
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
    expect(was).toEqual(cellsOf(line).map(([role, cell]) => [role, now(name, role, cell)]))
  })

  test('whoever is refused is told who can, and that is who can', () => {
    for (const line of LINES) {
      const [name = ''] = line
      const may = new Set<string>(cellsOf(line).flatMap(([role, cell]) => (now(name, role, cell) === 'yes' ? [role] : [])))
      for (const [role, cell] of cellsOf(line)) {
        // Of a confidential issue nobody learns that who may is another question than of others.
        if (now(name, role, cell) !== 'only' || name.endsWith('/confidential')) continue
        const { named } = outcome(sceneOf(name), ACTORS[role])
        expect(named.length, `${name} ${role}`).toBeGreaterThan(0)
        for (const who of named) expect(may, `${name} ${role}: ${who}`).toContain(who)
        // Of those in the hamlet's group nobody is left out.
        for (const who of ['head', 'recorder']) if (may.has(who)) expect(named, `${name} ${role}`).toContain(who)
      }
    }
  })

  test('nothing stands under DRIFTED that is no longer so', () => {
    const cells = new Map<string, string>(
      LINES.flatMap((line) => cellsOf(line).map(([role, cell]) => [`${line[0]} ${role}`, cell] as const)),
    )
    for (const [where, was] of Object.entries(DRIFTED)) {
      expect(cells.has(where), where).toBe(true)
      expect(cells.get(where), where).not.toBe(was)
    }
  })

  test('each scene is its command’s', () => {
    for (const [name, scene] of Object.entries(SCENES)) expect(scene(ACTORS.head).command.type).toBe(name.split('/')[0])
  })
})
