"""Names of one organ never overlap: the database itself refuses, whoever writes.

A trigger and not an exclusion constraint, so that both databases keep the same rule without an extension. When a later
migration rebuilds the table on SQLite the triggers go with it: that migration must run `install` again.
"""

from django.db import migrations

OVERLAPS = """EXISTS (
    SELECT 1 FROM organs_organname o WHERE o.organ_id = NEW.organ_id {others}
    AND o.since < COALESCE(NEW.until, '9999-12-31') AND NEW.since < COALESCE(o.until, '9999-12-31'))"""


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for when, others in (("INSERT", ""), ("UPDATE", "AND o.id <> NEW.id")):
            schema_editor.execute(
                f"CREATE TRIGGER organ_name_no_overlap_{when.lower()} BEFORE {when} ON organs_organname"
                f" WHEN {OVERLAPS.format(others=others)}"
                " BEGIN SELECT RAISE(ABORT, 'organ_name_no_overlap'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION organ_name_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {OVERLAPS.format(others='AND o.id <> NEW.id')}"
        " THEN RAISE EXCEPTION 'organ_name_no_overlap' USING ERRCODE = 'exclusion_violation'; END IF;"
        " RETURN NEW; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER organ_name_no_overlap BEFORE INSERT OR UPDATE ON organs_organname"
        " FOR EACH ROW EXECUTE FUNCTION organ_name_no_overlap()"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER organ_name_no_overlap_insert")
        schema_editor.execute("DROP TRIGGER organ_name_no_overlap_update")
        return
    schema_editor.execute("DROP TRIGGER organ_name_no_overlap ON organs_organname")
    schema_editor.execute("DROP FUNCTION organ_name_no_overlap()")


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
