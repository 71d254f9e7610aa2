-- Why: what was meant for the bot and not understood can be learnt from for 30 days; then its words go, and those of everything that was only asked back.

-- AlterTable
ALTER TABLE "Inbox" ADD COLUMN     "missed" JSONB;

CREATE INDEX "Inbox_missed" ON "Inbox" ("seq") WHERE "missed" IS NOT NULL;
CREATE INDEX "Inbox_words_to_forget" ON "Inbox" ("receivedAt") WHERE "text" IS NOT NULL AND "outcome" IN ('silence', 'clarify');
