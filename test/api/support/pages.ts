/** Somebody of every role with the console open, without a browser. */
import { hashSecret } from '../../../src/application/orders/passwords.ts'
import { PEOPLE, type Person, type TestDesk } from './desk.ts'

export const cookieOf = (person: Person): string => `session-${person}-0123456789`
export const csrfOf = (person: Person): string => `csrf-${person}`

export interface Answered {
  status: number
  text: string
  headers: Headers
}

export class Pages {
  readonly #desk: TestDesk
  private constructor(desk: TestDesk) {
    this.#desk = desk
  }

  static async open(desk: TestDesk): Promise<Pages> {
    const at = new Date(desk.wall.now())
    for (const person of PEOPLE)
      await desk.village.db.session.create({
        data: {
          hash: hashSecret(cookieOf(person)),
          userId: `user_${person}`,
          csrf: hashSecret(csrfOf(person)),
          createdAt: at,
          expiresAt: new Date(desk.wall.now() + 3_600_000),
        },
      })
    return new Pages(desk)
  }

  /** `from`: the page that a form stands on. */
  async ask(
    person: Person | undefined,
    method: string,
    path: string,
    form?: Record<string, string> | [string, string][],
    from?: string,
  ): Promise<Answered> {
    const headers: Record<string, string> = person ? { cookie: `desk=${cookieOf(person)}` } : {}
    if (from !== undefined) headers.referer = `http://desk.test${from}`
    const body = form === undefined ? {} : { body: new URLSearchParams(form) }
    const response = await this.#desk.app.request(`http://desk.test${path}`, { method: method.toUpperCase(), headers, ...body })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  /** A page that is there for this person. */
  async look(person: Person, path: string): Promise<string> {
    const { status, text } = await this.ask(person, 'get', path)
    if (status !== 200) throw new Error(`${path} is ${status} for ${person}`)
    return text
  }

  /** Sends a form with the person's own token. */
  post(person: Person, path: string, form: Record<string, string> | [string, string][], from?: string): Promise<Answered> {
    const fields: [string, string][] = Array.isArray(form) ? form : Object.entries(form)
    return this.ask(person, 'post', path, [['csrf', csrfOf(person)], ...fields], from)
  }

  /** How many rows a list has, over all its pages. */
  async rowsOf(person: Person, path: string): Promise<number> {
    let count = 0
    let next: string | undefined = path
    while (next !== undefined) {
      const text: string = await this.look(person, next)
      count += rowsIn(text)
      const link: RegExpMatchArray | null = text.match(/href="([^"]*)">\s*下一页/)
      next = link ? plain(link[1] ?? '') : undefined
    }
    return count
  }
}

export const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** Rows of the page's tables, or of the one of that name. */
export function rowsIn(html: string, label?: string): number {
  const tables = [...html.matchAll(/<table[^>]*aria-label="([^"]*)"[^>]*>(.*?)<\/table>/gs)]
  return tables
    .filter((t) => label === undefined || t[1] === label)
    .reduce((n, t) => n + ((t[2]?.split('<tbody>')[1] ?? '').match(/<tr>/g)?.length ?? 0), 0)
}

/** The cells of a table under a heading: their words, and where they lead. */
export function cells(html: string, label: string, head: string): { text: string; href: string | undefined }[] {
  const table = html.match(new RegExp(`<table[^>]*aria-label="${label}"[^>]*>(.*?)</table>`, 's'))?.[1] ?? ''
  return [...table.matchAll(new RegExp(`<td data-label="${head}"[^>]*>(.*?)</td>`, 'gs'))].map(([, cell = '']) => ({
    text: plain(cell),
    href: cell.match(/href="([^"]*)"/)?.[1]?.replace(/&amp;/g, '&'),
  }))
}

/** The tiles above a page: what they are called, their figure, and where they lead. */
export const tiles = (html: string): Map<string, { figure: number; href: string }> =>
  new Map(
    [...html.matchAll(/<a class="tile[^"]*" href="([^"]*)">\s*<b>(.*?)<\/b>\s*<span>(.*?)<\/span>/gs)].map(
      ([, href = '', figure = '', name = '']) => [
        plain(name),
        { figure: Number.parseInt(plain(figure), 10), href: href.replace(/&amp;/g, '&') },
      ],
    ),
  )
