"""Rows of one division code never overlap: the database itself refuses, whoever writes.

A trigger and not an exclusion constraint, so that both databases keep the same rule without an extension. When a later
migration rebuilds the table on SQLite the triggers go with it: that migration must run `install` again.
"""

from django.db import migrations

OVERLAPS = """EXISTS (
    SELECT 1 FROM places_place o WHERE o.code = NEW.code {others}
    AND o.since < COALESCE(NEW.until, '9999-12-31') AND NEW.since < COALESCE(o.until, '9999-12-31'))"""


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for when, others in (("INSERT", ""), ("UPDATE", "AND o.id <> NEW.id")):
            schema_editor.execute(
                f"CREATE TRIGGER place_no_overlap_{when.lower()} BEFORE {when} ON places_place"
                f" WHEN {OVERLAPS.format(others=others)}"
                " BEGIN SELECT RAISE(ABORT, 'place_no_overlap'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION place_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {OVERLAPS.format(others='AND o.id <> NEW.id')}"
        " THEN RAISE EXCEPTION 'place_no_overlap' USING ERRCODE = 'exclusion_violation'; END IF;"
        " RETURN NEW; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER place_no_overlap BEFORE INSERT OR UPDATE ON places_place"
        " FOR EACH ROW EXECUTE FUNCTION place_no_overlap()"
    )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER place_no_overlap_insert")
        schema_editor.execute("DROP TRIGGER place_no_overlap_update")
        return
    schema_editor.execute("DROP TRIGGER place_no_overlap ON places_place")
    schema_editor.execute("DROP FUNCTION place_no_overlap()")


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
