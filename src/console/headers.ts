/** What goes with every page: nothing from elsewhere, no scripts but ours where something changes by itself, no frames; forms only to ourselves; kept by nobody. */

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** With a page on which something changes by itself: the one script of ours, and nothing that stands in a page. */
export const LIVE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-security-policy': `${POLICY}; script-src 'self'`,
}

/** With a picture that is drawn by ourselves and shown in place. */
export const IN_PLACE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-disposition': 'inline',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
}
