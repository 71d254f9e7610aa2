/** Why nothing changed about a motion. */

declare module '../base/refusals.ts' {
  interface Refusals {
    motionStillOpen: { no: number; text: string }
    noOpenMotion: object
    noSuchTopic: { topicNo: number; topics: number }
    tooManyHands: { hands: number; present: number }
    handsWaiting: { missing: number }
    notSignedInWitness: object
    ownCount: object
  }
}
