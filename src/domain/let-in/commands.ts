/** What is asked of answers that came late and were in time. */

declare module '../base/commands.ts' {
  interface Commands {
    /** 算上. */
    letLateIn: object
  }
}
