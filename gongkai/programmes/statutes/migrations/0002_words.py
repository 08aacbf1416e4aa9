"""The words of the articles: an FTS5 table without texts on SQLite, tsvectors under GIN on PostgreSQL.

A row is an article of a version, by its key; articles are never changed, so rows are only added.
"""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE statutes_words USING fts5 (words, content = '', tokenize = 'ascii', detail = none)",
    ],
    "postgresql": [
        "CREATE TABLE statutes_words (article bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX statutes_words_words ON statutes_words USING gin (words)",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE statutes_words")


class Migration(migrations.Migration):
    dependencies = [("statutes", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
