/** Which phones have a hamlet's page, and the links that let one in. */
import { endPhone, makePhoneLink, type PhoneFor } from '../../../application/orders/phones.ts'
import { qrPng } from '../../../documents/qr.ts'
import { Problem } from '../../../door/problem.ts'
import { settle } from '../../../door/settle.ts'
import type { Instant } from '../../../kernel/time.ts'
import { mayHavePage, type PhoneLine, phonesOf } from '../../../store/door/phones.ts'
import { findHamlet } from '../../../store/reading/hamlets.ts'
import type { Console } from '../../declare.tsx'
import { Ask, Order } from '../../forms.tsx'
import { Badge, Table } from '../../parts.tsx'
import { moment } from '../../times.ts'

export function phonePages(console: Console): void {
  const { deps } = console
  const { db, wall } = deps
  console.page('/hamlets/:id/phones', 'bindPeople', async ({ reach, param, csrf }) => {
    const h = await findHamlet(db, reach, param('id'))
    if (!h) return undefined
    const [phones, people] = await Promise.all([phonesOf(db, h.id), mayHavePage(db, h.id)])
    const choices: [value: string, name: string][] = [
      ...(people.headId === null ? [] : [['head', `屋场长 ${people.head ?? ''}`] as [string, string]]),
      ...(people.recorderId === null || people.recorderId === people.headId
        ? []
        : [['recorder', `记录员 ${people.recorder ?? ''}`] as [string, string]]),
      ...people.cadres.map(({ id, name }): [string, string] => [id, `村干部 ${name}`]),
    ]
    const body = (
      <>
        <h1>{h.name}：手机页面</h1>
        <p class="sub">不装软件、不要账号：点一次链接，那部手机上就有这个屋场的页面，群里没有小助手也能约时间、签到、表决、办问题。</p>
        <Order action={`/hamlets/${h.id}/phones`} csrf={csrf} class="card">
          <fieldset>
            <legend>给谁</legend>
            {choices.map(([value, name], i) => (
              <label class="check">
                <input type="radio" name="whose" value={value} checked={i === 0} /> {name}
              </label>
            ))}
          </fieldset>
          {choices.length === 0 ? <p class="note">还没有登记屋场长，先在屋场登记里选。</p> : <button type="submit">要一个链接</button>}
        </Order>
        <h2>有这一页的手机</h2>
        <Phones rows={phones} hamletId={h.id} csrf={csrf} now={wall.now()} />
      </>
    )
    return { title: `${h.name}的手机页面`, body }
  })
  console.action('/hamlets/:id/phones', 'bindPeople', async ({ who, param, text, url, now }) => {
    const whose = text('whose')
    const given: PhoneFor = whose === 'head' || whose === 'recorder' ? { office: whose } : { officialId: whose }
    const made = settle(deps, await makePhoneLink(deps, who, param('id'), given))
    const link = `${url.origin}/h/in/${made.secret}`
    const body = (
      <>
        <h1>{made.name}的链接</h1>
        <p class="note good" role="status">
          让{made.name}本人用手机扫，或者把链接发给他，打开后点“打开”。只能用一次，{moment(made.until, now)}以前有效；这里关了就看不到了。
        </p>
        <p class="card">
          <img
            src={`data:image/png;base64,${(await qrPng(link)).toString('base64')}`}
            alt="链接的二维码，让本人用手机扫"
            width="280"
            height="280"
          />
        </p>
        <p class="card">
          <code>{link}</code>
        </p>
        <p>
          <a href={`/hamlets/${param('id')}/phones`}>回到手机页面</a>
        </p>
      </>
    )
    return { title: `${made.name}的链接`, body }
  })
  console.action('/hamlets/:id/phones/end', 'bindPeople', async ({ who, param, text }) => {
    if (!(await endPhone(deps, who, param('id'), text('phone')))) throw new Problem('refused', '这部手机已经停用了，请刷新看看。')
    return { to: `/hamlets/${param('id')}/phones`, done: '停用了。那部手机下一次联网就打不开这一页；它还没交上来的，不再收。' }
  })
}

const officeOf = (phone: PhoneLine): string =>
  phone.officialId !== null ? '村干部' : phone.isHead ? '屋场长' : phone.isRecorder ? '记录员' : '已卸任'

function standing(phone: PhoneLine, now: Instant): [tone: 'good' | 'info' | '', words: string] {
  if (phone.endedAt !== null) return ['', `${moment(phone.endedAt, now)}停用`]
  if (phone.openedAt === null) return phone.linkUntil > now ? ['info', '链接还没用'] : ['', '链接不能用了，没有人用过']
  if (officeOf(phone) === '已卸任' || (phone.officialId !== null && phone.office === null)) return ['', '卸任，打不开了']
  return (phone.endsAt ?? 0) > now ? ['good', `在用，到${moment(phone.endsAt ?? 0, now)}`] : ['', '满180天，停了']
}

const Phones = ({ rows, hamletId, csrf, now }: { rows: readonly PhoneLine[]; hamletId: string; csrf: string; now: Instant }) => (
  <Table
    label="有这一页的手机"
    rows={rows}
    empty="还没有。上面要一个链接，发给屋场长。"
    columns={[
      {
        head: '谁',
        cell: (f) => (
          <>
            {f.name} <span class="soft">{officeOf(f)}</span>
          </>
        ),
      },
      { head: '手机', cell: (f) => f.device },
      {
        head: '状态',
        cell: (f) => {
          const [tone, words] = standing(f, now)
          return <Badge tone={tone}>{words}</Badge>
        },
      },
      { head: '上次打开', cell: (f) => (f.seenAt === null ? '' : moment(f.seenAt, now)) },
      { head: '谁发的', cell: (f) => `${f.createdByName ?? ''} ${moment(f.createdAt, now)}` },
      {
        head: '',
        cell: (f) =>
          f.endedAt === null ? (
            <Ask
              action={`/hamlets/${hamletId}/phones/end`}
              csrf={csrf}
              name="停用"
              means={`${f.name}的这部手机打不开这一页了。他做过的都还在。手机丢了、换了，就停用，再发一个链接。`}
              sure="停用这部手机"
              fields={{ phone: f.id }}
            />
          ) : (
            ''
          ),
      },
    ]}
  />
)
