/** 演示一个月, at one click: the town from its beginning, and then the month through the same door as everything else. */
import { Hono } from 'hono'
import type { SandboxChat } from './chat.ts'
import type { SandboxControl, SandboxRoom } from './control.ts'
import { playMonth, type Stage } from './month.ts'
import { aloneSpeech, saidAndTaken, speeches } from './speaking.ts'
import { formatMoment } from './times.ts'

/** `inTurn`: nobody else moves the clock meanwhile. */
export function monthRoutes(chat: SandboxChat, control: SandboxControl, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Hono {
  const app = new Hono()
  app.post('/sandbox/page/month', (c) =>
    inTurn(async () => {
      await control.reset({})
      const { rooms } = await control.state()
      await chat.reset(rooms)
      await playMonth(stageOf(control, chat, rooms))
      return c.json({ now: formatMoment(control.now()) })
    }),
  )
  return app
}

const stageOf = (control: SandboxControl, chat: SandboxChat, rooms: readonly SandboxRoom[]): Stage => ({
  rooms,
  async say(lines) {
    const bodies = lines.map((line) => ({ ...line, kind: 'text' as const, mentionBot: false }))
    await saidAndTaken(control, chat, await speeches(control, chat, bodies))
    await control.settle()
  },
  async alone(from, text) {
    await saidAndTaken(control, chat, [await aloneSpeech(control, chat, from, { text, kind: 'text' })])
    await control.settle()
  },
  async clock(to) {
    if (to > control.now()) await control.clock({ to })
  },
  meetingAt: async (room) => (await control.going(room)).questions.findLast((q) => q.kind === 'rsvp' || q.kind === 'attend')?.startsAt,
})
