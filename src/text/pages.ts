/** Long lists in a chat: pages of at most eight lines and 600 characters, each naming the next. */

/** Characters and lines of a message (rules: Manners). */
const PAGE_CHARACTERS = 600
const PAGE_LINES = 8
/** Room for the line that says where the next page is. */
const NAVIGATION = 40

/** Lines cut into pages that fit under a heading of this length. At least one page, and a line on each. */
export function paged(lines: readonly string[], heading: string): string[][] {
  const room = PAGE_CHARACTERS - heading.length - NAVIGATION
  const pages: string[][] = [[]]
  let used = 0
  for (const line of lines) {
    const page = pages.at(-1) as string[]
    if (page.length > 0 && (page.length === PAGE_LINES || used + line.length + 1 > room)) {
      pages.push([line])
      used = line.length + 1
    } else {
      page.push(line)
      used += line.length + 1
    }
  }
  return pages
}

export const noSuchPage = (what: string, page: number, pages: number): string => `${what}一共${pages}页，没有第${page}页。`

/** One page of a list that is asked for as “待办 2”: what is left, and the word for it. */
export function pageOf(what: string, heading: string, lines: readonly string[], page: number): string {
  const pages = paged(lines, heading)
  const shown = pages[page - 1]
  if (!shown) return noSuchPage(what, page, pages.length)
  const left = pages.slice(page).reduce((sum, p) => sum + p.length, 0)
  return [heading, ...shown, ...(left > 0 ? [`还有${left}件，回“${what} ${page + 1}”看。`] : [])].join('\n')
}
