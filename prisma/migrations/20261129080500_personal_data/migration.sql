-- Why: Somebody can be forgotten without the ledger breaking, is told once what is kept of them, and old log entries end with their time.

ALTER TABLE "ChatAccount" ADD COLUMN "consentAt" TIMESTAMPTZ(3);

-- Entries so far have form 1: their hash covers their words. New ones have form 2 (src/domain/ledger/chain.ts).
ALTER TABLE "LedgerEntry" ADD COLUMN "form" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "seal" TEXT,
ADD COLUMN "salt" TEXT;
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_form" CHECK (("form" = 1 AND "seal" IS NULL AND "salt" IS NULL) OR ("form" = 2 AND "seal" IS NOT NULL));

CREATE TYPE "Erased" AS ENUM ('villager', 'account');

CREATE TABLE "Erasure" (
    "id" TEXT NOT NULL,
    "townId" TEXT NOT NULL,
    "hamletId" TEXT NOT NULL,
    "subject" "Erased" NOT NULL,
    "subjectId" TEXT NOT NULL,
    "reason" TEXT,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedBy" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    "droppedAt" TIMESTAMPTZ(3),
    "done" JSONB,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Erasure_townId_askedAt_idx" ON "Erasure"("townId", "askedAt");
-- Two people, whoever writes.
ALTER TABLE "Erasure" ADD CONSTRAINT "Erasure_two_people" CHECK ("confirmedBy" <> "askedBy");
ALTER TABLE "Erasure" ADD CONSTRAINT "Erasure_confirmed_or_dropped" CHECK (("confirmedAt" IS NULL) = ("confirmedBy" IS NULL) AND ("confirmedAt" IS NULL OR "droppedAt" IS NULL));
CREATE UNIQUE INDEX "Erasure_one_asked" ON "Erasure" ("subject", "subjectId") WHERE "confirmedAt" IS NULL AND "droppedAt" IS NULL;

-- What was done and said stays as it was. Two things may go, each said by the transaction that does it: the words of a person who is erased, by an
-- erasure that a second person has confirmed; and entries of the desk's log that are older than three years, by the nightly retention.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erasure text := current_setting('wuchang.erasure', true);
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'AuditEntry' AND current_setting('wuchang.retention', true) = 'on' AND OLD."at" < now() - interval '3 years' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND coalesce(erasure, '') <> '' AND EXISTS (SELECT 1 FROM "Erasure" e WHERE e.id = erasure AND e."confirmedAt" IS NOT NULL) THEN
    -- Who, when, what and the hashes are nobody's to change.
    IF TG_TABLE_NAME = 'LedgerEntry' AND (to_jsonb(NEW) - ARRAY['data', 'why', 'salt']) = (to_jsonb(OLD) - ARRAY['data', 'why', 'salt']) THEN RETURN NEW; END IF;
    IF TG_TABLE_NAME = 'RecordLine' AND (to_jsonb(NEW) - ARRAY['speaker', 'text']) = (to_jsonb(OLD) - ARRAY['speaker', 'text']) THEN RETURN NEW; END IF;
    IF TG_TABLE_NAME = 'AuditEntry' AND (to_jsonb(NEW) - ARRAY['before', 'after']) = (to_jsonb(OLD) - ARRAY['before', 'after']) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
