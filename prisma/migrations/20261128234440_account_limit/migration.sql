-- Why: an account that its channel has restricted stays silent over a restart, until a person lifts it

-- CreateTable
CREATE TABLE "AccountLimit" (
    "account" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountLimit_pkey" PRIMARY KEY ("account")
);
