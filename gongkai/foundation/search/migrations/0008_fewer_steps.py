"""PostgreSQL: as few questions as the rarity of what is asked allows.

Cell by cell only while a cell yields so much that the rest of its block would be more than is wanted; a rare answer takes
the rest of the block in one question, and a very rare one, after a block, all the rest. What was already seen is left out
by its cells and blocks. The cell is a key of its own: GIN lets the lists of different keys leap to each other, those
within one key only follow the rarest.
"""

from django.db import migrations

NEWEST = """
CREATE OR REPLACE FUNCTION search_newest(wanted tsquery, most bigint, low bigint, high bigint)
RETURNS TABLE (newness bigint, tally text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB' SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    cell record;
    step text;
    seen text := '';
    before text := '!''▦''';
    seen_in bigint := -1;
    finished bigint := -1;
    cells bigint;
    rate numeric;
    missing bigint := most;
    got bigint;
BEGIN
    FOR cell IN
        WITH c AS (
            SELECT start, block, lead(start, 1, 9223372036854775807) OVER (ORDER BY start) AS ends FROM search_cell
        )
        SELECT c.start, c.block, count(*) OVER (PARTITION BY c.block ORDER BY c.start) AS below,
            count(*) OVER (ORDER BY c.start) AS older
        FROM c WHERE c.start <= high AND c.ends > low ORDER BY c.start DESC
    LOOP
        CONTINUE WHEN cell.block = finished;
        IF cell.older > cell.below AND rate * cell.older * 2 <= missing AND finished >= 0 THEN
            RETURN QUERY
                SELECT i.newness, i.tally FROM search_index i
                WHERE i.atoms @@ (wanted && before::tsquery) AND i.newness + 0 BETWEEN low AND high
                ORDER BY i.newness DESC LIMIT missing;
            EXIT;
        END IF;
        IF seen_in <> cell.block THEN
            seen := '';
            seen_in := cell.block;
        END IF;
        IF cell.below > 1 AND rate * cell.below <= missing THEN
            step := '''▦' || cell.block || '''' || seen;
            cells := cell.below;
            finished := cell.block;
            before := before || ' & !''▦' || cell.block || '''';
        ELSE
            step := '''◷' || cell.start || '''';
            seen := seen || ' & !' || step;
            before := before || ' & !' || step;
            cells := 1;
        END IF;
        RETURN QUERY
            SELECT i.newness, i.tally FROM search_index i
            WHERE i.atoms @@ step::tsquery AND i.atoms @@ wanted AND i.newness + 0 BETWEEN low AND high
            ORDER BY i.newness DESC LIMIT missing;
        GET DIAGNOSTICS got = ROW_COUNT;
        missing := missing - got;
        EXIT WHEN missing <= 0;
        rate := got::numeric / cells;
    END LOOP;
END
$$
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NEWEST, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_mirror")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
