/** The style, the scripts and the picture of the pages, served by ourselves. The address of all but the last changes with what is in them. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

/** In this order: what comes later decides. */
const SHEETS = ['base', 'frame', 'parts', 'forms', 'story', 'screens', 'jobs', 'evening', 'village']
const CSS = Buffer.concat(SHEETS.map((name) => readFileSync(new URL(`./styles/${name}.css`, import.meta.url))))
const LIVE_JS = readFileSync(new URL('./live.js', import.meta.url))
const CARD_JS = readFileSync(new URL('./card.js', import.meta.url))
const CHAIN_JS = readFileSync(new URL('./chain.js', import.meta.url))
const named = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)
export const STYLE = `/console/style-${named(CSS)}.css`
export const LIVE = `/console/live-${named(LIVE_JS)}.js`
/** Of the public board: works the ledger's hashes out again. */
export const CHAIN = `/console/chain-${named(CHAIN_JS)}.js`
/** Of a household's card: makes photos smaller. */
export const CARD = `/console/card-${named(CARD_JS)}.js`
export const ICON = '/console/icon.svg'
const DRAWN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9f1d16"/><path d="M16 6 4 16h4v9h16v-9h4z" fill="#fff"/><path d="M13 25v-6h6v6z" fill="#9f1d16"/></svg>'

export function assets(): Hono {
  const app = new Hono()
  for (const [path, type, bytes] of [
    [STYLE, 'text/css', CSS],
    [LIVE, 'text/javascript', LIVE_JS],
    [CHAIN, 'text/javascript', CHAIN_JS],
    [CARD, 'text/javascript', CARD_JS],
  ] as const)
    app.get(path, (c) => {
      c.header('content-type', `${type}; charset=utf-8`)
      c.header('x-content-type-options', 'nosniff')
      c.header('cache-control', 'public, max-age=31536000, immutable')
      return c.body(bytes.toString())
    })
  app.get(ICON, (c) => {
    c.header('content-type', 'image/svg+xml')
    c.header('cache-control', 'public, max-age=86400')
    return c.body(DRAWN)
  })
  return app
}
