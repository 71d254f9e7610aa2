-- Why: a database says itself whether it is the sandbox's demonstration or a real town, so that no forgotten setting opens the one as the other
-- Only the sandbox has a clock of its own. A database without a town has not begun: its first start says what it is.
INSERT INTO "Setting" ("key", "value")
SELECT 'database.kind', CASE WHEN EXISTS (SELECT 1 FROM "Setting" WHERE "key" = 'sandbox.clock') THEN '"demo"'::jsonb ELSE '"real"'::jsonb END
WHERE EXISTS (SELECT 1 FROM "Town")
ON CONFLICT ("key") DO NOTHING;
