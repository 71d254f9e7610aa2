/** The town's desk as one app, to be mounted at the root, after whatever has paths of its own: the API, its description, the console. */
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { API_BASE, describe, openApi } from '../api/app.ts'
import type { Deps } from '../application/ports.ts'
import type { Machine } from '../application/watch/signs.ts'
import type { ApiDocument } from '../console/pages/reference/document.ts'
import { openConsole } from '../console/pages.ts'
import { atDoor, type QueueDesk } from '../door/deps.ts'
import { headPages } from '../head/app.tsx'
import type { IsAmong } from '../kernel/addresses.ts'
import type { Clock } from '../kernel/clock.ts'

interface TownAppParts {
  deps: Deps
  /** Real time, for sessions and guesses; the system's clock unless a test says otherwise. */
  wall?: Clock
  isProxy?: IsAmong | undefined
  /** What only the machine knows of how the program is; a test's knows nothing. */
  machine?: Machine
  /** The job queue, shown to the admin under /queues. */
  queue?: QueueDesk
  /** Whether the sandbox's page is there. */
  sandbox?: boolean
}

export function townApp({ deps, wall, isProxy, machine, queue, sandbox = false }: TownAppParts): Hono {
  const door = { ...atDoor(deps, wall, isProxy, machine), sandbox, queue }
  const api = openApi(door)
  const app = new Hono()
  let document: ReturnType<typeof describe> | undefined
  const described = () => {
    document ??= describe(api)
    return document
  }
  app.use(`${API_BASE}/*`, secureHeaders())
  app.get('/openapi.json', (c) => c.json(described()))
  app.route(API_BASE, api.app)
  app.route('/', headPages(door))
  const console = openConsole(door, () => described() as unknown as ApiDocument)
  app.route('/', console.app)
  return app
}
