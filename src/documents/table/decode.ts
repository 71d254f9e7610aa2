/** Bytes of a text file as text. Windows programs in China write GB18030 (“ANSI”), UTF-16 (“Unicode”) or UTF-8 with a mark. */

/** Undefined when it is none of them. GB18030 covers GBK and GB2312. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return whole('utf-16le', bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return whole('utf-16be', bytes)
  const wide = wideWithoutMark(bytes)
  if (wide !== undefined) return whole(wide, bytes)
  return whole('utf-8', bytes) ?? whole('gb18030', bytes)
}

function whole(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? undefined : text
  } catch {
    // Not this encoding: the next one is tried, and none at all is reported.
    return undefined
  }
}

const LOOKED_AT = 2_000

/** UTF-16 that lost its mark: figures, separators and line ends have a zero on one side. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined
  const zeros = [0, 0]
  for (let i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) if (bytes[i] === 0) zeros[i % 2]! += 1
  const [even, odd] = zeros as [number, number]
  if (odd > 0 && even === 0) return 'utf-16le'
  return even > 0 && odd === 0 ? 'utf-16be' : undefined
}
