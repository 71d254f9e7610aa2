-- Why: the head may let answers count that were said in time and came late, where something can still be done: what was said is kept until then.

-- AlterTable
ALTER TABLE "LateReply" ADD COLUMN     "countedAt" TIMESTAMPTZ(3),
ADD COLUMN     "reading" JSONB;
