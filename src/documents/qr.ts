/** An address as a picture that a phone reads. */
import { ImageRun } from 'docx'
import { toBuffer } from 'qrcode'

/** Up to a quarter of it may be torn or dirty; four light modules around it, as the standard wants. */
export const qrPng = (address: string): Promise<Buffer> =>
  toBuffer(address, { type: 'png', errorCorrectionLevel: 'Q', margin: 4, scale: 8 })

/** Pixels of 96 to the inch, which the library for papers counts in. */
const PIXELS_PER_MM = 96 / 25.4

/** On paper, so many millimetres wide. */
export async function qrOnPaper(address: string, mm: number): Promise<ImageRun> {
  const side = Math.round(mm * PIXELS_PER_MM)
  return new ImageRun({ type: 'png', data: await qrPng(address), transformation: { width: side, height: side } })
}
