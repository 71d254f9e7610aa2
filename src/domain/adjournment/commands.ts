/** 散会. */

declare module '../base/commands.ts' {
  interface Commands {
    endMeeting: object
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    meetingForgotten: true
  }
}
