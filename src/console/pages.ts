/** All pages of the town's console. */
import type { DoorDeps } from '../door/deps.ts'
import { Console } from './declare.tsx'
import { announcementPages } from './pages/announcements/list.tsx'
import { assessmentPages } from './pages/assessment/month.tsx'
import { calendarPages } from './pages/calendar/page.tsx'
import { digestPage } from './pages/digest.tsx'
import { logInPages } from './pages/entrance/log-in.tsx'
import { ownAccountPage } from './pages/entrance/own-account.tsx'
import { passwordLinkPages } from './pages/entrance/password-link.tsx'
import { hamletPages } from './pages/hamlets/list.tsx'
import { issuePages } from './pages/issues/issue.tsx'
import { issueList } from './pages/issues/list.tsx'
import { meetingPages } from './pages/meetings/list.tsx'
import { pastePages } from './pages/meetings/paste.tsx'
import { officialPages } from './pages/officials/page.tsx'
import { personalPages } from './pages/personal/desk.tsx'
import type { ApiDocument } from './pages/reference/document.ts'
import { referencePage } from './pages/reference/page.tsx'
import { rosterPages } from './pages/roster/import.tsx'
import { deadlinePage } from './pages/running/deadlines.tsx'
import { inboxPage } from './pages/running/inbox.tsx'
import { missedPage } from './pages/running/missed.tsx'
import { outboxPage } from './pages/running/outbox.tsx'
import { queuesPage } from './pages/running/queues.tsx'
import { roomsPage } from './pages/running/rooms.tsx'
import { statusPage } from './pages/running/status.tsx'
import { searchPage } from './pages/search.tsx'
import { settingPages } from './pages/settings/ways.tsx'
import { studyPages } from './pages/studies.tsx'
import { surveyPage } from './pages/surveys.tsx'
import { todayPage } from './pages/today.tsx'
import { tonightPages } from './pages/tonight.tsx'
import { boardPages } from './village/board.tsx'
import { cardPages } from './village/card.tsx'

const PAGES = [
  boardPages,
  cardPages,
  logInPages,
  passwordLinkPages,
  ownAccountPage,
  todayPage,
  tonightPages,
  digestPage,
  hamletPages,
  meetingPages,
  pastePages,
  issueList,
  issuePages,
  surveyPage,
  studyPages,
  assessmentPages,
  announcementPages,
  searchPage,
  calendarPages,
  rosterPages,
  roomsPage,
  outboxPage,
  inboxPage,
  missedPage,
  deadlinePage,
  queuesPage,
  statusPage,
  officialPages,
  personalPages,
  settingPages,
]

export function openConsole(deps: DoorDeps, document: () => ApiDocument): Console {
  const console = new Console(deps)
  for (const add of PAGES) add(console)
  referencePage(console, document)
  console.nothingElse()
  return console
}
