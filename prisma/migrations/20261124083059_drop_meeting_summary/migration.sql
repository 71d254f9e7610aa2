-- Why: Nothing ever wrote it: how a meeting ended stands in its figures, its motions and its minutes, which the pages show.

-- AlterTable
ALTER TABLE "Meeting" DROP COLUMN "summary";
