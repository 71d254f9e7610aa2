/**
 * `npm run paste -- <file|-> --hamlet 槐树 --by <name> [--motion "text"|n] [--dry-run] [--all]`: enters attendance and votes from a 接龙 or an
 * exported chat (text, web page, table), for an evening on which the bot was away. Marked as entered by hand and by whom. `-` reads what is piped in.
 * Says what became of every line: those left out with their words and reasons, with --all also chat and those that count.
 */
import { readFile } from 'node:fs/promises'
import { buffer as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { chatFile } from '../src/application/papers/by-hand/chat-file.ts'
import { pasteEvening } from '../src/application/papers/by-hand/evening.ts'
import { enteringPerson, hamletMeant } from '../src/application/papers/by-hand/who.ts'
import { sayLeftOut, sayPasted } from '../src/text/by-hand.ts'
import { sayRefusal } from '../src/text/refusals/refusals.ts'
import { fail, withTown } from './town-database.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hamlet: { type: 'string' },
    by: { type: 'string' },
    motion: { type: 'string' },
    'dry-run': { type: 'boolean' },
    all: { type: 'boolean' },
  },
})
const [file, ...more] = positionals
const { hamlet: said, by, motion } = values
if (file === undefined || more.length > 0 || said === undefined || by === undefined)
  fail('用法：npm run paste -- 聊天记录.txt --hamlet 槐树 --by 李大强 [--motion "每户出50元"或1] [--dry-run] [--all]')
const bytes =
  file === '-' ? await readAll(process.stdin) : await readFile(file).catch((error: Error) => fail(`读不了${file}：${error.message}`))
const source = await chatFile(bytes)
if ('reason' in source) fail(source.reason)

await withTown(async (deps) => {
  const hamlet = await hamletMeant(deps.db, said)
  if ('known' in hamlet) fail(`没有叫“${said}”的屋场，有：${hamlet.known.join('、')}。`)
  const actor =
    (await enteringPerson(deps.db, by, hamlet)) ?? fail(`“${by}”不是${hamlet.name}的屋场长、记录员，也不是管它的镇村干部，不能补录。`)
  const about = motion === undefined ? {} : { motion: /^\d{1,3}$/.test(motion) ? { no: Number(motion) } : { text: motion } }
  const outcome = await pasteEvening(deps, hamlet.id, {
    actor,
    text: 'chat' in source ? source.chat : source.text,
    write: values['dry-run'] !== true,
    ...about,
  })
  if (!outcome?.meeting || !outcome.read) fail(`${hamlet.name}还没有到了时间的会，没有地方补录。`)
  for (const line of sayPasted(outcome.read, outcome.names, outcome.results)) console.log(line)
  const { counted, leftOut } = outcome.read.account
  if (values.all) for (const { line, name, text } of counted) console.log(`  第${line}行 ${name}：${text}（算了）`)
  for (const left of leftOut) if (values.all || (left.why !== 'chat' && left.why !== 'system')) console.log(`  ${sayLeftOut(left)}`)
  if (outcome.refusal) fail(sayRefusal(outcome.refusal, deps.clock.now()))
  console.log(outcome.written ? `已由${by}补录。` : '什么都没有动。')
}).catch((error: Error) => fail(error.message))
