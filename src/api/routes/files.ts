/** The written report of an issue, what villagers sent with it, and every document by its id. */
import { z } from '@hono/zod-openapi'
import { publicListPaper } from '../../application/papers/study.ts'
import { may } from '../../domain/rights/desk.ts'
import { DOCX } from '../../door/file.ts'
import { MEDIA_TYPES, mediaOf, reportOf } from '../../door/papers.ts'
import { documentsOfIssue, findDocument, mediaOfIssue } from '../../store/reading/files.ts'
import { findIssue } from '../../store/reading/issues.ts'
import type { Api } from '../declare.ts'
import { byId, id, instant } from '../schemas.ts'

const file = z.object({ id, name: z.string(), kind: z.string(), at: instant })

export function fileRoutes(api: Api): void {
  const { deps } = api
  const { db } = deps
  const tag = '文件'
  api.route(
    {
      method: 'get',
      path: '/issues/{id}/files',
      tag,
      summary: '一个问题的请示、报告、图片和语音',
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
  api.route(
    {
      method: 'get',
      path: '/issues/{id}/report.docx',
      tag,
      summary: '请示或报告，按现在的情况；还没上报的是草稿',
      may: 'lookAtPeople',
      params: byId,
      file: DOCX,
    },
    async ({ reach, params }) => reportOf(deps, reach, params.id),
  )
  api.route(
    {
      method: 'get',
      path: '/hamlets/{id}/public-list.docx',
      tag,
      summary: '公开的问题清单，打印了贴出来',
      may: 'look',
      params: byId,
      file: DOCX,
    },
    async ({ who, params }) => publicListPaper(deps, who, params.id, deps.clock.now()),
  )
  api.route(
    { method: 'get', path: '/documents/{id}', tag, summary: '一份文件，照发出时的样子', may: 'lookAtPeople', params: byId, file: DOCX },
    async ({ reach, params }) => findDocument(db, reach, params.id),
  )
  api.route(
    {
      method: 'get',
      path: '/media/{id}',
      tag,
      summary: '一张图片或一段语音',
      may: 'look',
      params: byId,
      file: MEDIA_TYPES,
    },
    async ({ who, reach, params }) => mediaOf(db, reach, params.id, may(who, 'lookAtPeople')),
  )
}
