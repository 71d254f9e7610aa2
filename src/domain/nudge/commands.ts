/** 催一下. */

declare module '../base/commands.ts' {
  interface Commands {
    nudge: object
  }
}
