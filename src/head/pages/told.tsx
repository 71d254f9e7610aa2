/** What became of what was just tapped. */
import type { FC } from 'hono/jsx'
import type { Told } from '../orders.ts'

export const ToldList: FC<{ told: readonly Told[] }> = ({ told }) => (
  <div id="told">
    {told.map(({ good, words }) => (
      <p class={`note ${good ? 'good' : 'bad'}`} role={good ? 'status' : 'alert'}>
        {words}
      </p>
    ))}
  </div>
)
