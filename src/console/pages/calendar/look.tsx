/** What a look at a change shows beside what it moves: how much more there is, and the change itself, one click away. */
import type { Preview } from '../../../application/orders/town.ts'
import { Order } from '../../forms.tsx'

export const Decide = ({ action, csrf, fields }: { action: string; csrf: string; fields: Record<string, string> }) => (
  <Order action={action} csrf={csrf} class="actions">
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit">就这么定</button>
    <a href="/calendar">不改了</a>
  </Order>
)

export const More = ({ total, items }: Preview<unknown>) =>
  total > items.length ? (
    <p class="soft">
      这里列了前{items.length}个，一共{total}个。
    </p>
  ) : null
