import type { Received } from '../store/inbox.ts'

/** A message as a gateway hands it over, media apart. */
export type IncomingMessage = Omit<Received, 'mediaId'>
