"""The index itself: an FTS5 table on SQLite, a table of tsvectors under GIN on PostgreSQL."""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_index USING fts5"
        " (title, body, numbers, filters, grams, tokenize = 'ascii', detail = none)"
    ],
    "postgresql": [
        "CREATE TABLE search_index (newness bigint PRIMARY KEY, atoms tsvector NOT NULL)",
        "CREATE INDEX search_index_atoms ON search_index USING gin (atoms)",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
