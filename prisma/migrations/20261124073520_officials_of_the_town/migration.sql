-- Why: The town puts its officials and the villages' cadres on record itself: who they are, until when, and which chat accounts asked to be one of them.

-- AlterTable
ALTER TABLE "Official" ADD COLUMN     "endedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "OfficeCaller" (
    "id" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nickname" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OfficeCaller_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "OfficeCaller_roomId_account_externalId_key" ON "OfficeCaller"("roomId", "account", "externalId");
