/** The style and the picture of the pages, served by ourselves. The address of the style changes with what is in it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const CSS = readFileSync(new URL('./style.css', import.meta.url))
export const STYLE = `/console/style-${createHash('sha256').update(CSS).digest('hex').slice(0, 12)}.css`
export const ICON = '/console/icon.svg'
const DRAWN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9f1d16"/><path d="M16 6 4 16h4v9h16v-9h4z" fill="#fff"/><path d="M13 25v-6h6v6z" fill="#9f1d16"/></svg>'

export function assets(): Hono {
  const app = new Hono()
  app.get(STYLE, (c) => {
    c.header('content-type', 'text/css; charset=utf-8')
    c.header('cache-control', 'public, max-age=31536000, immutable')
    return c.body(CSS.toString())
  })
  app.get(ICON, (c) => {
    c.header('content-type', 'image/svg+xml')
    c.header('cache-control', 'public, max-age=86400')
    return c.body(DRAWN)
  })
  return app
}
