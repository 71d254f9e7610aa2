/** The written report of an issue, what villagers sent with it, and every document by its id. */
import { z } from '@hono/zod-openapi'
import { draftReport } from '../../application/papers/report.ts'
import { publicListPaper } from '../../application/papers/study.ts'
import { may } from '../../domain/rights/desk.ts'
import { documentsOfIssue, findDocument, findMedia, mediaOfIssue } from '../../store/reading/files.ts'
import { findIssue } from '../../store/reading/issues.ts'
import type { Desk, FileAnswer } from '../desk.ts'
import { byId, id, instant } from '../schemas.ts'

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** What a browser may show in place; everything else is offered as a download. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/silk': 'silk',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
}

export const mediaFile = (found: { name: string; kind: string; bytes: Uint8Array }): FileAnswer => ({
  name: `${found.name}.${ENDINGS[found.kind] ?? 'bin'}`,
  type: found.kind,
  bytes: found.bytes,
})

export function fileRoutes(desk: Desk): void {
  const { db, clock } = desk.deps
  const tag = '文件'
  const file = z.object({ id, name: z.string(), kind: z.string(), at: instant })
  desk.route(
    {
      method: 'get',
      path: '/issues/{id}/files',
      tag,
      summary: '一个问题的书面报告、图片和语音',
      may: 'look',
      params: byId,
      answer: z.object({
        documents: z.array(file).openapi({ description: '在 /documents/{id}；只给看得到人名的角色' }),
        media: z.array(file).openapi({ description: '在 /media/{id}' }),
      }),
    },
    async ({ who, reach, params }) => {
      if (!(await findIssue(db, reach, params.id))) return undefined
      const [documents, media] = await Promise.all([
        may(who, 'lookAtPeople') ? documentsOfIssue(db, params.id) : [],
        mediaOfIssue(db, params.id),
      ])
      return { documents, media }
    },
  )
  desk.route(
    {
      method: 'get',
      path: '/issues/{id}/report.docx',
      tag,
      summary: '书面报告，按现在的情况；还没上报的是草稿',
      may: 'lookAtPeople',
      params: byId,
      file: DOCX,
    },
    async ({ reach, params }) => {
      const issue = await findIssue(db, reach, params.id)
      return issue && draftReport(db, issue.hamletId, issue.id, clock.now())
    },
  )
  desk.route(
    {
      method: 'get',
      path: '/hamlets/{id}/public-list.docx',
      tag,
      summary: '公开的问题清单，打印了贴出来',
      may: 'look',
      params: byId,
      file: DOCX,
    },
    async ({ who, params }) => publicListPaper(desk.deps, who, params.id, clock.now()),
  )
  desk.route(
    { method: 'get', path: '/documents/{id}', tag, summary: '一份文件，照发出时的样子', may: 'lookAtPeople', params: byId, file: DOCX },
    async ({ reach, params }) => findDocument(db, reach, params.id),
  )
  desk.route(
    {
      method: 'get',
      path: '/media/{id}',
      tag,
      summary: '一张图片或一段语音',
      may: 'look',
      params: byId,
      file: Object.keys(ENDINGS),
    },
    async ({ who, reach, params }) => {
      const found = await findMedia(db, reach, params.id, may(who, 'lookAtPeople'))
      return found && mediaFile(found)
    },
  )
}
