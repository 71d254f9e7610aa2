/* Keeps the page for when there is no line. What is tapped meanwhile the page itself keeps (app.js). */
const KEPT = '__KEPT__'
const PAGES = ['/h', '/h/issues', '/h/homes', '/h/papers']
const CACHE = `h-${KEPT.join()}`
/* Milliseconds after which a page that was kept is better than waiting. */
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      Promise.all(
        [...KEPT, ...PAGES].map((url) =>
          fetch(url).then(
            (r) => keep(cache, url, r),
            () => undefined,
          ),
        ),
      ),
    ),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

/* Only what is ours and whole: a page that says that the phone is not in is not kept, and what was kept before goes. */
async function keep(cache, url, response) {
  if (response.status === 401) await Promise.all((await cache.keys()).filter(isPage).map((request) => cache.delete(request)))
  if (response.ok && !response.redirected) await cache.put(url, response.clone())
  return response
}

const isPage = ({ url }) => !KEPT.includes(new URL(url).pathname)

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== location.origin || !/^\/h(\/|$)/.test(url.pathname)) return
  if (KEPT.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)))
  else if (event.request.mode === 'navigate' && !url.pathname.startsWith('/h/in/') && !url.pathname.startsWith('/h/paper/'))
    event.respondWith(page(event.request, url.pathname))
})

async function page(request, path) {
  const cache = await caches.open(CACHE)
  const fresh = fetch(request).then((response) => keep(cache, path, response))
  fresh.catch(() => undefined)
  const kept = await cache.match(path)
  if (!kept) return fresh.catch(() => cache.match('/h').then((home) => home ?? Response.error()))
  return Promise.race([fresh.catch(() => kept), new Promise((resolve) => setTimeout(() => resolve(kept.clone()), PATIENCE))])
}
