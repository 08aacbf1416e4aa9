"""No address breaks, whatever stands in it: every answer is one the site means to give."""

from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest

from .asking import address, ask
from .matrix import PARAMETER, Case, first_of
from .world import World

pytestmark = pytest.mark.django_db
NASTY = ("\x00", "1.000000_" + "9" * 30, "9" * 30, "-1", "%", "'\"<script>", "．．", "x" * 2000, "nan", "𠀀")
KEYS = (
    *("q", "page", "after", "before", "limit", "offset", "year", "organ", "kind", "theme", "genre", "art20", "place"),
    *("sort", "order", "state", "status", "edition", "original", "next", "mode", "first", "second", "start", "end"),
    *("interprets", "do", "title", "from", "until", "number", "type", "words", "part"),
)
GETS = first_of(lambda case: case.method == "GET" and 405 not in case.statuses.values())
# The public pages know nobody; in the office one who works and one who only reads.
ASKERS = {False: ("anonymous",), True: ("own.drafter", "own.foi_clerk", "own.auditor")}


@pytest.mark.parametrize("case", GETS, ids=lambda case: case.name)
def test_nothing_in_an_address_breaks_it(case: Case, world: World) -> None:
    broken = []
    plain = address(case, world)
    for value in NASTY:
        found = [f"{plain.partition('?')[0]}?{urlencode(dict.fromkeys(KEYS, value))}"]
        for parameter in PARAMETER.findall(case.route):
            found.append(address(replace(case, path={**case.path, parameter: quote(value, safe="")}), world))
        for column in ASKERS[case.is_office]:
            for where in found:
                answer = ask(replace(case, path={"path": where}), world, column)
                if answer.status >= 500:
                    broken.append((column, where[:120], answer.status))
    assert broken == []
