/** Columns that are encrypted at rest (./seal.ts): phones, why somebody could not come, what was said at the door, and whole rows of rosters. */
export const SEALED: Readonly<Record<string, readonly string[]>> = {
  Villager: ['phone'],
  Official: ['phone'],
  Rsvp: ['reason'],
  Rating: ['comment'],
}
