/** A file as an answer. */

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface FileAnswer {
  name: string
  /** Where files of several types are served at one address. */
  type?: string
  bytes: Uint8Array
}

/** To be taken along, unless `more` says that it may be shown in place. */
export function fileResponse(file: FileAnswer, type: string, more: Readonly<Record<string, string>> = {}): Response {
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (x) => `%${x.charCodeAt(0).toString(16).toUpperCase()}`)
  const ending = /\.\w+$/.exec(file.name)?.[0] ?? ''
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.type ?? type,
      'content-disposition': `attachment; filename="download${ending}"; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...more,
    },
  })
}
