-- Why: The digest asks what happened in the whole town since yesterday; without this it reads ten years of ledger.

-- CreateIndex
CREATE INDEX "LedgerEntry_what_at_idx" ON "LedgerEntry"("what", "at");
