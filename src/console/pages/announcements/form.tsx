/** An announcement as a form: what it asks, and the order that it makes. */
import { ANNOUNCEMENT_CHARACTERS, type NewAnnouncement } from '../../../application/orders/announcements.ts'
import type { Reach } from '../../../domain/rights/desk.ts'
import type { Reader } from '../../../store/database.ts'
import { hamletCategories } from '../../../store/reading/announcements.ts'
import { listVillages } from '../../../store/reading/villages.ts'
import { ANNOUNCEMENT_KINDS } from '../../../text/announcement.ts'
import { Check, Order, Select, Text } from '../../forms.tsx'
import type { Given } from '../../view.ts'

export const PREVIEW = '/announcements/preview'

export interface Choices {
  villages: readonly { id: string; name: string; hamlets: number }[]
  categories: readonly string[]
}

export async function choicesFor(db: Reader, reach: Reach): Promise<Choices> {
  const [villages, categories] = await Promise.all([listVillages(db, reach), hamletCategories(db, reach)])
  return { villages, categories }
}

export function orderOf({ text, all }: Given): NewAnnouncement {
  const villageIds = all('villages')
  return {
    kind: (text('kind') in ANNOUNCEMENT_KINDS ? text('kind') : 'notice') as NewAnnouncement['kind'],
    text: text('text').replace(/\r\n/g, '\n'),
    receipts: text('receipts') === '1',
    to: { ...(villageIds.length > 0 ? { villageIds } : {}), ...(text('category') ? { category: text('category') } : {}) },
  }
}

/** The same order as form fields. */
export const fieldsOf = ({ kind, text, receipts, to }: NewAnnouncement): [string, string][] => [
  ['kind', kind],
  ['text', text],
  ['receipts', receipts ? '1' : ''],
  ['category', to.category ?? ''],
  ...(to.villageIds ?? []).map((id): [string, string] => ['villages', id]),
]

export const AnnouncementForm = ({ csrf, choices, given }: { csrf: string; choices: Choices; given?: NewAnnouncement }) => (
  <Order action={PREVIEW} csrf={csrf} class="card">
    <Select name="kind" label="类别" value={given?.kind ?? 'notice'} options={Object.entries(ANNOUNCEMENT_KINDS)} />
    <Text
      label="内容"
      hint={`最多 ${ANNOUNCEMENT_CHARACTERS} 字，群里不发链接。说大白话，一件事一条。`}
      name="text"
      value={given?.text}
      required
    />
    <fieldset>
      <legend>发给哪些村的屋场</legend>
      {choices.villages.map((v) => (
        <Check name="villages" value={v.id} checked={given?.to.villageIds?.includes(v.id) === true}>
          {v.name}（{v.hamlets}个屋场）
        </Check>
      ))}
      <p class="hint">一个都不选，就是发给全部。</p>
    </fieldset>
    {choices.categories.length > 0 ? (
      <Select
        name="category"
        label="只发给哪一类屋场"
        any="不分类别"
        value={given?.to.category}
        options={choices.categories.map((c) => [c, c] as const)}
      />
    ) : null}
    <Check name="receipts" checked={given?.receipts === true}>
      请大家回“收到”，按户数
    </Check>
    <p class="hint">一条一条慢慢发，夜里不发；有人问话先回话，通知排在后面。没发出去的可以随时停。</p>
    <button type="submit">先看看发给多少户</button>
  </Order>
)
