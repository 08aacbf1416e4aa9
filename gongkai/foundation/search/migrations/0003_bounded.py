"""Bounded questions: the filters beside the index, and on PostgreSQL cells of rows that follow one another in newness.

What is in the index stays usable; `rebuild` cuts the cells of what was there before.
"""

from django.db import migrations

# Without the inverted index the planner would read every row for a common word, or walk the rows by date for a rare one.
# First the cells of the two newest blocks one by one, for common words; then whole blocks, so that a rare word costs
# one short question in eight cells.
NEWEST = """
CREATE FUNCTION search_newest(wanted tsquery, most bigint, low bigint, high bigint)
RETURNS TABLE (newness bigint, tally text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB' SET jit = off
AS $$
DECLARE
    step text;
    missing bigint := most;
    got bigint;
BEGIN
    FOR step IN
        WITH cell AS (
            SELECT c.start, c.block, lead(c.start, 1, 9223372036854775807) OVER (ORDER BY c.start) AS ends
            FROM search_cell c
        ), inside AS (
            SELECT cell.start, cell.block, dense_rank() OVER (ORDER BY cell.block DESC) AS back
            FROM cell WHERE cell.start <= high AND cell.ends > low
        )
        SELECT s.atom FROM (
            SELECT '◷' || inside.start AS atom, inside.start AS since FROM inside WHERE back <= 2
            UNION ALL
            SELECT '▦' || inside.block, inside.block FROM inside WHERE back > 2 GROUP BY inside.block
        ) s ORDER BY s.since DESC
    LOOP
        RETURN QUERY
            SELECT i.newness, i.tally FROM search_index i
            WHERE i.atoms @@ (wanted && quote_literal(step)::tsquery) AND i.newness BETWEEN low AND high
            ORDER BY i.newness DESC LIMIT missing;
        GET DIAGNOSTICS got = ROW_COUNT;
        missing := missing - got;
        EXIT WHEN missing <= 0;
    END LOOP;
END
$$
"""

MAKE = {
    "sqlite": [
        "CREATE TABLE search_tally (newness INTEGER PRIMARY KEY, filters TEXT NOT NULL)",
        "INSERT INTO search_tally SELECT newness, coalesce((SELECT group_concat(value, char(10)) FROM"
        " json_each(search_searchentry.filters)), '') FROM search_searchentry",
    ],
    "postgresql": [
        "DROP FUNCTION search_newest(tsquery, bigint)",
        "CREATE TABLE search_cell (start bigint PRIMARY KEY, block bigint NOT NULL)",
        "INSERT INTO search_cell VALUES (0, 0)",
        "ALTER TABLE search_index ADD COLUMN tally text NOT NULL DEFAULT ''",
        # Narrow rows: the vectors go into their store whatever their length, and a page holds some eighty rows.
        "ALTER TABLE search_index SET (toast_tuple_target = 128)",
        "ALTER TABLE search_index ALTER COLUMN tally SET STORAGE MAIN",
        # A list of what is not yet in the index would be read through for every cell.
        "ALTER INDEX search_index_atoms SET (fastupdate = off)",
        "UPDATE search_index i SET atoms = atoms || array_to_tsvector(ARRAY['◷0', '▦0']), tally = coalesce((SELECT"
        " string_agg(one, E'\\n') FROM search_searchentry e, jsonb_array_elements_text(e.filters) one"
        " WHERE e.newness = i.newness), '')",
        NEWEST,
    ],
}
BEFORE = """
CREATE FUNCTION search_newest(wanted tsquery, most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB'
AS $$
    WITH hit AS MATERIALIZED (SELECT newness FROM search_index WHERE atoms @@ wanted)
    SELECT newness FROM hit ORDER BY newness DESC LIMIT most
$$
"""
UNMAKE = {
    "sqlite": ["DROP TABLE search_tally"],
    "postgresql": [
        "DROP FUNCTION search_newest(tsquery, bigint, bigint, bigint)",
        "DROP TABLE search_cell",
        "ALTER TABLE search_index DROP COLUMN tally",
        BEFORE,
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unmake(apps, schema_editor):
    for statement in UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [migrations.RunPython(make, unmake)]
