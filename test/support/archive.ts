/** A backup's archive as texts, and back: for tests that change what is in it. */
import { readFileSync } from 'node:fs'
import { buffer, text } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { extract, pack } from 'tar-stream'

interface Part {
  name: string
  text: string
}

export async function unpacked(file: string): Promise<Part[]> {
  const archive = extract()
  archive.end(gunzipSync(readFileSync(file)))
  const parts: Part[] = []
  for await (const entry of archive) parts.push({ name: entry.header.name, text: await text(entry as unknown as NodeJS.ReadableStream) })
  return parts
}

export async function packed(parts: readonly Part[]): Promise<Buffer> {
  const archive = pack()
  for (const part of parts) archive.entry({ name: part.name }, part.text)
  archive.finalize()
  return gzipSync(await buffer(archive))
}
