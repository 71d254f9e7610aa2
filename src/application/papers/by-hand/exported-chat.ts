/**
 * A chat that somebody copied or exported as text, back into messages. Pure. The forms seen:
 *
 *   2026-09-09 19:31:02 张三        张三 2026/9/9 19:31          [19:31] 张三：到 2人        张三：
 *   到 2人                          到 2人                                                   到 2人
 *
 * A text in which lines carry a time is read by those lines alone, since “通知：明天…” looks like a name otherwise.
 */
export interface ChatLine {
  name: string
  text: string
}

const DATE = String.raw`\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?`
const TIME = String.raw`(?:上午|下午|晚上)?\s?\d{1,2}:\d{2}(?::\d{2})?`
const MOMENT = String.raw`[\[(（【]?(?:${DATE}[ T]*)?${TIME}[\])）】]?`
const NAME = String.raw`[^\s:：\[\]()（）【】]{1,20}`
/** The name ends the line, or a colon and the words follow it. */
const MOMENT_FIRST = new RegExp(`^${MOMENT}\\s*(${NAME})\\s*(?:[:：]\\s*(.*))?$`)
const NAME_FIRST = new RegExp(`^(${NAME})\\s+${MOMENT}\\s*(?:[:：]\\s*(.*))?$`)
const NAME_ONLY = new RegExp(`^(${NAME})[:：]\\s*(.*)$`)

export function readExportedChat(text: string): ChatLine[] {
  const rows = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const timed = (row: string) => MOMENT_FIRST.exec(row) ?? NAME_FIRST.exec(row)
  const head = rows.some((row) => timed(row.trim())) ? timed : (row: string) => NAME_ONLY.exec(row)
  const lines: ChatLine[] = []
  for (const row of rows) {
    const found = head(row.trim())
    const last = lines.at(-1)
    if (found?.[1]) lines.push({ name: found[1], text: found[2] ?? '' })
    else if (last) last.text = `${last.text}\n${row}`
  }
  return lines.map(({ name, text: words }) => ({ name, text: words.trim() })).filter((line) => line.text !== '')
}
