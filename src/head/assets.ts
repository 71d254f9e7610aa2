/** Style, script, icon and worker of the page, served by ourselves. Addresses of the first three change with what is in them. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const read = (name: string): Buffer => readFileSync(new URL(`./client/${name}`, import.meta.url))
const named = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12)

const CSS = read('style.css')
/** Modules for whoever reads them, one file for the phone: on a bad line each question costs. */
const JS = Buffer.from(
  `(() => {${['store', 'seen', 'photo', 'held', 'app']
    .map((name) =>
      read(`${name}.js`)
        .toString('utf8')
        .replace(/^import .*$/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('\n')}})()`,
)
const SVG = read('icon.svg')
export const STYLE = `/h/style-${named(CSS)}.css`
export const APP = `/h/app-${named(JS)}.js`
export const ICON = `/h/icon-${named(SVG)}.svg`
export const MANIFEST = '/h/manifest.webmanifest'

/** The worker knows by name what it keeps; another version of any of these is another worker. */
const WORKER = Buffer.from(
  read('worker.js')
    .toString('utf8')
    .replace("'__KEPT__'", JSON.stringify([STYLE, APP, ICON])),
)

const FOREVER = 'public, max-age=31536000, immutable'

export function assets(): Hono {
  const app = new Hono()
  const serve = (path: string, bytes: Buffer, type: string, more: Record<string, string> = {}) =>
    app.get(path, (c) => c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': FOREVER, ...more }))
  serve(STYLE, CSS, 'text/css; charset=utf-8')
  serve(APP, JS, 'text/javascript; charset=utf-8')
  serve(ICON, SVG, 'image/svg+xml')
  // A worker is asked for under one name, and looks after all of /h, the page without a stroke behind it too.
  serve('/h/worker.js', WORKER, 'text/javascript; charset=utf-8', {
    'cache-control': 'no-cache',
    'service-worker-allowed': '/h',
    'content-security-policy': "default-src 'none'; connect-src 'self'",
  })
  app.get(MANIFEST, (c) =>
    c.body(
      JSON.stringify({
        ...{ name: '屋场通', short_name: '屋场通', lang: 'zh-CN', start_url: '/h', scope: '/h', display: 'standalone' },
        ...{ background_color: '#fbfaf7', theme_color: '#9f1d16' },
        icons: [{ src: ICON, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      }),
      200,
      { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'no-cache' },
    ),
  )
  return app
}
