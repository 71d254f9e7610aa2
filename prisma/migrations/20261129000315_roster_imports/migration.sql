-- Why: a roster is looked through before it is written, with the file kept between the two; what a heading means is said once; and an import can
-- be taken back as one, by its rows before and after.

-- CreateTable
CREATE TABLE "KeptUpload" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeptUpload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RosterColumn" (
    "townId" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RosterColumn_pkey" PRIMARY KEY ("townId","heading")
);

-- CreateTable
CREATE TABLE "RosterImport" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "villageId" TEXT,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "changes" JSONB NOT NULL,
    "takenBackAt" TIMESTAMPTZ(3),
    "takenBackBy" TEXT,

    CONSTRAINT "RosterImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "KeptUpload_at_idx" ON "KeptUpload"("at");

-- CreateIndex
CREATE INDEX "RosterImport_townId_at_idx" ON "RosterImport"("townId", "at");
