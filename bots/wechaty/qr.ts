import qrcode from 'qrcode-terminal'

/** The QR code as text for a terminal, light modules on a dark ground; scanned with the phone of the bot's account. */
export async function qrForTerminal(code: string): Promise<string> {
  return new Promise((resolve) => qrcode.generate(code, { small: true }, resolve))
}
