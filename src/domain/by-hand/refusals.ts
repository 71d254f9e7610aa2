/** Why a sheet was not entered. */

declare module '../base/refusals.ts' {
  interface Refusals {
    noSuchMotion: { motionNo: number; motions: number }
    votesBeyondPresence: { name: string; votes: number; brought: number }
  }
}
