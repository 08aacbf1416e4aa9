"""Keys in the order of their code points, on every database and whatever its locale: pages and comparisons go by it."""

from django.db import migrations

TABLES = ("registers_entryversion", "registers_entrymark", "registers_registerentry", "registers_adjustmentline")


def collate(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN key TYPE varchar(80) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_hidden")]
    operations = [migrations.RunPython(collate, migrations.RunPython.noop)]
