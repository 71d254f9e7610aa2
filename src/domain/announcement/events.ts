/** Who has read what the town told. */

declare module '../base/events.ts' {
  interface EventData {
    receiptGiven: { deliveryId: string; householdId: string | null; known: boolean }
  }
}
