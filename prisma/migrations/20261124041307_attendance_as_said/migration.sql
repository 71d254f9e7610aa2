-- Why: A bare 到 must not shrink what a household has stated, and only head or recorder may go beyond the adults on the roster; lines of the record are numbered by their meeting and remember whether they were speech or an answer.

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN     "confirmed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "stated" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "lastLineNo" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "RecordLine" ADD COLUMN     "intent" TEXT;
