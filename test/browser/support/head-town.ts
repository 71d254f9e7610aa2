/** A town whose hamlet has no bot, and the phone of its head in a browser: served by the program's own pages. */
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { makePhoneLink } from '../../../src/application/orders/phones.ts'
import type { Principal } from '../../../src/domain/rights/desk.ts'
import { HEKOU, TestDesk, TOWN } from '../../api/support/desk.ts'

export const HUAISHU = 'hamlet_huaishu'

const CADRE: Principal = {
  ...{ userId: 'user_cadre', name: '周建国', role: 'cadre', townId: TOWN, villageId: HEKOU, department: null },
  ...{ officialId: 'official_hekou_cadre1', via: 'console', readOnly: false },
}

export interface HeadTown {
  desk: TestDesk
  origin: string
  server: ServerType
  /** Where a phone is let in, once. */
  link(whose?: 'head' | 'recorder'): Promise<string>
}

export async function openHeadTown(): Promise<HeadTown> {
  const desk = await TestDesk.open()
  await desk.village.db.room.deleteMany({ where: { hamletId: HUAISHU } })
  const server = await new Promise<ServerType>((resolve) => {
    const opened = serve({ fetch: desk.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(opened))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ desk, server, origin },
    async link(office = 'head') {
      const made = await makePhoneLink({ ...desk.village.deps, wall: desk.wall }, CADRE, HUAISHU, { office })
      if (!('done' in made)) throw new Error('no link')
      return `${origin}/h/in/${made.done.secret}`
    },
  }
}
