-- Why: When something is wrong with the program itself the town is told once, by robot and by mail, and once more when it is over; what was told is remembered, so that a restart neither repeats nor forgets it.

-- A mail address is spoken to through the outbox like a group, and is none of the town's groups.
ALTER TYPE "RoomKind" ADD VALUE 'watch';

CREATE TABLE "Trouble" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "figure" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,
    "overAt" TIMESTAMPTZ(3),

    CONSTRAINT "Trouble_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Trouble_toldAt_idx" ON "Trouble"("toldAt");

-- Several processes watch: of one thing that is wrong one of them tells.
CREATE UNIQUE INDEX "Trouble_one_open" ON "Trouble" ("kind", "subject") WHERE "overAt" IS NULL;
