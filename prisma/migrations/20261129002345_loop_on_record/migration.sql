-- Why: what is said about an issue is on record: since when it is where it is, who took it up and why, who confirmed a rating at the door, what village and town decided when they met, how a head came into office.

-- CreateEnum
CREATE TYPE "TownDecision" AS ENUM ('assign', 'back');

-- AlterEnum
ALTER TYPE "RoomKind" ADD VALUE 'private';

-- AlterTable
ALTER TABLE "Hamlet" ADD COLUMN     "filedOn" TEXT,
ADD COLUMN     "filingNo" TEXT,
ADD COLUMN     "headChecks" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "headHow" TEXT;

-- AlterTable
ALTER TABLE "Issue" ADD COLUMN     "againOf" INTEGER,
ADD COLUMN     "arrivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "headDueOn" TEXT,
ADD COLUMN     "passesOver" TEXT,
ADD COLUMN     "reportSigner" TEXT,
ADD COLUMN     "studyId" TEXT,
ADD COLUMN     "takenUpAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenUpFor" TEXT;

-- AlterTable
ALTER TABLE "Rating" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3),
ADD COLUMN     "confirmedBy" TEXT;

-- AlterTable
ALTER TABLE "Survey" ADD COLUMN     "atDoor" INTEGER;

-- AlterTable
ALTER TABLE "DueDate" ADD COLUMN     "department" TEXT;

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "documentId" TEXT;

-- CreateTable
CREATE TABLE "VillageStudy" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "heldOn" TEXT NOT NULL,
    "present" TEXT NOT NULL,
    "decided" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,

    CONSTRAINT "VillageStudy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TownStudy" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "heldOn" TEXT NOT NULL,
    "present" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "TownStudy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TownStudyItem" (
    "studyId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "decision" "TownDecision" NOT NULL,
    "department" TEXT,
    "person" TEXT,
    "dueOn" TEXT,
    "reason" TEXT,

    CONSTRAINT "TownStudyItem_pkey" PRIMARY KEY ("studyId","issueId")
);

-- CreateIndex
CREATE INDEX "VillageStudy_hamletId_idx" ON "VillageStudy"("hamletId");

-- CreateIndex
CREATE INDEX "VillageStudy_issueId_idx" ON "VillageStudy"("issueId");

-- CreateIndex
CREATE INDEX "TownStudy_townId_heldOn_idx" ON "TownStudy"("townId", "heldOn");

-- CreateIndex
CREATE INDEX "TownStudyItem_issueId_idx" ON "TownStudyItem"("issueId");

-- AddForeignKey
ALTER TABLE "TownStudyItem" ADD CONSTRAINT "TownStudyItem_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "TownStudy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Since when it stands where it stands, as far as the row still tells.
UPDATE "Issue" i SET "arrivedAt" = coalesce(CASE i."status"
  WHEN 'inVillage' THEN i."handedAt"
  WHEN 'inTown' THEN greatest(i."reportedAt", (SELECT max(s."closedAt") FROM "Survey" s WHERE s."issueId" = i."id" AND s."status" = 'failed'))
  WHEN 'inHamlet' THEN (SELECT max(s."closedAt") FROM "Survey" s WHERE s."issueId" = i."id" AND s."status" = 'failed')
  WHEN 'assigned' THEN i."assignedAt"
  WHEN 'inReview' THEN i."handledAt"
  WHEN 'closed' THEN i."closedAt"
  WHEN 'withdrawn' THEN i."closedAt" END, i."raisedAt");

-- 提级 was kept as if the village had reported: it had not.
UPDATE "Issue" SET "takenUpAt" = "reportedAt", "takenUpFor" = "reportText", "reportedAt" = NULL, "reportText" = NULL
WHERE "reportNo" IS NULL AND "reportedAt" IS NOT NULL;

-- Whose date it was: the department that has the issue now is the last that had one.
UPDATE "DueDate" d SET "department" = i."department" FROM "Issue" i WHERE i."id" = d."issueId" AND d."what" = 'assign';

-- Entered at the door before a second person was asked for: counted then, and counted still.
UPDATE "Rating" SET "confirmedBy" = coalesce("by", 'before'), "confirmedAt" = "at" WHERE "via" = 'byHand';
UPDATE "Survey" s SET "atDoor" = 0 WHERE s."status" IN ('passed', 'failed');

ALTER TABLE "Issue" ADD CONSTRAINT "Issue_passes_over" CHECK ("passesOver" IN ('head', 'village'));
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_head_due_date" CHECK ("headDueOn" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "Hamlet" ADD CONSTRAINT "Hamlet_head_how" CHECK ("headHow" IN ('selfNominated', 'elected', 'appointed'));
ALTER TABLE "Hamlet" ADD CONSTRAINT "Hamlet_filed_on" CHECK ("filedOn" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_at_door" CHECK ("atDoor" BETWEEN 0 AND "raters");
ALTER TABLE "VillageStudy" ADD CONSTRAINT "VillageStudy_held_on" CHECK ("heldOn" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "TownStudy" ADD CONSTRAINT "TownStudy_held_on" CHECK ("heldOn" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "TownStudyItem" ADD CONSTRAINT "TownStudyItem_says_what" CHECK (
  ("decision" = 'assign' AND "department" IS NOT NULL AND "person" IS NOT NULL AND "dueOn" ~ '^\d{4}-\d{2}-\d{2}$')
  OR ("decision" = 'back' AND "reason" IS NOT NULL)
);
