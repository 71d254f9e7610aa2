-- Why: what a village has on record about an issue is loaded by a turn like any other table of the hamlet, so a write to it makes another version, too.
CREATE TRIGGER "VillageStudy_touches_on_insert" AFTER INSERT ON "VillageStudy" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
CREATE TRIGGER "VillageStudy_touches_on_update" AFTER UPDATE ON "VillageStudy" REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_moved();
CREATE TRIGGER "VillageStudy_touches_on_delete" AFTER DELETE ON "VillageStudy" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION touch_hamlets_changed();
