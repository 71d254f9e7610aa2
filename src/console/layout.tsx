/** The frame of every page. */
import type { Child, FC } from 'hono/jsx'
import { type Capability, mayRole, type Principal } from '../domain/rights/desk.ts'
import { ICON, LIVE, STYLE } from './assets.ts'
import { helpOf } from './help.ts'
import { ROLE } from './words.ts'

const NAV: readonly { href: string; name: string; may: Capability }[] = [
  { href: '/', name: '今天', may: 'look' },
  { href: '/hamlets', name: '村和屋场', may: 'look' },
  { href: '/meetings', name: '会议', may: 'look' },
  { href: '/issues', name: '问题台账', may: 'look' },
  { href: '/surveys', name: '评议', may: 'look' },
  { href: '/studies', name: '党委研究', may: 'assignIssues' },
  { href: '/assessment', name: '考核', may: 'look' },
  { href: '/announcements', name: '通知', may: 'look' },
  { href: '/calendar', name: '日历', may: 'look' },
  { href: '/import', name: '花名册', may: 'importRoster' },
  { href: '/rooms', name: '群聊和账号', may: 'lookAtRooms' },
  { href: '/settings', name: '设置', may: 'look' },
]

export const Html: FC<{ title: string; scripts?: readonly string[]; again?: number | undefined; children?: Child }> = ({
  title,
  scripts = [],
  again,
  children,
}) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title} · 屋场通</title>
      <link rel="stylesheet" href={STYLE} />
      <link rel="icon" href={ICON} />
      {again === undefined ? null : (
        <noscript>
          <meta http-equiv="refresh" content={`${again}`} />
        </noscript>
      )}
      {scripts.map((src) => (
        <script src={src} type="module" />
      ))}
    </head>
    <body>{children}</body>
  </html>
)

export const Shell: FC<{
  title: string
  who: Principal
  town: string
  csrf: string
  path: string
  done?: string | undefined
  /** Why what was just sent was not done. */
  wrong?: string | undefined
  /** Whether something of it is in the form again. */
  kept?: boolean
  /** Something on it changes by itself. */
  live?: boolean
  /** What is looked for on the page of that. */
  sought?: string | undefined
  /** The village without WeChat is there. */
  sandbox?: boolean
  children?: Child
}> = (p) => (
  <Html title={p.town ? `${p.title} · ${p.town}` : p.title} scripts={p.live ? [LIVE] : []}>
    <a class="skip" href="#main">
      跳到正文
    </a>
    <header class="top">
      <div class="wide">
        <a class="home" href="/">
          {p.town}屋场通
        </a>
        <form class="find" action="/search">
          <input
            class="sought"
            name="q"
            aria-label="找屋场、户和人、问题、会议"
            placeholder="找屋场、人、问题、会议"
            value={p.sought ?? ''}
          />
          <button type="submit">找</button>
        </form>
        <a class="who" href="/me">
          {p.who.name}（{ROLE[p.who.role]}）
        </a>
        <form method="post" action="/logout">
          <input type="hidden" name="csrf" value={p.csrf} />
          <button type="submit">退出</button>
        </form>
      </div>
    </header>
    <nav class="main" aria-label="主菜单">
      <ul class="wide">
        {NAV.filter((item) => mayRole(p.who.role, item.may)).map((item) => (
          <li>
            <a href={item.href} {...(isHere(item.href, p.path) ? { 'aria-current': 'page' } : {})}>
              {item.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <main class="wide" id="main">
      <HelpWith path={p.path} />
      {p.done ? (
        <p class="note good" role="status">
          {p.done}
        </p>
      ) : null}
      {p.wrong ? (
        <p class="note bad" role="alert">
          没有办成：{p.wrong}
          {p.kept ? '您填的都还在下面。' : ''}
        </p>
      ) : null}
      {p.children}
    </main>
    <footer class="wide">
      数字都可以点开看是怎么来的。<a href="/api">给程序用的接口</a>
      {p.sandbox ? (
        <>
          {' '}
          <a href="/sandbox">试玩村子的群聊</a>
        </>
      ) : null}
    </footer>
  </Html>
)

/** “?”: what this page is for, and what its words mean. */
const HelpWith: FC<{ path: string }> = ({ path }) => {
  const help = helpOf(path)
  return help === undefined ? null : (
    <details class="help">
      <summary>
        <span aria-hidden="true">？</span>
        <span class="hidden">这一页是做什么的</span>
      </summary>
      <div class="card">
        <p>{help.what}</p>
        {help.words ? (
          <dl class="facts">
            {help.words.map(([word, means]) => (
              <>
                <dt>{word}</dt>
                <dd>{means}</dd>
              </>
            ))}
          </dl>
        ) : null}
      </div>
    </details>
  )
}

/** Pages that stand in no menu, and from where one comes to them. */
const UNDER: readonly (readonly [string, RegExp])[] = [
  ['/', /^\/(?:digest|tonight)/],
  ['/hamlets', /^\/(?:villages|boards|cards)/],
  ['/rooms', /^\/(?:outbox|inbox|missed|deadlines|queues|officials)/],
  ['/settings', /^\/(?:personal|status|me|api)(?:\/|$)/],
]

const isHere = (href: string, path: string): boolean =>
  path === href || (href !== '/' && path.startsWith(`${href}/`)) || UNDER.some(([menu, pages]) => menu === href && pages.test(path))

/** Pages for somebody who is not in yet. */
export const Gate: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <Html title={title}>
    <main class="gate" id="main">
      <h1>{title}</h1>
      {children}
    </main>
  </Html>
)

/** A page for a wall: nothing to press. */
export const Wall: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <Html title={title} scripts={[LIVE]}>
    <main class="wall" id="main">
      {children}
    </main>
  </Html>
)
