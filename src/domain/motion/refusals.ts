/** Why nothing changed about a motion. */

declare module '../base/refusals.ts' {
  interface Refusals {
    motionStillOpen: { no: number; text: string }
    noOpenMotion: object
    noSuchTopic: { topicNo: number; topics: number }
    /** By the household's code: only whoever is signed in, and never beside raised hands. */
    cardNotSignedIn: object
    cardBesideHands: object
    tooManyHands: { hands: number; present: number }
    handsWaiting: { missing: number }
    noHandsWaiting: object
    notSignedInWitness: object
    ownCount: object
  }
}
