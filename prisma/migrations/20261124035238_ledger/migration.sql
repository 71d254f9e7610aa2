-- Why: The first tables: who lives where, what was asked, what was answered, what was promised and what came of it.

-- CreateEnum
CREATE TYPE "Stage" AS ENUM ('pilot', 'spread', 'deepened');

-- CreateEnum
CREATE TYPE "Filing" AS ENUM ('pending', 'filed', 'replaced');

-- CreateEnum
CREATE TYPE "Office" AS ENUM ('cadre', 'official');

-- CreateEnum
CREATE TYPE "RoomKind" AS ENUM ('hamlet', 'village', 'town');

-- CreateEnum
CREATE TYPE "ClaimStatus" AS ENUM ('pending', 'approved', 'superseded');

-- CreateEnum
CREATE TYPE "DayKind" AS ENUM ('holiday', 'workday');

-- CreateEnum
CREATE TYPE "PollStatus" AS ENUM ('open', 'undecided', 'decided', 'cancelled');

-- CreateEnum
CREATE TYPE "MeetingStatus" AS ENUM ('scheduled', 'open', 'ended', 'cancelled');

-- CreateEnum
CREATE TYPE "MotionStatus" AS ENUM ('open', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "Choice" AS ENUM ('approve', 'reject', 'abstain');

-- CreateEnum
CREATE TYPE "HandCountStatus" AS ENUM ('provisional', 'confirmed', 'disputed', 'replaced');

-- CreateEnum
CREATE TYPE "IssueStatus" AS ENUM ('raised', 'inHamlet', 'inVillage', 'inTown', 'assigned', 'inReview', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "SurveyStatus" AS ENUM ('open', 'waiting', 'passed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "Score" AS ENUM ('satisfied', 'basic', 'dissatisfied');

-- CreateEnum
CREATE TYPE "InboxStatus" AS ENUM ('received', 'done', 'failed');

-- CreateEnum
CREATE TYPE "OutboxStatus" AS ENUM ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('answer', 'reminder', 'broadcast');

-- CreateTable
CREATE TABLE "Town" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "policy" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Town_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Department" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Village" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Village_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hamlet" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "villageId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "venue" TEXT,
    "venueReady" BOOLEAN NOT NULL DEFAULT false,
    "stage" "Stage" NOT NULL DEFAULT 'pilot',
    "filing" "Filing" NOT NULL DEFAULT 'pending',
    "partyGroup" BOOLEAN NOT NULL DEFAULT false,
    "headId" TEXT,
    "recorderId" TEXT,
    "category" TEXT,
    "lastIssueNo" INTEGER NOT NULL DEFAULT 0,
    "lastClaimNo" INTEGER NOT NULL DEFAULT 0,
    "ledgerSeq" INTEGER NOT NULL DEFAULT 0,
    "ledgerHash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Hamlet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Household" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "groupNo" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "atHome" BOOLEAN NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AtHomeChange" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "householdId" TEXT NOT NULL,
    "atHome" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "AtHomeChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Villager" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "householdId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isHouseholdHead" BOOLEAN NOT NULL DEFAULT false,
    "gender" TEXT,
    "birthDate" TEXT,
    "phone" TEXT,
    "partyMember" BOOLEAN NOT NULL DEFAULT false,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Villager_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Official" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "villageId" TEXT,
    "name" TEXT NOT NULL,
    "office" "Office" NOT NULL,
    "phone" TEXT,

    CONSTRAINT "Official_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Room" (
    "id" TEXT NOT NULL,
    "kind" "RoomKind" NOT NULL,
    "townId" TEXT NOT NULL,
    "villageId" TEXT,
    "hamletId" TEXT,
    "name" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChatAccount" (
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nickname" TEXT NOT NULL,
    "hamletId" TEXT,
    "villagerId" TEXT,
    "householdId" TEXT,
    "officialId" TEXT,
    "boundAt" TIMESTAMPTZ(3),
    "boundBy" TEXT,
    "greetedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChatAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BindingCode" (
    "code" TEXT NOT NULL,
    "hamletId" TEXT,
    "villageId" TEXT,
    "townId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedRoom" TEXT,

    CONSTRAINT "BindingCode_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "IdentityClaim" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "villagerId" TEXT,
    "householdId" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "status" "ClaimStatus" NOT NULL DEFAULT 'pending',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdentityClaim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KinWord" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "villagerId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KinWord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BusyPeriod" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,

    CONSTRAINT "BusyPeriod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarEntry" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "kind" "DayKind" NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "CalendarEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimePoll" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "topic" TEXT,
    "options" TIMESTAMPTZ(3)[],
    "status" "PollStatus" NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedBy" TEXT NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "chosen" INTEGER,
    "how" TEXT,
    "meetingId" TEXT,
    "notedAt" TIMESTAMPTZ(3),
    "nudgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TimePoll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimeAnswer" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "yes" INTEGER[],
    "maybe" INTEGER[],
    "no" INTEGER[],
    "persons" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "TimeAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "status" "MeetingStatus" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "venue" TEXT,
    "topics" TEXT[],
    "pollId" TEXT,
    "scheduledAt" TIMESTAMPTZ(3) NOT NULL,
    "scheduledBy" TEXT NOT NULL,
    "rsvpSince" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "atHomeBase" INTEGER,
    "atHomeIds" TEXT[],
    "quorumSaidAt" TIMESTAMPTZ(3),
    "notedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "cancelReason" TEXT,
    "summary" TEXT,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rsvp" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "coming" BOOLEAN NOT NULL,
    "persons" INTEGER,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "Rsvp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "persons" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Motion" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "status" "MotionStatus" NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedBy" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "present" INTEGER,
    "approve" INTEGER,
    "reject" INTEGER,
    "abstain" INTEGER,
    "carried" BOOLEAN,
    "binding" BOOLEAN,
    "counted" TEXT,
    "notedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Motion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ballot" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "motionId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "choice" "Choice" NOT NULL,
    "votes" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "Ballot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandCount" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "motionId" TEXT NOT NULL,
    "approve" INTEGER NOT NULL,
    "reject" INTEGER NOT NULL,
    "abstain" INTEGER NOT NULL,
    "status" "HandCountStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "householdId" TEXT,

    CONSTRAINT "HandCount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Witness" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "handCountId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "householdId" TEXT NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Witness_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecordLine" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "speaker" TEXT NOT NULL,
    "accountId" TEXT,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mediaId" TEXT,
    "corrects" TEXT,
    "by" TEXT,

    CONSTRAINT "RecordLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Media" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "meetingId" TEXT,
    "issueId" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Issue" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "status" "IssueStatus" NOT NULL,
    "text" TEXT NOT NULL,
    "category" TEXT,
    "confidential" BOOLEAN NOT NULL DEFAULT false,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "raisedBy" TEXT NOT NULL,
    "reporterAccountId" TEXT,
    "meetingId" TEXT,
    "level" TEXT NOT NULL DEFAULT 'hamlet',
    "round" INTEGER NOT NULL DEFAULT 0,
    "decision" TEXT,
    "decisionText" TEXT,
    "agreedOn" TEXT,
    "handedAt" TIMESTAMPTZ(3),
    "handedFrom" TEXT,
    "reportDueOn" TEXT,
    "reportDays" JSONB,
    "provisional" BOOLEAN NOT NULL DEFAULT false,
    "acceptedAt" TIMESTAMPTZ(3),
    "reportedAt" TIMESTAMPTZ(3),
    "reportNo" INTEGER,
    "reportText" TEXT,
    "department" TEXT,
    "person" TEXT,
    "assignedAt" TIMESTAMPTZ(3),
    "assignDueOn" TEXT,
    "handledAt" TIMESTAMPTZ(3),
    "handledText" TEXT,
    "handledBy" TEXT,
    "handlerHouseholdId" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "mergedInto" INTEGER,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IssueMedia" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "mediaId" TEXT NOT NULL,

    CONSTRAINT "IssueMedia_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Support" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "householdId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Support_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Survey" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "status" "SurveyStatus" NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "extended" BOOLEAN NOT NULL DEFAULT false,
    "closedAt" TIMESTAMPTZ(3),
    "raters" INTEGER,
    "satisfied" INTEGER,
    "atHomeBase" INTEGER,
    "notedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rating" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "surveyId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "score" "Score" NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "Rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "receipts" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "announcementId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "receipts" BOOLEAN NOT NULL,
    "openUntil" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Clarification" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "reading" JSONB NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Clarification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupNote" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "seq" BIGSERIAL NOT NULL,
    "account" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "externalRoomId" TEXT NOT NULL,
    "externalSenderId" TEXT NOT NULL,
    "senderName" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "mentionsBot" BOOLEAN NOT NULL,
    "mentionIds" TEXT[],
    "self" BOOLEAN NOT NULL DEFAULT false,
    "mediaId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "status" "InboxStatus" NOT NULL DEFAULT 'received',
    "outcome" TEXT,
    "error" TEXT,
    "handledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "seq" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "priority" "Priority" NOT NULL,
    "status" "OutboxStatus" NOT NULL DEFAULT 'queued',
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "externalId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "announcementId" TEXT,

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Deadline" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hamletId" TEXT,
    "townId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "Deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "hamletId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "who" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "why" TEXT,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("hamletId","seq")
);

-- CreateTable
CREATE TABLE "AccountLease" (
    "account" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountLease_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "ConnectionGap" (
    "id" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "ConnectionGap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Department_townId_name_key" ON "Department"("townId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Village_townId_name_key" ON "Village"("townId", "name");

-- CreateIndex
CREATE INDEX "Hamlet_villageId_idx" ON "Hamlet"("villageId");

-- CreateIndex
CREATE UNIQUE INDEX "Hamlet_townId_alias_key" ON "Hamlet"("townId", "alias");

-- CreateIndex
CREATE UNIQUE INDEX "Household_hamletId_groupNo_number_key" ON "Household"("hamletId", "groupNo", "number");

-- CreateIndex
CREATE INDEX "AtHomeChange_hamletId_idx" ON "AtHomeChange"("hamletId");

-- CreateIndex
CREATE INDEX "Villager_hamletId_idx" ON "Villager"("hamletId");

-- CreateIndex
CREATE INDEX "Villager_householdId_idx" ON "Villager"("householdId");

-- CreateIndex
CREATE INDEX "Official_townId_idx" ON "Official"("townId");

-- CreateIndex
CREATE INDEX "Room_hamletId_idx" ON "Room"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Room_account_externalId_key" ON "Room"("account", "externalId");

-- CreateIndex
CREATE INDEX "ChatAccount_hamletId_idx" ON "ChatAccount"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "ChatAccount_account_externalId_key" ON "ChatAccount"("account", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityClaim_hamletId_no_key" ON "IdentityClaim"("hamletId", "no");

-- CreateIndex
CREATE INDEX "KinWord_hamletId_idx" ON "KinWord"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "KinWord_accountId_word_key" ON "KinWord"("accountId", "word");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarEntry_townId_date_key" ON "CalendarEntry"("townId", "date");

-- CreateIndex
CREATE INDEX "TimePoll_hamletId_status_idx" ON "TimePoll"("hamletId", "status");

-- CreateIndex
CREATE INDEX "TimeAnswer_hamletId_pollId_idx" ON "TimeAnswer"("hamletId", "pollId");

-- CreateIndex
CREATE INDEX "Meeting_hamletId_startsAt_idx" ON "Meeting"("hamletId", "startsAt");

-- CreateIndex
CREATE INDEX "Rsvp_hamletId_meetingId_idx" ON "Rsvp"("hamletId", "meetingId");

-- CreateIndex
CREATE INDEX "Attendance_hamletId_meetingId_idx" ON "Attendance"("hamletId", "meetingId");

-- CreateIndex
CREATE INDEX "Motion_hamletId_idx" ON "Motion"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Motion_meetingId_no_key" ON "Motion"("meetingId", "no");

-- CreateIndex
CREATE INDEX "Ballot_hamletId_motionId_idx" ON "Ballot"("hamletId", "motionId");

-- CreateIndex
CREATE INDEX "HandCount_hamletId_motionId_idx" ON "HandCount"("hamletId", "motionId");

-- CreateIndex
CREATE INDEX "Witness_hamletId_idx" ON "Witness"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Witness_handCountId_accountId_key" ON "Witness"("handCountId", "accountId");

-- CreateIndex
CREATE INDEX "RecordLine_hamletId_idx" ON "RecordLine"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "RecordLine_meetingId_seq_key" ON "RecordLine"("meetingId", "seq");

-- CreateIndex
CREATE INDEX "Document_hamletId_idx" ON "Document"("hamletId");

-- CreateIndex
CREATE INDEX "Issue_hamletId_status_idx" ON "Issue"("hamletId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Issue_hamletId_no_key" ON "Issue"("hamletId", "no");

-- CreateIndex
CREATE INDEX "IssueMedia_hamletId_idx" ON "IssueMedia"("hamletId");

-- CreateIndex
CREATE INDEX "Support_hamletId_idx" ON "Support"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Support_issueId_accountId_key" ON "Support"("issueId", "accountId");

-- CreateIndex
CREATE INDEX "Survey_hamletId_idx" ON "Survey"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Survey_issueId_round_key" ON "Survey"("issueId", "round");

-- CreateIndex
CREATE INDEX "Rating_hamletId_surveyId_idx" ON "Rating"("hamletId", "surveyId");

-- CreateIndex
CREATE INDEX "Delivery_hamletId_idx" ON "Delivery"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_announcementId_hamletId_key" ON "Delivery"("announcementId", "hamletId");

-- CreateIndex
CREATE INDEX "Receipt_hamletId_deliveryId_idx" ON "Receipt"("hamletId", "deliveryId");

-- CreateIndex
CREATE INDEX "Clarification_hamletId_idx" ON "Clarification"("hamletId");

-- CreateIndex
CREATE INDEX "GroupNote_hamletId_idx" ON "GroupNote"("hamletId");

-- CreateIndex
CREATE UNIQUE INDEX "GroupNote_roomId_heading_key" ON "GroupNote"("roomId", "heading");

-- CreateIndex
CREATE INDEX "Inbox_status_externalRoomId_seq_idx" ON "Inbox"("status", "externalRoomId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Inbox_account_messageId_key" ON "Inbox"("account", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_key_key" ON "Outbox"("key");

-- CreateIndex
CREATE INDEX "Outbox_account_status_notBefore_idx" ON "Outbox"("account", "status", "notBefore");

-- CreateIndex
CREATE INDEX "Outbox_announcementId_idx" ON "Outbox"("announcementId");

-- CreateIndex
CREATE UNIQUE INDEX "Deadline_key_key" ON "Deadline"("key");

-- CreateIndex
CREATE INDEX "Deadline_doneAt_dueAt_idx" ON "Deadline"("doneAt", "dueAt");

-- CreateIndex
CREATE INDEX "Deadline_hamletId_doneAt_idx" ON "Deadline"("hamletId", "doneAt");

-- CreateIndex
CREATE INDEX "LedgerEntry_hamletId_subject_idx" ON "LedgerEntry"("hamletId", "subject");

-- CreateIndex
CREATE INDEX "ConnectionGap_account_idx" ON "ConnectionGap"("account");

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Village" ADD CONSTRAINT "Village_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hamlet" ADD CONSTRAINT "Hamlet_villageId_fkey" FOREIGN KEY ("villageId") REFERENCES "Village"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Official" ADD CONSTRAINT "Official_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusyPeriod" ADD CONSTRAINT "BusyPeriod_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarEntry" ADD CONSTRAINT "CalendarEntry_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
