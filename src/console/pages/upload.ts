/** The file of a form that is looked through before it is written: sent once, kept for the next step. */

import { Problem } from '../../door/problem.ts'
import { excerpt } from '../../kernel/excerpt.ts'
import { findUpload, keepUpload, type Upload } from '../../store/uploads.ts'
import type { Console } from '../declare.tsx'
import type { Given } from '../view.ts'

const FILE_BYTES = 5 * 1024 * 1024

/** `pasted`: what was typed in place of a file. */
export async function uploaded({ deps }: Console, { who, form, text }: Given, pasted = ''): Promise<Upload> {
  const kept = text('upload')
  if (kept !== '') {
    const upload = await findUpload(deps.db, who.userId, kept)
    if (!upload) throw new Problem('notFound', '这份文件放得太久了，请回去重新选一次。')
    return upload
  }
  const { file } = form
  const given = file instanceof File && file.size > 0 ? file : undefined
  if (!given && pasted === '') throw new Problem('badRequest', '请选一个文件。')
  if (given && given.size > FILE_BYTES) throw new Problem('tooLarge', '文件太大了，最多 5 MB，请分成几份。')
  const bytes = given ? Buffer.from(await given.arrayBuffer()) : Buffer.from(pasted)
  const upload = { id: deps.newId(), name: given ? storable(given.name) : '贴上来的', bytes }
  await keepUpload(deps.db, { townId: who.townId, userId: who.userId }, upload, deps.clock.now())
  return upload
}

const NAME_CHARS = 100

/** As much of a file's name as a database keeps. */
const storable = (name: string): string => excerpt(name.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, ''), NAME_CHARS)
