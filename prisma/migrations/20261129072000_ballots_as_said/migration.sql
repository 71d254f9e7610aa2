-- Why: 改成同意 after 反对 2票 is two votes, and 全家同意 as many as came: a ballot is kept as it was said. What was cast before keeps its number.

-- AlterTable
ALTER TABLE "Ballot" ADD COLUMN     "family" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "stated" BOOLEAN NOT NULL DEFAULT true;
