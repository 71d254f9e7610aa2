/** One person alone with the bot: the same calls as a group's, beside the groups. Whose talk it is, is in the path; nobody else is in it. */
import { Hono } from 'hono'
import { readBody } from './answers.ts'
import type { SandboxChat } from './chat.ts'
import type { SandboxControl } from './control.ts'
import { aloneBody } from './orders.ts'
import { aloneSpeech, readOn, requirePerson, saidAndTaken } from './speaking.ts'

const PATH = '/sandbox/api/people/:person/messages'

export function peopleRoutes(chat: SandboxChat, control: SandboxControl): Hono {
  const app = new Hono()
  app.post(PATH, async (c) => {
    const said = await aloneSpeech(control, chat, c.req.param('person'), await readBody(c, aloneBody))
    await saidAndTaken(control, chat, [said])
    return c.json({ id: said.id }, 202)
  })
  app.get(PATH, async (c) => {
    const person = c.req.param('person')
    await requirePerson(control, chat, person)
    return c.json(readOn(chat, person, c.req.query('after')))
  })
  return app
}
