-- Why: the desk reads a town's meetings of a year without looking for each one's figures in the ledger, and its first page without reading every villager and message.

-- DropIndex
DROP INDEX "Villager_hamletId_idx";

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "figures" JSONB;

-- CreateIndex
CREATE INDEX "Outbox_account_sentAt_idx" ON "Outbox"("account", "sentAt");

-- CreateIndex
CREATE INDEX "Villager_hamletId_partyMember_removedAt_idx" ON "Villager"("hamletId", "partyMember", "removedAt");

-- Meetings that are over have their figures from the ledger, where they were frozen.
UPDATE "Meeting" m SET "figures" = (
  SELECT l."data" -> 'figures' FROM "LedgerEntry" l
  WHERE l."hamletId" = m."hamletId" AND l."subject" = m."id" AND l."data" ? 'figures' ORDER BY l."seq" DESC LIMIT 1
) WHERE m."status" = 'ended';
