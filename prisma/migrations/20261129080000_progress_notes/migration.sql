-- Why: a question is summed up when its picture has changed, four times at most: what was told last, and how often, is remembered.

-- CreateTable
CREATE TABLE "ProgressNote" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "picture" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProgressNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProgressNote_hamletId_at_idx" ON "ProgressNote"("hamletId", "at");

-- A turn loads it: whoever else writes it makes another version of the hamlet (migration hamlet_version).
CREATE TRIGGER "ProgressNote_touches_on_insert" AFTER INSERT ON "ProgressNote" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
CREATE TRIGGER "ProgressNote_touches_on_update" AFTER UPDATE ON "ProgressNote" REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_moved();
CREATE TRIGGER "ProgressNote_touches_on_delete" AFTER DELETE ON "ProgressNote" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
