-- Why: a message counts for the moment and for the question it was said to: an answer that came too late is kept, a list of names is known by the
-- question it answers, and the same words handed over again are recognised.

-- DropIndex
DROP INDEX "GroupNote_roomId_heading_key";

-- AlterTable
ALTER TABLE "GroupNote" ADD COLUMN     "about" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "subject" TEXT;

-- AlterTable
ALTER TABLE "TimeAnswer" ADD COLUMN     "partial" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "LateReply" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "accountId" TEXT,
    "householdId" TEXT,
    "inTime" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "LateReply_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LateReply_hamletId_subject_idx" ON "LateReply"("hamletId", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "GroupNote_roomId_heading_about_key" ON "GroupNote"("roomId", "heading", "about");

-- CreateIndex
CREATE INDEX "Inbox_externalRoomId_externalSenderId_at_idx" ON "Inbox"("externalRoomId", "externalSenderId", "at");

-- A turn loads them: another process that writes one is noticed (migration hamlet_version).
CREATE TRIGGER "LateReply_touches_on_insert" AFTER INSERT ON "LateReply" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
CREATE TRIGGER "LateReply_touches_on_update" AFTER UPDATE ON "LateReply" REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_moved();
CREATE TRIGGER "LateReply_touches_on_delete" AFTER DELETE ON "LateReply" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
