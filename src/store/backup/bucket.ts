/** A store of the S3 kind as a place for backups. Its client signs; the file itself goes through as a stream, however large (one part, up to 5 GB). */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Place } from './place.ts'

const ANSWER_MS = 60_000

/** `address`: https://key:secret@host/bucket/folder?region=cn-north-1. Nothing of it but the host is ever told. */
export async function bucketAt(address: string): Promise<Place> {
  const { AwsClient } = await import('aws4fetch')
  const given = new URL(address)
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(given.username),
    secretAccessKey: decodeURIComponent(given.password),
    service: 's3',
    region: given.searchParams.get('region') ?? 'us-east-1',
  })
  const [bucket = '', ...under] = given.pathname.split('/').filter((part) => part !== '')
  const folder = under.map((part) => `${part}/`).join('')
  const at = (path: string) => `${given.origin}/${bucket}${path}`

  const ask = async (method: string, url: string, body?: { stream: Readable; bytes: number }): Promise<string> => {
    const headers = { 'content-length': String(body?.bytes ?? 0), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    const signed = await client.sign(url, { method, headers })
    return send(url, method, { ...headers, ...Object.fromEntries(signed.headers) }, body?.stream ?? Readable.from([]))
  }
  return {
    name: given.host,
    async put(file) {
      await ask('PUT', at(`/${folder}${basename(file)}`), { stream: createReadStream(file), bytes: (await stat(file)).size })
    },
    async list() {
      const names: string[] = []
      for (let token: string | undefined = ''; token !== undefined; ) {
        const query = new URLSearchParams({ 'list-type': '2', prefix: folder, ...(token ? { 'continuation-token': token } : {}) })
        const page: string = await ask('GET', at(`?${query}`))
        names.push(...[...page.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key.slice(folder.length)))
        token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1]
      }
      return names
    },
    async remove(name) {
      await ask('DELETE', at(`/${folder}${name}`))
    },
  }
}

async function send(url: string, method: string, headers: Record<string, string>, body: Readable): Promise<string> {
  const { host, protocol } = new URL(url)
  const call = (protocol === 'https:' ? tlsRequest : plainRequest)(url, { method, headers, timeout: ANSWER_MS })
  call.once('timeout', () => call.destroy(new Error('no answer')))
  const answered = new Promise<{ status: number; words: string }>((done, fail) => {
    call.once('error', fail)
    call.once('response', (response) => {
      text(response).then((words) => done({ status: response.statusCode ?? 0, words }), fail)
    })
  })
  try {
    const [{ status, words }] = await Promise.all([answered, pipeline(body, call)])
    if (status >= 300) throw new Error(`${status} ${/<Code>([^<]+)</.exec(words)?.[1] ?? ''}`.trim())
    return words
  } catch (error) {
    throw new Error(`${host}: ${(error as Error).message}`)
  }
}
