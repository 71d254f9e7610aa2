const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/**
 * Cuts a text into parts of at most `limitBytes` in UTF-8, at line ends. Only a line that is too long by itself is cut inside, never
 * inside a character. Joined with line ends the parts are the text again, but for such cuts and for empty lines at a cut.
 */
export function splitAtLineEnds(text: string, limitBytes: number): string[] {
  const parts: string[] = []
  let part: string[] = []
  let size = 0
  const finish = (): void => {
    const joined = part.join('\n').replace(/^\n+|\n+$/g, '')
    if (joined !== '') parts.push(joined)
    part = []
    size = 0
  }
  for (const line of text.split('\n').flatMap((one) => pieces(one, limitBytes))) {
    const more = bytesOf(line) + (part.length > 0 ? 1 : 0)
    if (size + more > limitBytes) finish()
    size += bytesOf(line) + (part.length > 0 ? 1 : 0)
    part.push(line)
  }
  finish()
  return parts
}

function pieces(line: string, limitBytes: number): string[] {
  if (bytesOf(line) <= limitBytes) return [line]
  const found: string[] = []
  let piece = ''
  let size = 0
  for (const character of line) {
    const more = bytesOf(character)
    if (size + more > limitBytes) {
      found.push(piece)
      piece = ''
      size = 0
    }
    piece += character
    size += more
  }
  found.push(piece)
  return found
}
