/**
 * What a database held at a moment, kept inside it, and the way back to that moment: a few milliseconds, where another copy of the
 * database takes the server some hundred files. Rows and counters only: a test that changes tables themselves has a database of its own.
 */
import type { Database } from '../../src/store/database.ts'

/** Once a database, or once the template of many. */
export const KEEPER = `
CREATE SCHEMA kept;
CREATE TABLE kept.content (place regclass PRIMARY KEY, rows jsonb NOT NULL);
CREATE TABLE kept.counter (place regclass PRIMARY KEY, at bigint NOT NULL, used boolean NOT NULL);

CREATE FUNCTION kept.rows_of(place regclass) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE found jsonb;
BEGIN
  EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(row)), ''[]'') FROM %s row', place) INTO found;
  RETURN found;
END $$;

CREATE PROCEDURE kept.keep() LANGUAGE plpgsql AS $$
DECLARE counter record;
BEGIN
  TRUNCATE kept.content, kept.counter;
  INSERT INTO kept.content SELECT oid, kept.rows_of(oid) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations';
  FOR counter IN SELECT oid::regclass AS place FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND relname <> 'hamlet_version' LOOP
    EXECUTE format('INSERT INTO kept.counter SELECT $1, last_value, is_called FROM %s', counter.place) USING counter.place;
  END LOOP;
END $$;

CREATE PROCEDURE kept.go_back() LANGUAGE plpgsql AS $$
DECLARE kept record;
BEGIN
  -- Neither foreign keys nor the rule that some tables only grow stand in the way of going back.
  SET LOCAL session_replication_role = replica;
  FOR kept IN SELECT * FROM kept.content LOOP
    CONTINUE WHEN kept.rows_of(kept.place) = kept.rows;
    EXECUTE format('DELETE FROM %s', kept.place);
    EXECUTE format('INSERT INTO %1$s SELECT * FROM jsonb_populate_recordset(NULL::%1$s, $1)', kept.place) USING kept.rows;
  END LOOP;
  PERFORM setval(place, at, used) FROM kept.counter;
  -- A version is never there twice: what a process has kept of the hamlet as the last test left it is not what it is now.
  UPDATE "Hamlet" SET "version" = nextval('hamlet_version');
END $$;
`

export const keep = (db: Database) => db.$executeRawUnsafe('CALL kept.keep()')
export const goBack = (db: Database) => db.$executeRawUnsafe('CALL kept.go_back()')
