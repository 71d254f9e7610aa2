-- Why: A message that had to wait is looked at again before it is said; for that it is kept with what it tells of.

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "about" JSONB;
