-- Why: The rules that must hold whoever writes: one open thing of a kind per hamlet, counts that cannot be negative or exceed their base, dates that are dates, and a ledger and a record that nobody edits.

-- One of a kind at a time. A second one is a fault of the program, and must not become a fact.
CREATE UNIQUE INDEX "TimePoll_one_active" ON "TimePoll" ("hamletId") WHERE "status" IN ('open', 'undecided');
CREATE UNIQUE INDEX "Meeting_one_open" ON "Meeting" ("hamletId") WHERE "status" = 'open';
CREATE UNIQUE INDEX "Motion_one_open" ON "Motion" ("meetingId") WHERE "status" = 'open';
CREATE UNIQUE INDEX "Survey_one_active" ON "Survey" ("issueId") WHERE "status" IN ('open', 'waiting');
CREATE UNIQUE INDEX "HandCount_one_confirmed" ON "HandCount" ("motionId") WHERE "status" = 'confirmed';

-- Options count from 1, and the chosen one exists.
ALTER TABLE "TimePoll" ADD CONSTRAINT "TimePoll_chosen_exists" CHECK ("chosen" BETWEEN 1 AND cardinality("options"));
ALTER TABLE "TimePoll" ADD CONSTRAINT "TimePoll_decided_has_choice" CHECK ("status" <> 'decided' OR "chosen" IS NOT NULL);
ALTER TABLE "TimePoll" ADD CONSTRAINT "TimePoll_closes_after_opening" CHECK ("closesAt" > "openedAt");

-- Quorum's base is frozen when attendance opens, and a vote's base when it closes.
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_open_has_base" CHECK ("status" <> 'open' OR ("openedAt" IS NOT NULL AND "atHomeBase" IS NOT NULL));
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_base_not_negative" CHECK ("atHomeBase" >= 0);
ALTER TABLE "Motion" ADD CONSTRAINT "Motion_closed_has_base" CHECK ("status" <> 'closed' OR ("present" IS NOT NULL AND "approve" IS NOT NULL AND "carried" IS NOT NULL));
ALTER TABLE "Motion" ADD CONSTRAINT "Motion_counts" CHECK ("present" >= 0 AND "approve" >= 0 AND "reject" >= 0 AND "abstain" >= 0);
ALTER TABLE "HandCount" ADD CONSTRAINT "HandCount_counts" CHECK ("approve" >= 0 AND "reject" >= 0 AND "abstain" >= 0);
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_counts" CHECK ("raters" >= 0 AND "satisfied" >= 0 AND "satisfied" <= "raters");
ALTER TABLE "Survey" ADD CONSTRAINT "Survey_round_counts_from_one" CHECK ("round" >= 1);

-- People are counted in whole numbers; 0 strikes an attendance out.
ALTER TABLE "TimeAnswer" ADD CONSTRAINT "TimeAnswer_persons" CHECK ("persons" >= 1);
ALTER TABLE "Rsvp" ADD CONSTRAINT "Rsvp_persons" CHECK ("persons" >= 1);
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_persons" CHECK ("persons" >= 0);
ALTER TABLE "Ballot" ADD CONSTRAINT "Ballot_votes" CHECK ("votes" >= 1);

-- Calendar dates are text, so the database is told what a date looks like.
ALTER TABLE "BusyPeriod" ADD CONSTRAINT "BusyPeriod_dates" CHECK ("from" ~ '^\d{4}-\d{2}-\d{2}$' AND "to" ~ '^\d{4}-\d{2}-\d{2}$' AND "from" <= "to");
ALTER TABLE "CalendarEntry" ADD CONSTRAINT "CalendarEntry_date" CHECK ("date" ~ '^\d{4}-\d{2}-\d{2}$');
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_dates" CHECK (
  "agreedOn" ~ '^\d{4}-\d{2}-\d{2}$' AND "reportDueOn" ~ '^\d{4}-\d{2}-\d{2}$' AND "assignDueOn" ~ '^\d{4}-\d{2}-\d{2}$'
);

-- A cadre acts for a village, a group chat for the place it is of.
ALTER TABLE "Official" ADD CONSTRAINT "Official_cadre_has_village" CHECK ("office" <> 'cadre' OR "villageId" IS NOT NULL);
ALTER TABLE "Room" ADD CONSTRAINT "Room_has_place" CHECK (
  ("kind" <> 'hamlet' OR "hamletId" IS NOT NULL) AND ("kind" <> 'village' OR "villageId" IS NOT NULL)
);

-- What was done and what was said stays as it was. (TRUNCATE remains possible: the sandbox begins anew by it.)
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "LedgerEntry_append_only" BEFORE UPDATE OR DELETE ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "RecordLine_append_only" BEFORE UPDATE OR DELETE ON "RecordLine" FOR EACH ROW EXECUTE FUNCTION refuse_change();
