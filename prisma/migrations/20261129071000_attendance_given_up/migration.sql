-- Why: attendance that was opened by mistake, or on an evening that does not take place, is given up: what came in before counts for nothing.

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "attendanceFromSeq" INTEGER NOT NULL DEFAULT 0;
