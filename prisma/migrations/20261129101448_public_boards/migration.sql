-- Why: people look at what is public of their hamlet without an account: the address on the wall's poster is unguessable, and can be made anew

-- CreateTable
CREATE TABLE "Board" (
    "hamletId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "madeBy" TEXT NOT NULL,

    CONSTRAINT "Board_pkey" PRIMARY KEY ("hamletId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Board_token_key" ON "Board"("token");
