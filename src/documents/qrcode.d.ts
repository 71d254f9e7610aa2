/** The library comes without types of its own; what we use of it. */
declare module 'qrcode' {
  interface Options {
    type: 'png'
    errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'
    /** Light modules around it. */
    margin: number
    /** Pixels of a module. */
    scale: number
  }
  export function toBuffer(text: string, options: Options): Promise<Buffer>
}
