/** Villages and hamlets: what their registration lacks, how they have done, who lives there. */
import { type HamletLine, listHamlets } from '../../../store/reading/hamlets.ts'
import { listVillages } from '../../../store/reading/villages.ts'
import type { Console } from '../../declare.tsx'
import { Check, Line, Select } from '../../forms.tsx'
import { Badge, Pager, Share, Table } from '../../parts.tsx'
import { STAGE } from '../../words.ts'
import { bindingPages } from './binding.tsx'
import { boardDesk } from './board.tsx'
import { cardDesk } from './cards.tsx'
import { hamletPage } from './hamlet.tsx'
import { householdPages } from './household.tsx'
import { peopleOrders, peoplePage } from './people.tsx'
import { phonePages } from './phones.tsx'
import { Lacks, registryOrders } from './registry.tsx'

export function hamletPages(console: Console): void {
  const { db } = console.deps
  console.page('/hamlets', 'look', async ({ reach, url, query }) => {
    const lacking = query('lacks') === '1'
    const [villages, page] = await Promise.all([
      listVillages(db, reach),
      listHamlets(db, reach, {
        villageId: query('village'),
        search: query('search'),
        cursor: query('cursor'),
        lacking,
      }),
    ])
    return {
      title: '村和屋场',
      body: (
        <>
          <h1>村和屋场</h1>
          <ul class="tiles">
            {villages.map((v) => (
              <li>
                <a class="tile" href={`/hamlets?village=${v.id}`}>
                  <b>{v.hamlets}</b>
                  <span>
                    {v.name}的屋场，在家 {v.atHome}/{v.households} 户
                  </span>
                </a>
              </li>
            ))}
          </ul>
          <form class="line" action="/hamlets">
            <Select name="village" label="村" any="全部" value={query('village')} options={villages.map((v) => [v.id, v.name] as const)} />
            <Line label="名字" name="search" value={query('search')} />
            <Check name="lacks" checked={lacking}>
              只看登记待补的
            </Check>
            <button type="submit" class="plain">
              查
            </button>
          </form>
          <HamletTable items={page.items} />
          <Pager next={page.next} url={url} />
        </>
      ),
    }
  })
  registryOrders(console)
  hamletPage(console)
  peoplePage(console)
  peopleOrders(console)
  bindingPages(console)
  phonePages(console)
  householdPages(console)
  boardDesk(console)
  cardDesk(console)
}

const HamletTable = ({ items }: { items: readonly HamletLine[] }) => (
  <Table
    label="屋场"
    rows={items}
    empty="没有这样的屋场。换个条件再查；新屋场可以在“设置”里添，或者导入花名册。"
    columns={[
      { head: '屋场', cell: (h) => <a href={`/hamlets/${h.id}`}>{h.name}</a> },
      { head: '村', cell: (h) => h.villageName },
      { head: '在家/全部', cell: (h) => `${h.atHome}/${h.households}户` },
      { head: '联系得上', cell: (h) => <Share part={h.reached} base={h.atHome} unit="户" /> },
      { head: '屋场长', cell: (h) => h.headName ?? <Badge tone="bad">还没有</Badge> },
      { head: '阶段', cell: (h) => STAGE[h.stage] },
      { head: '待补', cell: (h) => <Lacks of={h} /> },
    ]}
  />
)
