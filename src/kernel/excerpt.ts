/** A text's beginning, where there is no room for all of it: that more of it exists is always to be seen. */
export function excerpt(text: string, most: number): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
