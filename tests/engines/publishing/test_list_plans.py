"""Lists are read in an index that holds their order, however rare what they are narrowed to."""

from datetime import datetime

import pytest
from django.db import connection

from gongkai.engines.publishing.queries import Filters
from gongkai.engines.publishing.queries._lists import narrowed
from gongkai.foundation.organs.models import Organ

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
