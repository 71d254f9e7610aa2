/** The kinds of jobs, and what each carries. A job only wakes us: what is to be done is read from the tables when it runs. */
import { z } from 'zod'

export const PAYLOADS = {
  /** A deadline is due. Its id is the deadline row's id. */
  fireDeadline: z.object({ deadlineId: z.string().min(1) }),
  /** A named schedule (jobs/schedule.ts) has come round. `at`: the occurrence, epoch ms. */
  tick: z.object({ name: z.string().min(1), at: z.number().int() }),
} as const

export type JobName = keyof typeof PAYLOADS
export type Payload<N extends JobName> = z.infer<(typeof PAYLOADS)[N]>

export const isJobName = (name: string): name is JobName => Object.hasOwn(PAYLOADS, name)

/** What a handler may answer. `cancel`: it no longer applies, and finishes quietly. A throw is a failure and is tried again. */
export type Outcome = 'done' | 'cancel' | { retryInMs: number }

export type Handlers = { [N in JobName]: (payload: Payload<N>) => Promise<Outcome> }
