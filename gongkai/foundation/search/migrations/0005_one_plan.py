"""PostgreSQL: one plan for every cell, made once.

Planned anew for each cell the planning cost more than the answer; planned once with `newness` in reach the planner
walked all rows by date, as it cannot know how narrow the span is: hence `newness + 0`.
"""

from django.db import migrations

NEWEST = """
CREATE OR REPLACE FUNCTION search_newest(wanted tsquery, most bigint, low bigint, high bigint)
RETURNS TABLE (newness bigint, tally text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB' SET jit = off
SET plan_cache_mode = force_generic_plan
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
            WHERE i.atoms @@ (wanted && quote_literal(step)::tsquery) AND i.newness + 0 BETWEEN low AND high
            ORDER BY i.newness DESC LIMIT missing;
        GET DIAGNOSTICS got = ROW_COUNT;
        missing := missing - got;
        EXIT WHEN missing <= 0;
    END LOOP;
END
$$
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NEWEST, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_wording")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
