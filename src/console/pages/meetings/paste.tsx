/** An evening without the bot: attendance and votes out of a copied chat or a 接龙, looked through line by line before they are entered. */
import type { FC } from 'hono/jsx'
import { orderPaste } from '../../../application/orders/by-hand.ts'
import { actorOf } from '../../../application/orders/order.ts'
import { chatFile } from '../../../application/papers/by-hand/chat-file.ts'
import { type Pasted, pasteEvening } from '../../../application/papers/by-hand/evening.ts'
import type { PastedAccount } from '../../../application/papers/by-hand/read-evening.ts'
import type { MotionNamed } from '../../../domain/by-hand/commands.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import { findMeeting } from '../../../store/reading/meetings.ts'
import { sayAccount, sayPasted, WHY_LEFT_OUT } from '../../../text/by-hand.ts'
import type { Console } from '../../declare.tsx'
import { Fold, Line, Order, Text } from '../../forms.tsx'
import { Table } from '../../parts.tsx'
import { moment } from '../../times.ts'
import type { Done, Given } from '../../view.ts'
import { uploaded } from '../upload.ts'

const LINES_SHOWN = 500

export function pastePages(console: Console): void {
  const { db } = console.deps
  console.page('/meetings/:id/paste', 'keepRegistry', async ({ reach, param, csrf, now }) => {
    const m = await findMeeting(db, reach, param('id'))
    if (!m) return undefined
    const body = (
      <>
        <h1>补录签到和表决</h1>
        <p class="sub">
          {m.hamletName} {moment(m.startsAt, now)}
        </p>
        <Order action={`/meetings/${m.id}/paste`} csrf={csrf} class="card" upload>
          <Text name="text" label="把聊天记录或接龙贴在这里" />
          <div class="field">
            <label for="file">或者选导出的文件</label>
            <input id="file" name="file" type="file" accept=".txt,.csv,.html,.htm,.xlsx" />
          </div>
          <Line name="motion" label="里面的表决都是这一项（聊天里有屋场长的“表决 …”就不用填）" />
          <button type="submit">看看读出了什么</button>
        </Order>
      </>
    )
    return { title: '补录签到和表决', body }
  })
  console.action('/meetings/:id/paste', 'keepRegistry', async (given) => {
    const m = await findMeeting(db, given.reach, given.param('id'))
    return m ? paste(console, given, m) : undefined
  })
}

async function paste(console: Console, given: Given, m: { id: string; hamletId: string }): Promise<Done> {
  const { who, text, csrf } = given
  const upload = await uploaded(console, given, text('text'))
  const read = await chatFile(upload.bytes)
  if ('reason' in read) throw new Problem('badRequest', read.reason)
  const source = 'chat' in read ? read.chat : read.text
  const said = text('motion')
  const motion: { motion?: MotionNamed } = said === '' ? {} : { motion: /^\d{1,3}$/.test(said) ? { no: Number(said) } : { text: said } }
  if (text('write') === '1') {
    settle(console.deps, await orderPaste(console.deps, who, m, { source, ...motion }))
    return { to: `/meetings/${m.id}`, done: '补录好了，群里也说了一声。' }
  }
  const seen = await pasteEvening(console.deps, m.hamletId, { actor: actorOf(who), text: source, meetingId: m.id, write: false, ...motion })
  if (!seen?.read) throw new Problem('badRequest', '这次会还没有到时间，没有地方补录。')
  const fields = { upload: upload.id, motion: said }
  return { title: '补录签到和表决', body: <Seen seen={seen} read={seen.read} to={`/meetings/${m.id}/paste`} csrf={csrf} fields={fields} /> }
}

const Seen: FC<{ seen: Pasted; read: NonNullable<Pasted['read']>; to: string; csrf: string; fields: Record<string, string> }> = (p) => {
  const { read, seen } = p
  const some = read.attendance.length + read.motions.length > 0
  const account = sayAccount(read.account)
  return (
    <>
      <h1>补录签到和表决</h1>
      <p class={`note ${some ? '' : 'bad'}`} role={some ? 'status' : 'alert'}>
        {account.join('')}
        {some ? '还没有写进去。' : '没有可以补录的。'}
      </p>
      {sayPasted(read, seen.names, [])
        .slice(account.length)
        .map((line) => (
          <p>{line}</p>
        ))}
      <Lines account={read.account} />
      {some ? (
        <Order action={p.to} csrf={p.csrf} class="card">
          {Object.entries({ ...p.fields, write: '1' }).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit">补录</button>
        </Order>
      ) : null}
      <p>
        <a href={p.to}>换一份</a>
      </p>
    </>
  )
}

/** Each line that was read, under what became of it. */
const Lines: FC<{ account: PastedAccount }> = ({ account: { counted, leftOut } }) => {
  const whys = [...new Set(leftOut.map((left) => left.why))]
  return (
    <>
      {counted.length > 0 ? <Kind name={`算了 ${counted.length} 条`} lines={counted} open={false} /> : null}
      {whys.map((why) => {
        const lines = leftOut.filter((left) => left.why === why)
        return <Kind name={`没算：${WHY_LEFT_OUT[why]} ${lines.length} 条`} lines={lines} open={why !== 'chat' && why !== 'system'} />
      })}
    </>
  )
}

const Kind: FC<{ name: string; lines: readonly { line: number; name?: string; text: string }[]; open: boolean }> = ({
  name,
  lines,
  open,
}) => (
  <Fold class="more" summary={name} holds="" open={open}>
    <Table
      label={name}
      rows={lines.slice(0, LINES_SHOWN)}
      empty=""
      columns={[
        { head: '第几行', cell: (l) => `第${l.line}行` },
        { head: '谁', cell: (l) => l.name ?? '' },
        { head: '说了什么', cell: (l) => l.text },
      ]}
    />
  </Fold>
)
