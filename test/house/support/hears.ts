/**
 * A process of its own that hears the same groups: `<database> <now>`. Says when it is ready, takes the messages that come as JSON on its
 * standard input, and ends when all are handled.
 */
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Intake } from '../../../src/application/hearing/intake.ts'
import { ManualClock } from '../../../src/kernel/clock.ts'
import { randomId } from '../../../src/kernel/ids.ts'
import { silentLog } from '../../../src/kernel/log.ts'
import { openDatabase } from '../../../src/store/database.ts'
import type { Received } from '../../../src/store/edges/inbox.ts'

const [url = '', now = ''] = process.argv.slice(2)
const db = openDatabase(url, 4)
const wake = { outbox() {}, deadlines() {}, inbox() {} }
const intake = new Intake({ db, clock: new ManualClock(Number(now)), newId: randomId, wake, log: silentLog })
await db.hamlet.count()
process.stdout.write('ready\n')
const messages = JSON.parse(await text(process.stdin)) as Received[]
await Promise.all(messages.map((message) => intake.take(message)))
while (!intake.idle) await sleep(5)
await intake.stop()
await db.$disconnect()
