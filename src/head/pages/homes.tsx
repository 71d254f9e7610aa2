/** Who is at home and who is away: the base of every quorum. */
import type { FC } from 'hono/jsx'
import { type Cell, Choices, Grid, Tap } from '../parts.tsx'
import { type HeadView, homesOf } from '../view.ts'

export const Homes: FC<{ view: HeadView }> = ({ view }) => {
  const homes = homesOf(view.state)
  const cells = homes.map((home): Cell => ({ home, tone: home.atHome ? 'yes' : '', word: home.atHome ? '在家' : '外出' }))
  return (
    <>
      <h1>各户</h1>
      <p>
        一共{homes.length}户，长期在家<b>{homes.filter((home) => home.atHome).length}户</b>。到会够不够，按在家的户算；谁改的都记着。
      </p>
      <Tap view={view} intent="setAtHome">
        <Choices
          legend="先选，再点户"
          name="atHome"
          id="at-home"
          of={[
            ['0', '外出了'],
            ['1', '回来了'],
          ]}
          chosen="0"
        />
        <Grid cells={cells} label="在家的户和外出的户" />
      </Tap>
    </>
  )
}
