/** Why an account was not bound. */

declare module '../base/refusals.ts' {
  interface Refusals {
    noSuchClaim: { claimNo: number }
    claimSettled: { claimNo: number }
    unknownAccount: object
    notBound: object
    noSuchHousehold: object
    bindsOffice: { office: 'head' | 'recorder' }
    stillInOffice: { office: 'head' | 'recorder' }
  }
}
