-- Why: who guesses passwords is slowed down alone: not everybody behind the same proxy, and not a device that is known

-- DropIndex
DROP INDEX "LoginFailure_address_at_idx";

-- AlterTable
ALTER TABLE "LoginFailure" ADD COLUMN     "device" TEXT;

-- CreateTable
CREATE TABLE "KnownDevice" (
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnownDevice_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "KnownDevice_userId_idx" ON "KnownDevice"("userId");

-- What the forms of a session carry is kept as a hash from now on, and made of its cookie, which is not kept: everybody logs in once more.
DELETE FROM "Session";
