/** 散会, and what ends without a meeting. */

declare module '../base/commands.ts' {
  interface Commands {
    endMeeting: object
    /** 取消签到: it was opened by mistake. */
    cancelAttendance: object
  }
}

declare module '../base/deadlines.ts' {
  interface Deadlines {
    meetingForgotten: true
  }
}
