-- Why: a household without WeChat answers by scanning its printed code; the code can be printed again, made anew and voided

-- CreateTable
CREATE TABLE "HouseholdCard" (
    "id" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "householdId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "madeBy" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "how" TEXT,

    CONSTRAINT "HouseholdCard_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HouseholdCard_hash_key" ON "HouseholdCard"("hash");

-- CreateIndex
CREATE INDEX "HouseholdCard_hamletId_idx" ON "HouseholdCard"("hamletId");

-- CreateIndex
CREATE INDEX "HouseholdCard_householdId_idx" ON "HouseholdCard"("householdId");

-- One that is live at most: a new one voids the old one.
CREATE UNIQUE INDEX "HouseholdCard_live" ON "HouseholdCard" ("householdId") WHERE "endedAt" IS NULL;
