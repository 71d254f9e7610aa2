/** Which puppet carries the messages. Only `wechaty-puppet-service` is installed with the project; others are installed by who uses them. */
import type { impls, PuppetOptions } from 'wechaty-puppet'

/** Makes a fresh puppet. Called again each time the connection has to be rebuilt, because a puppet that went deaf stays deaf. */
export type PuppetFactory = () => Promise<impls.PuppetInterface>

export interface PuppetSettings {
  /** npm name: `WECHATY_PUPPET`. */
  name: string
  /** `WECHATY_PUPPET_SERVICE_TOKEN`, or `WECHATY_TOKEN`. */
  token?: string | undefined
  /** `WECHATY_PUPPET_SERVICE_ENDPOINT`, `host:port`: without it the token is looked up at Wechaty's own discovery service. */
  endpoint?: string | undefined
  /** Speak to the service without TLS. Only for a service on the same machine or inside the same private network. */
  insecure?: boolean | undefined
}

/** A setting that cannot work. The message is for the operator and names the variable or the package. */
class PuppetUnusable extends Error {
  override name = 'PuppetUnusable'
}

/** By these a puppet is known: any function could be called with `new`. */
const WHAT_PUPPETS_DO = ['start', 'stop', 'ding', 'messageSendText', 'messagePayload']

type PuppetClass = new (options: PuppetOptions) => impls.PuppetInterface

/** Throws PuppetUnusable, when called, if the package is missing or is no puppet. */
export function namedPuppet(settings: PuppetSettings): PuppetFactory {
  return async () => {
    const Puppet = await loadPuppet(settings.name)
    if (settings.name === 'wechaty-puppet-service' && !settings.token) {
      throw new PuppetUnusable('wechaty-puppet-service needs WECHATY_PUPPET_SERVICE_TOKEN (or WECHATY_TOKEN)')
    }
    const puppet = new Puppet({
      ...(settings.token ? { token: settings.token } : {}),
      ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
      ...(settings.insecure ? { tls: { disable: true } } : {}),
    } as PuppetOptions)
    keepOutOfHome(puppet)
    return puppet
  }
}

/** Throws PuppetUnusable if the package is missing or is no puppet. */
export async function loadPuppet(name: string): Promise<PuppetClass> {
  let exported: unknown
  try {
    exported = await import(name)
  } catch (error) {
    const missing =
      error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(`'${name}'`)
    if (!missing) throw error
    throw new PuppetUnusable(`WECHATY_PUPPET=${name}: the package is not installed; run: npm install ${name}`)
  }
  // A CommonJS package seen from ESM wraps its default export once or twice.
  for (let depth = 0; depth < 4; depth++) {
    if (isPuppet(exported)) return exported
    exported = (exported as { default?: unknown } | undefined)?.default
  }
  throw new PuppetUnusable(`WECHATY_PUPPET=${name}: the package exports no puppet`)
}

function isPuppet(exported: unknown): exported is PuppetClass {
  const does = typeof exported === 'function' ? (exported.prototype as Record<string, unknown> | undefined) : undefined
  return does !== undefined && WHAT_PUPPETS_DO.every((what) => typeof does[what] === 'function')
}

/**
 * wechaty-puppet-service keeps contacts and nicknames in files under `~/.wechaty`, for ever and shared by every process with the
 * same token. Its code copes with a store that never opened, so ours never does: names are kept for minutes in memory instead.
 */
function keepOutOfHome(puppet: impls.PuppetInterface): void {
  const store = (puppet as { _payloadStore?: { start?: (accountId: string) => Promise<void> } })._payloadStore
  if (store?.start) store.start = async () => {}
}

/**
 * Of wechaty-puppet-service: its stop also tells the server to stop. On a line that broke, the server that hears it is not the one that
 * went away but the one that has just come up; and on one on which nothing was ever heard it is somebody else's. So nothing is said.
 */
export function leaveSilently(puppet: impls.PuppetInterface): void {
  const client = (puppet as { _grpcManager?: { _client?: { stop?: unknown } } })._grpcManager?._client
  if (client) client.stop = (_request: unknown, done: (error: null, response: object) => void) => done(null, {})
}
