/** All pages of the town's console. */
import type { DeskDeps } from '../api/desk.ts'
import { Console } from './console.tsx'
import { announcementPages } from './pages/announcements.tsx'
import { assessmentPages } from './pages/assessment.tsx'
import { calendarPages } from './pages/calendar.tsx'
import { digestPage } from './pages/digest.tsx'
import { entrance } from './pages/entrance.tsx'
import { issuePages } from './pages/issue.tsx'
import { issueList } from './pages/issues.tsx'
import { meetingPages } from './pages/meetings.tsx'
import { officialPages } from './pages/officials.tsx'
import { pastePages } from './pages/paste.tsx'
import { placePages } from './pages/places.tsx'
import { type ApiDocument, referencePage } from './pages/reference.tsx'
import { roomPages } from './pages/rooms.tsx'
import { rosterPages } from './pages/roster.tsx'
import { settingPages } from './pages/settings.tsx'
import { studyPages } from './pages/studies.tsx'
import { surveyPage } from './pages/surveys.tsx'
import { todayPage } from './pages/today.tsx'

const PAGES = [
  entrance,
  todayPage,
  digestPage,
  placePages,
  meetingPages,
  pastePages,
  issueList,
  issuePages,
  surveyPage,
  studyPages,
  assessmentPages,
  announcementPages,
  calendarPages,
  rosterPages,
  roomPages,
  officialPages,
  settingPages,
]

export function openConsole(deps: DeskDeps, document: () => ApiDocument): Console {
  const console = new Console(deps)
  for (const add of PAGES) add(console)
  referencePage(console, document)
  console.nothingElse()
  return console
}
