/** Who is meant by the name that somebody bears in a group: people put their trade, their group and pictures beside it. */

/** A name as it is kept in a group, and the names that it may hold, the whole first; a place beside the name tells two of one name apart. */
export function namesIn(said: string): string[] {
  const parts = said
    .replace(/[([（【「<《]([^)\]）】」>》]*)[)\]）】」>》]/g, ' $1 ')
    .split(/(?:[\s\-_—|/·,，、:：]|\p{Extended_Pictographic}|\ufe0f)+/u)
    .filter((part) => part !== '')
  const places = parts.filter((part) => /组$|户$|号$/.test(part))
  return [said, ...places.flatMap((place) => parts.map((part) => `${place}${part}`)), ...parts]
}
