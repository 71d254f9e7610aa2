/** Short texts encrypted with AES-256-GCM, each with the name of its key, so that keys can be changed while old texts are still read. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const MARK = 'sealed'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY = /^([a-z0-9]{1,20})=([A-Za-z0-9+/]{43}=)$/

export interface Key {
  id: string
  bytes: Buffer
}

export const newKey = (): Key => ({ id: randomBytes(4).toString('hex'), bytes: randomBytes(KEY_BYTES) })

/** `id=base64`, as in a key file and in the environment. */
export const writeKey = ({ id, bytes }: Key): string => `${id}=${bytes.toString('base64')}`

/** Keys separated by blanks, the one to seal with first. Undefined when one of them is no key. */
export function readKeys(text: string): [Key, ...Key[]] | undefined {
  const keys = text
    .split(/\s+/)
    .filter((one) => one !== '')
    .map((one) => KEY.exec(one))
    .map((found) => (found ? { id: found[1] as string, bytes: Buffer.from(found[2] as string, 'base64') } : undefined))
  if (keys.length === 0 || keys.includes(undefined)) return undefined
  const ids = new Set(keys.map((key) => key?.id))
  return ids.size === keys.length ? (keys as [Key, ...Key[]]) : undefined
}

export class Keyring {
  readonly #keys: ReadonlyMap<string, Buffer>
  /** With which everything new is sealed. */
  readonly current: string

  constructor([current, ...older]: readonly [Key, ...Key[]]) {
    this.current = current.id
    this.#keys = new Map([current, ...older].map(({ id, bytes }) => [id, bytes]))
  }

  get ids(): string[] {
    return [...this.#keys.keys()]
  }

  /** `place`: what it is (a table's column); a text sealed for another place does not open here. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.current) as Buffer, nonce).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${MARK}:${this.current}:${sealed.toString('base64')}`
  }

  /** A text that was never sealed is what it is. */
  open(text: string, place: string): string {
    const [mark, id = '', data = ''] = text.split(':')
    if (mark !== MARK) return text
    const key = this.#keys.get(id)
    if (!key) throw new Error(`a text is sealed with key ${id}, which is not here`)
    const bytes = Buffer.from(data, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  }
}

/** How texts of a key begin, for a LIKE. */
export const sealedWith = (id: string): string => `${MARK}:${id}:%`
