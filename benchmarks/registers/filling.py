"""Filling the tables in plain SQL: entries, versions one after another, a facet; and a plain table saying the same."""

from datetime import date
from typing import Any

from django.db import connection

from gongkai.engines.registers.models import Adjustment, EntryMark, EntryVersion, RegisterEntry
from gongkai.engines.registers.rules import Choice, Field, Register, Type
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.review.rules import Step

CODE = "bench"
FIRST = date(2016, 1, 1)
EACH = 730
"""Days from one version of an entry to the next."""
BATCH = 100_000
REGISTER = Register(
    code=CODE, name="测量用名录", about="测量用。", keeper="各机关", basis="本机关制度", key="code", title="name",
    steps=(Step("review", "处室审查", "unit_head", "本机关制度"),),
    fields=(
        Field("code", "编码", required=True),
        Field("name", "名称", required=True, searched=True),
        Field("kind", "类别", Type.CODE, choices=tuple(Choice(str(n), f"第{n}类") for n in range(10)), facet=True),
        Field("basis", "依据", many=True),
        Field("days", "期限", Type.NUMBER, unit="个工作日"),
    ),
)  # fmt: skip
_DIALECT = {
    "sqlite": {
        "key": "printf('B-%%08d', i)", "day": "date('2016-01-01', '+' || ({}) || ' days')",
        "number": "cast({} as text)",
        "json": "json_object('code', k, 'name', name, 'kind', kind, 'basis', json_array('条例第九条'), 'days', days)",
        "body": "text",
    },
    "postgresql": {
        "key": "'B-' || lpad(i::text, 8, '0')", "day": "date '2016-01-01' + ({})::int", "number": "({})::text",
        "json": "jsonb_build_object('code', k, 'name', name, 'kind', kind, 'basis', jsonb_build_array('条例第九条'), "
                "'days', days)",
        "body": "jsonb",
    },
}  # fmt: skip


def fill(organ: Organ, size: int, versions: int, said: Any) -> None:
    """Entries, so many versions of each, and the plain table with the same rows."""
    made = Adjustment.objects.create(
        uid="benchmark", register=CODE, organ=organ, since=FIRST, reason="测量", basis="测量", state="adopted",
        sha256="0" * 64, size=size, proposed_by="x", proposed_by_name="x", proposed_at="2016-01-01T00:00:00+08:00",
    )  # fmt: skip
    with connection.cursor() as cursor:
        _plain_table(cursor)
        for start in range(0, size, BATCH):
            stop = min(start + BATCH, size)
            cursor.execute(_entries(), [start, stop, CODE])
            for number in range(versions):
                cursor.execute(_versions(), [start, stop, CODE, organ.pk, made.pk, number, number == versions - 1])
            said(stop)
        _copied(cursor)
    connection.commit() if not connection.get_autocommit() else None


def _numbers(inner: str) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT %s + 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s) {inner}"


def _entries() -> str:
    entry, dialect = RegisterEntry._meta.db_table, _DIALECT[connection.vendor]
    rows = f"SELECT %s, {dialect['key']} FROM n"
    return f"INSERT INTO {entry} (register, key) {_numbers(rows)}"


def _versions() -> str:
    """Version v of entry i begins v spans after a day of its own in the first."""
    version, entry, dialect = EntryVersion._meta.db_table, RegisterEntry._meta.db_table, _DIALECT[connection.vendor]
    begins = f"v * {EACH} + i * 37 %% {EACH - 30}"
    facts = f"""
        SELECT i, v, last, {dialect["key"]} AS k, '第' || {dialect["number"].format("i")} || '项登记' AS name,
            {dialect["number"].format("i %% 10")} AS kind, {dialect["number"].format("v * 5 + 10")} AS days,
            {dialect["day"].format(begins)} AS since, {dialect["day"].format(f"{begins} + {EACH}")} AS until
        FROM n CROSS JOIN (SELECT %s + 0 AS v, %s AS last) AS given"""
    rows = f"""
        SELECT e.id, v + 1, %s, k, %s, since, CASE WHEN last THEN NULL ELSE until END, name, {dialect["json"]}, %s
        FROM ({facts}) AS f JOIN {entry} AS e ON e.register = '{CODE}' AND e.key = k"""
    columns = 'entry_id, number, register, key, organ_id, since, until, title, "values", adopted_id'
    return f"INSERT INTO {version} ({columns}) {_numbers(rows)}"


def _plain_table(cursor: Any) -> None:
    body = _DIALECT[connection.vendor]["body"]
    cursor.execute(
        "CREATE TABLE plain_version (key varchar(80) NOT NULL, since date NOT NULL, until date, kind varchar(10), "
        f"title varchar(300), body {body})"
    )
    cursor.execute("CREATE INDEX plain_key ON plain_version (key, since)")
    cursor.execute("CREATE INDEX plain_kind ON plain_version (kind, key)")
    cursor.execute("CREATE INDEX plain_since ON plain_version (since, key)")
    cursor.execute("CREATE INDEX plain_until ON plain_version (until, key)")


def _copied(cursor: Any) -> None:
    version, mark = EntryVersion._meta.db_table, EntryMark._meta.db_table
    kind = "json_extract(\"values\", '$.kind')" if connection.vendor == "sqlite" else "(\"values\"->>'kind')"
    cursor.execute(
        f'INSERT INTO plain_version SELECT key, since, until, {kind}, title, "values" FROM {version} '
        "WHERE register = %s",
        [CODE],
    )
    cursor.execute(
        f"INSERT INTO {mark} (version_id, register, mark, key) SELECT id, register, 'kind=' || {kind}, key "
        f"FROM {version} WHERE register = %s",
        [CODE],
    )
    cursor.execute("ANALYZE")
