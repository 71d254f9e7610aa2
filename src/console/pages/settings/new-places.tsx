/** Villages, hamlets and departments, and adding one. */

import { makeDepartment, makeHamlet, makeVillage } from '../../../application/orders/town.ts'
import { MOST } from '../../../domain/base/lengths.ts'
import { fitting } from '../../../door/fitting.ts'
import { Problem } from '../../../door/problem.ts'
import { added, HAMLET_REFUSALS } from '../../../door/refusals.ts'
import { settled } from '../../../door/settle.ts'
import { listDepartments } from '../../../store/reading/town.ts'
import { listVillages } from '../../../store/reading/villages.ts'
import type { Console } from '../../declare.tsx'
import { Line, Order, Select } from '../../forms.tsx'

export function newPlacesPage(console: Console): void {
  const { deps } = console
  console.page('/settings/places', 'makePlaces', async ({ who, reach, csrf }) => {
    const [villages, departments] = await Promise.all([listVillages(deps.db, reach), listDepartments(deps.db, who.townId)])
    const body = (
      <>
        <h1>村、屋场、部门</h1>
        <h2>屋场</h2>
        {villages.length === 0 ? (
          <p class="empty">先添一个村，再添屋场。</p>
        ) : (
          <Order action="/settings/hamlets" csrf={csrf} class="card">
            <Select name="village" label="哪个村" options={villages.map((v) => [v.id, v.name] as const)} />
            <Line label="屋场的名字" hint="比如 槐树屋场" name="name" required most={MOST.name} />
            <Line label="简称" hint="干部在群里怎么叫它，比如 槐树；全镇不能重" name="alias" required most={MOST.name} />
            <button type="submit">添屋场</button>
          </Order>
        )}
        <h2>村</h2>
        <p>{villages.map((v) => `${v.name}（${v.hamlets}个屋场）`).join('、') || '还没有村。'}</p>
        <Order action="/settings/villages" csrf={csrf} class="line">
          <Line label="村的名字" name="name" id="village-name" required most={MOST.name} />
          <button type="submit" class="plain">
            添村
          </button>
        </Order>
        <h2>责任部门</h2>
        <p>{departments.map((d) => d.name).join('、') || '还没有部门，交办的时候没得选。'}</p>
        <Order action="/settings/departments" csrf={csrf} class="line">
          <Line label="部门的名字" name="name" id="department-name" required most={MOST.name} />
          <button type="submit" class="plain">
            添部门
          </button>
        </Order>
      </>
    )
    return { title: '村、屋场、部门', body }
  })
  const named = (name: string): string => {
    if (name === '') throw new Problem('badRequest', '请写名字。')
    return fitting(name, '名字', MOST.name)
  }
  const back = { to: '/settings/places', done: '添好了。' }
  console.action('/settings/villages', 'makePlaces', async ({ who, text }) => {
    added(await makeVillage(deps, who, named(text('name'))), '村')
    return back
  })
  console.action('/settings/departments', 'makePlaces', async ({ who, text }) => {
    added(await makeDepartment(deps, who, named(text('name'))), '部门')
    return back
  })
  console.action('/settings/hamlets', 'makePlaces', async ({ who, text }) => {
    const given = { villageId: text('village'), name: named(text('name')), alias: named(text('alias')) }
    const made = settled(await makeHamlet(deps, who, given), HAMLET_REFUSALS)
    return { to: `/hamlets/${made.id}`, done: '添好了。接下来导入花名册，再要一个绑定群聊的代码。' }
  })
}
