-- Why: a deadline that was missed stays on record when the issue is assigned anew or sent back; 考核 counts what happened.

-- CreateEnum
CREATE TYPE "DueKind" AS ENUM ('report', 'assign');

-- DropIndex
DROP INDEX "Issue_assignDueOn_idx";

-- DropIndex
DROP INDEX "Issue_reportDueOn_idx";

-- CreateTable
CREATE TABLE "DueDate" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "issueId" TEXT NOT NULL,
    "what" "DueKind" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "dueOn" TEXT NOT NULL,
    "metAt" TIMESTAMPTZ(3),
    "droppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DueDate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DueDate_hamletId_idx" ON "DueDate"("hamletId");

-- CreateIndex
CREATE INDEX "DueDate_dueOn_idx" ON "DueDate"("dueOn");

-- CreateIndex
CREATE INDEX "DueDate_issueId_idx" ON "DueDate"("issueId");

-- What the issues themselves still tell: of each the last date of its kind.
INSERT INTO "DueDate" ("id", "hamletId", "issueId", "what", "since", "dueOn", "metAt", "droppedAt")
SELECT i."id" || '/report', i."hamletId", i."id", 'report', coalesce(i."handedAt", i."raisedAt"), i."reportDueOn", d.met,
  CASE WHEN d.met IS NULL AND i."status" <> 'inVillage' THEN coalesce(i."assignedAt", i."handedAt", i."raisedAt") END
FROM "Issue" i CROSS JOIN LATERAL (
  SELECT CASE WHEN i."status" <> 'inVillage' THEN least(
    CASE WHEN i."reportedAt" >= i."handedAt" THEN i."reportedAt" END,
    CASE WHEN i."handledAt" >= i."handedAt" THEN i."handledAt" END,
    CASE WHEN i."status" = 'withdrawn' THEN i."closedAt" END) END AS met) d
WHERE i."reportDueOn" IS NOT NULL;
INSERT INTO "DueDate" ("id", "hamletId", "issueId", "what", "since", "dueOn", "metAt", "droppedAt")
SELECT i."id" || '/assign', i."hamletId", i."id", 'assign', i."assignedAt", i."assignDueOn", d.met,
  CASE WHEN d.met IS NULL AND i."status" <> 'assigned' THEN coalesce(i."closedAt", i."assignedAt") END
FROM "Issue" i CROSS JOIN LATERAL (
  SELECT CASE WHEN i."status" <> 'assigned' AND i."handledAt" >= i."assignedAt" THEN i."handledAt" END AS met) d
WHERE i."assignDueOn" IS NOT NULL AND i."assignedAt" IS NOT NULL;
