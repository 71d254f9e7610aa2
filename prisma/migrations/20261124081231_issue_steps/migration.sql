-- Why: 进度 shows every step that was taken about an issue, also those before a review that failed.

-- AlterTable
ALTER TABLE "Issue" ADD COLUMN     "steps" JSONB NOT NULL DEFAULT '[]';
