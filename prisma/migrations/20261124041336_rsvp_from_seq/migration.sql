-- Why: Answers given before a change of time are told from later ones by their place in the ledger, because a clock that is moved by hand may show the same moment for both.

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN     "rsvpFromSeq" INTEGER NOT NULL DEFAULT 0;
