-- Why: a process keeps the hamlets it has lately worked on, so that a word in a group does not load the whole hamlet again. It may use one only if
-- nobody else has written to it since: each write to a hamlet, or to anything that a turn loads of it, makes a version that was never there before.
CREATE SEQUENCE "hamlet_version";
ALTER TABLE "Hamlet" ADD COLUMN "version" BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION new_hamlet_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."version" := nextval('"hamlet_version"');
  RETURN NEW;
END $$;
CREATE TRIGGER "Hamlet_version" BEFORE INSERT OR UPDATE ON "Hamlet" FOR EACH ROW EXECUTE FUNCTION new_hamlet_version();

-- A sitting writes the hamlet's own row with everything else (src/store/turn/hamlet.ts) and says so; everybody else is noticed here. The hamlets are
-- taken in the order of their ids, so that two such writers wait for each other instead of blocking each other.
CREATE FUNCTION touch_hamlets(ids text[]) RETURNS void LANGUAGE sql AS $$
  UPDATE "Hamlet" SET "id" = "id" WHERE "id" IN (SELECT "id" FROM "Hamlet" WHERE "id" = ANY (ids) ORDER BY "id" FOR UPDATE)
$$;
CREATE FUNCTION touch_hamlets_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('wuchang.sitting', true) IS DISTINCT FROM 'on' THEN
    PERFORM touch_hamlets(ARRAY(SELECT DISTINCT "hamletId" FROM changed WHERE "hamletId" IS NOT NULL));
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION touch_hamlets_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('wuchang.sitting', true) IS DISTINCT FROM 'on' THEN
    PERFORM touch_hamlets(ARRAY(SELECT "hamletId" FROM changed WHERE "hamletId" IS NOT NULL UNION SELECT "hamletId" FROM was WHERE "hamletId" IS NOT NULL));
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION touch_hamlets_of_town() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_hamlets(ARRAY(SELECT h."id" FROM "Hamlet" h WHERE h."townId" IN (
    SELECT coalesce(to_jsonb(c)->>'townId', to_jsonb(c)->>'id') FROM changed c)));
  RETURN NULL;
END $$;

DO $$
DECLARE
  name text;
BEGIN
  -- Every table of src/store/turn/tables.ts but the hamlet's own; test/store/kept.test.ts holds the two lists against each other.
  FOREACH name IN ARRAY ARRAY[
    'Household', 'AtHomeChange', 'Villager', 'ChatAccount', 'IdentityClaim', 'KinWord', 'TimePoll', 'TimeAnswer', 'Meeting', 'Rsvp', 'Attendance',
    'Motion', 'Ballot', 'HandCount', 'Witness', 'RecordLine', 'Issue', 'DueDate', 'IssueMedia', 'Support', 'Survey', 'Rating', 'Delivery', 'Receipt',
    'Clarification', 'GroupNote', 'Deadline'
  ] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed()', name || '_touches_on_insert', name);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_moved()', name || '_touches_on_update', name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed()', name || '_touches_on_delete', name);
  END LOOP;
  -- What a turn reads of the town.
  FOREACH name IN ARRAY ARRAY['BusyPeriod', 'CalendarEntry', 'Department', 'Town', 'Village'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_of_town()', name || '_touches_on_insert', name);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_of_town()', name || '_touches_on_update', name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_of_town()', name || '_touches_on_delete', name);
  END LOOP;
END $$;
