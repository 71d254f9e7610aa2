/** One way to walk through XML and HTML: piece by piece, without a tree, so that length costs no memory. */
import { Parser } from 'htmlparser2'
import { MAX_DEPTH, TOO_DEEP, Unreadable } from './limits.ts'

export interface Walker {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Names without their prefix: what one program writes as `row`, another writes as `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

export function walker(to: Walker, { html = false } = {}): { write(text: string): void; end(): void } {
  let depth = 0
  return new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > MAX_DEPTH) throw new Unreadable(TOO_DEEP)
        to.open?.(local(name), attributes)
      },
      onclosetag: (name) => {
        depth -= 1
        to.close?.(local(name))
      },
      ontext: (text) => to.text?.(text),
    },
    { xmlMode: !html, decodeEntities: true, lowerCaseTags: html },
  )
}

export function walk(text: string, to: Walker, options = { html: false }): void {
  const parser = walker(to, options)
  parser.write(text)
  parser.end()
}
