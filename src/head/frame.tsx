/** A page of the phone as it goes out. */
import type { Child, FC } from 'hono/jsx'
import { APP, ICON, MANIFEST, STYLE } from './assets.ts'
import { type HeadView, nameOfHamlet, officeOf } from './view.ts'

/** Nothing from elsewhere; scripts and worker are ours; pictures that are made smaller here, and voices that are recorded here, before they are sent. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export const HEAD_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(self)',
}

const Html: FC<{ title: string; script?: boolean; data?: Readonly<Record<string, string>>; children?: Child }> = (p) => (
  <html lang="zh-CN" {...p.data}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content="#9f1d16" />
      <title>{p.title}</title>
      <link rel="stylesheet" href={STYLE} />
      <link rel="icon" href={ICON} />
      <link rel="manifest" href={MANIFEST} crossorigin="use-credentials" />
      {p.script ? <script src={APP} defer /> : null}
    </head>
    <body>{p.children}</body>
  </html>
)

const TABS = [
  ['/h', '现在'],
  ['/h/issues', '问题'],
  ['/h/homes', '各户'],
  ['/h/papers', '记录'],
] as const

export const Shell: FC<{ view: HeadView; title: string; children?: Child }> = ({ view, title, children }) => (
  <Html
    title={`${title} · ${nameOfHamlet(view)}`}
    script
    data={{ 'data-now': String(view.now), 'data-wall': String(view.wall), 'data-csrf': view.csrf, 'data-path': view.path }}
  >
    <header>
      <p class="whose">
        <b>{nameOfHamlet(view)}</b> {officeOf(view)} {view.phone.name}
      </p>
      <button type="button" id="large" aria-pressed="false" hidden>
        大字
      </button>
    </header>
    <p id="line" role="status" hidden />
    <main id="main">{children}</main>
    <nav aria-label="主菜单">
      {TABS.map(([href, name]) => (
        <a href={href} {...(view.path === href || (href !== '/h' && view.path.startsWith(href)) ? { 'aria-current': 'page' } : {})}>
          {name}
        </a>
      ))}
    </nav>
  </Html>
)

/** For whoever is not in. */
export const Gate: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <Html title={`${title} · 屋场通`}>
    <main class="gate">
      <h1>{title}</h1>
      {children}
    </main>
  </Html>
)
