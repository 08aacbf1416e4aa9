"""Lists are read in an index that holds their order, however rare what they are narrowed to."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.engines.publishing.queries import Filters, alarms, emergencies_with_releases
from gongkai.engines.publishing.queries._lists import narrowed
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics"),
]
SEVERAL = ("document", "normative", "disclosure")


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "edition_list"),
        (Filters(kinds=("rule",)), "edition_kind_list"),
        (Filters(kinds=SEVERAL), "edition_list"),
        (Filters(genre="notice", kinds=SEVERAL), "edition_genre_list"),
        (Filters(theme="03", kinds=SEVERAL), "edition_theme_list"),
        (Filters(organ="x"), "edition_organ_list"),
        (Filters(organ="x", kinds=("rule",)), "edition_organ_kind_list"),
        (Filters(organ="x", kinds=SEVERAL), "edition_organ_list"),
    ],
    ids=str,
)
def test_a_list_is_read_in_its_order(organ: Organ, filters: Filters, index: str, at: datetime) -> None:
    asked = Filters(**{**vars(filters), "organ": organ.code if filters.organ else ""})
    plan = narrowed(at, asked).order_by("-published_at", "-id").explain()
    assert f"USING INDEX {index} " in f"{plan} ".replace("\n", " ") or f"USING COVERING INDEX {index} " in plan
    assert "TEMP B-TREE" not in plan


def test_alarms_look_at_no_released_edition_that_is_not_concerned(organ: Organ, at: datetime) -> None:
    officer = Actor(
        "officer", "officer", (PostFact(organ.code, "openness_officer", "办公室", "99"),), second_factor=True
    )
    with CaptureQueriesContext(connection) as asked:
        alarms(officer, at)
        emergencies_with_releases(at)
    for question in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {question['sql']}")
            plan = [row[-1] for row in cursor.fetchall()]
        assert not [step for step in plan if step.startswith("SCAN publishing_edition")], question["sql"]
