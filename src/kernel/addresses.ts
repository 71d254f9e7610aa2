/** Network addresses, listed by whoever sets the program up. */
import { BlockList, isIP } from 'node:net'

export type IsAmong = (address: string) => boolean

/** Addresses and subnets, such as `127.0.0.1` and `10.0.0.0/8`. Undefined when one of them is neither. */
export function addressesOf(listed: readonly string[]): IsAmong | undefined {
  const known = new BlockList()
  for (const one of listed) {
    const [address = '', bits, ...more] = one.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !fits(bits, family))) return undefined
    if (bits === undefined) known.addAddress(address, family)
    else known.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && known.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

const fits = (bits: string, family: 'ipv4' | 'ipv6'): boolean => /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32)
