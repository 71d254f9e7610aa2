/** A small server of the S3 protocol on loopback: puts, gets, lists (two at a time), deletes, and refuses what is not signed with its key. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { AwsClient } from 'aws4fetch'

const A_PAGE = 2

export interface Bucket extends AsyncDisposable {
  objects: Map<string, Buffer>
  /** With its key, for a folder in it: `backups/town`. */
  address(folder: string): string
}

export async function openBucket({ key, secret }: { key: string; secret: string }): Promise<Bucket> {
  const objects = new Map<string, Buffer>()
  const signer = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: 's3', region: 'us-east-1' })
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const url = new URL(request.url ?? '', `http://${request.headers.host}`)
    const name = decodeURIComponent(url.pathname.slice(1))
    const answer = (status: number, text = '') => response.writeHead(status).end(text)
    if (!(await isSigned(signer, request, url))) answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')
    else if (request.method === 'PUT' && Number(request.headers['content-length']) === body.length) {
      objects.set(name, body)
      answer(200)
    } else if (request.method === 'DELETE') {
      objects.delete(name)
      answer(204)
    } else if (url.searchParams.get('list-type') === '2') answer(200, listing(objects, name, url.searchParams))
    else answer(400)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    objects,
    address: (folder) => `http://${encodeURIComponent(key)}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${folder}`,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  }
}

/** Signed again with our own key, at the same moment, over the same headers, it comes to the same. */
async function isSigned(signer: AwsClient, request: IncomingMessage, url: URL): Promise<boolean> {
  const given = request.headers.authorization ?? ''
  const datetime = String(request.headers['x-amz-date'])
  const headers = { 'x-amz-content-sha256': String(request.headers['x-amz-content-sha256']), 'content-length': '0' }
  const again = await signer.sign(url.href, { method: request.method ?? '', headers, aws: { datetime } })
  return again.headers.get('authorization') === given
}

function listing(objects: Map<string, Buffer>, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()]
    .filter((name) => name.startsWith(`${bucket.replace(/\/$/, '')}/`))
    .map((name) => name.slice(bucket.replace(/\/$/, '').length + 1))
    .filter((name) => name.startsWith(prefix) && name > after)
    .sort()
  const page = keys.slice(0, A_PAGE)
  const more = keys.length > A_PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  return `<ListBucketResult>${page.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}${more}</ListBucketResult>`
}
