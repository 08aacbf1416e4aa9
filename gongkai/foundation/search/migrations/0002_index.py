"""The index itself: an FTS5 table on SQLite, a table of tsvectors under GIN on PostgreSQL."""

from django.db import migrations

# The settings leave the planner one way, the inverted index: it would read every row for a common word, taking each
# tsvector out of its store, or walk the rows by date for a rare one. They hold inside the function only.
NEWEST = """
CREATE FUNCTION search_newest(wanted tsquery, most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB'
AS $$
    WITH hit AS MATERIALIZED (SELECT newness FROM search_index WHERE atoms @@ wanted)
    SELECT newness FROM hit ORDER BY newness DESC LIMIT most
$$
"""

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_index USING fts5"
        " (title, body, numbers, filters, grams, tokenize = 'ascii', detail = none)"
    ],
    "postgresql": [
        "CREATE TABLE search_index (newness bigint PRIMARY KEY, atoms tsvector NOT NULL)",
        "CREATE INDEX search_index_atoms ON search_index USING gin (atoms)",
        NEWEST,
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_newest")
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
