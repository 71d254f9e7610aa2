/** 屋场牌 (.docx): the hamlet's name and sign for the venue's wall, with the QR of its public board. One sheet of A4. */
import { AlignmentType, Paragraph, ShadingType } from 'docx'
import type { Instant } from '../kernel/time.ts'
import { paragraph } from './paper.ts'
import { print } from './print.ts'
import { qrOnPaper } from './qr.ts'

export interface Poster {
  town: string
  village: string
  hamlet: string
  /** Of the public board. */
  address: string
  issuedAt: Instant
}

const RED = 'B3261E'
const QR_MM = 88
/** Half points. */
const SIGN = 120
const LARGE = 56
const LINE = 36

export async function posterDocument({ town, village, hamlet, address, issuedAt }: Poster): Promise<Buffer> {
  const band = { type: ShadingType.CLEAR, fill: RED, color: 'auto' }
  const centred = { align: 'center', indent: 0 } as const
  return print(
    [
      paragraph(`${town} ${village}`, { ...centred, font: 'heading', size: LINE, color: RED, pitch: 30, after: 6 }),
      paragraph(hamlet, { ...centred, font: 'title', size: SIGN, color: 'FFFFFF', pitch: 100, shading: band, after: 4 }),
      paragraph('红色屋场　大家的事大家议', { ...centred, font: 'kai', size: LARGE, color: RED, pitch: 50, after: 10 }),
      new Paragraph({ alignment: AlignmentType.CENTER, children: [await qrOnPaper(address, QR_MM)] }),
      paragraph('用微信扫一扫，看屋场的公示板', { ...centred, font: 'heading', size: LARGE, pitch: 46, before: 4 }),
      paragraph('哪天开会、会上定了什么、事情办到哪一步，都在上面。', { ...centred, size: LINE, pitch: 30, before: 6 }),
      paragraph('不用登录，不留名字。', { ...centred, size: LINE, pitch: 30 }),
    ],
    { title: `${hamlet}屋场牌`, creator: hamlet, at: issuedAt, form: true, numbered: false },
  )
}
