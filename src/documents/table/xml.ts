/** One way to walk through XML and HTML: piece by piece, without a tree, so that neither depth nor length costs memory. */
import { Parser } from 'htmlparser2'

export interface Walker {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Names without their prefix: what one program writes as `row`, another writes as `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

export function walker(to: Walker, { html = false } = {}): { write(text: string): void; end(): void } {
  return new Parser(
    {
      onopentag: (name, attributes) => to.open?.(local(name), attributes),
      onclosetag: (name) => to.close?.(local(name)),
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
