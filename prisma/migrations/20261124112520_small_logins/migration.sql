-- Why: a phone begins a word with a capital letter: a login is the same however it is written, and is kept in small letters.
UPDATE "User" u SET "login" = lower(u."login")
WHERE u."login" <> lower(u."login") AND NOT EXISTS (SELECT 1 FROM "User" o WHERE o."id" <> u."id" AND lower(o."login") = lower(u."login"));
