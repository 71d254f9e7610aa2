/** 版记: the foot of an official paper's last page, with who else has it, who printed it and when (GB/T 9704-2012, 7.4). */
import { BorderStyle, type IBorderOptions, type Paragraph } from 'docx'
import type { DateString } from '../kernel/time.ts'
import { paragraph, SIZE } from './paper.ts'
import { officialDate } from './wording.ts'

/** In eighths of a point: 0.35 mm above the first and below the last line, 0.25 mm between (7.4.1). */
const THICK: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 2 }
const THIN: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 2 }

export interface Imprint {
  /** 抄送机关: at the sender's level or above, never below it (条例第十五条第一项). */
  copiedTo: readonly string[]
  printedBy: string
  printedOn: DateString
}

/**
 * To be put above the page number of the last page, so that its last line lies on the lower edge of the printed area whatever stands above it
 * (7.4.1). Frames and floating tables would say so too, and LibreOffice and WPS each put them elsewhere.
 */
export function imprint({ copiedTo, printedBy, printedOn }: Imprint): Paragraph[] {
  // One character in from either side (7.4.2, 7.4.3); the spaces are in the words, the lines are as wide as the printed area.
  const lines = [...(copiedTo.length > 0 ? [`　抄送：${copiedTo.join('，')}。`] : []), `　${printedBy}\t${officialDate(printedOn)}印发　`]
  return lines.map((text, i) =>
    paragraph(text, {
      ...{ size: SIZE.four, indent: 0, pitch: 24, align: 'left', rightTab: true },
      borders: { top: i === 0 ? THICK : THIN, ...(i === lines.length - 1 ? { bottom: THICK } : {}) },
    }),
  )
}
