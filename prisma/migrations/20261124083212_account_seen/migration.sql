-- Why: A process that is killed leaves no word of when its account went offline: the last sign of life tells where the gap began.

-- CreateTable
CREATE TABLE "AccountSeen" (
    "account" TEXT NOT NULL,
    "onlineAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountSeen_pkey" PRIMARY KEY ("account")
);
