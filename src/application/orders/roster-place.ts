/** Which hamlet a row of a roster means, however it is spelled. */
import type { PlaceSaid } from '../../documents/roster-row.ts'

export interface HamletNamed {
  id: string
  name: string
  villageName: string
}

const bare = (name: string): string => name.replace(/\s/g, '').replace(/屋场$/, '')
const bareVillage = (name: string): string => name.replace(/\s/g, '').replace(/(?:村民委员会|村委会|居委会|社区|村)$/, '')

/** `fallback`: where rows belong that name no hamlet. The same words are looked up once, be there sixty thousand rows of them. */
export function placer(
  names: readonly HamletNamed[],
  fallback: string | undefined,
): (place: PlaceSaid) => { key: string } | { reason: string } {
  const found = new Map<string, { key: string } | { reason: string }>()
  return (place) => {
    const said = `${place.village ?? ''}/${place.hamlet ?? ''}/${place.carried}`
    const known = found.get(said)
    if (known) return known
    const meant = hamletMeant(place, names, fallback)
    found.set(said, meant)
    return meant
  }
}

function hamletMeant({ village, hamlet, carried }: PlaceSaid, names: readonly HamletNamed[], fallback: string | undefined) {
  const meant = names.filter(
    (n) =>
      (hamlet === undefined ? n.id === fallback : bare(n.name) === bare(hamlet)) &&
      (village === undefined || bareVillage(n.villageName) === bareVillage(village)),
  )
  const [one, ...more] = meant
  const said = hamlet ?? ''
  if (!one && hamlet === undefined) {
    const chosen = names.find((n) => n.id === fallback)
    return {
      reason: chosen
        ? `这一行没写屋场，村写的是“${village}”，选的${chosen.name}不在那个村，请写明`
        : '这一行没写屋场：请在表里写上，或者说明没写屋场的行归到哪个屋场',
    }
  }
  if (!one) return { reason: `没有“${said}”这个屋场，或不归您管` }
  if (more.length > 0) return { reason: `叫“${said}”的屋场不止一个，请写上村` }
  // Written once above, and another one chosen for rows that name none: either may be meant.
  if (carried && fallback !== undefined && one.id !== fallback)
    return { reason: `这一行没写屋场：上面写的是“${said}”，没写的又选了归到别处，请写明` }
  return { key: one.id }
}
