-- Why: A cadre and a department's person have a scope, and the desk's log of writes is never edited.
ALTER TABLE "User" ADD CONSTRAINT "User_cadre_has_village" CHECK ("role" <> 'cadre' OR "villageId" IS NOT NULL);
ALTER TABLE "User" ADD CONSTRAINT "User_department_is_named" CHECK (("role" = 'department') = ("departmentId" IS NOT NULL));
ALTER TABLE "User" ADD CONSTRAINT "User_admin_is_the_towns" CHECK ("role" NOT IN ('townAdmin', 'official', 'department') OR "villageId" IS NULL);
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
