-- Why: a head without a computer has the hamlet's page on the phone: the desk makes a link that is used once, and sees and ends the phones that are in

-- CreateTable
CREATE TABLE "Phone" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "hamletId" TEXT,
    "villagerId" TEXT,
    "officialId" TEXT,
    "link" TEXT NOT NULL,
    "linkUntil" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "session" TEXT,
    "device" TEXT NOT NULL DEFAULT '',
    "openedAt" TIMESTAMPTZ(3),
    "seenAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,

    CONSTRAINT "Phone_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Phone_link_key" ON "Phone"("link");

-- CreateIndex
CREATE UNIQUE INDEX "Phone_session_key" ON "Phone"("session");

-- CreateIndex
CREATE INDEX "Phone_hamletId_idx" ON "Phone"("hamletId");

-- CreateIndex
CREATE INDEX "Phone_officialId_idx" ON "Phone"("officialId");
