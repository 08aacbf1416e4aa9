"""权力的各地对照读取：who else holds a power, and what two places hold that is not the same."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.engines.registers import queries as registers
from gongkai.faces.api.asking import moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.powers import ElsewhereOut, PairOut, PlacesIn, PlacesOut
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.registers import Key
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.places import queries as places
from gongkai.programmes.powers import queries
from gongkai.programmes.powers.queries import POWERS

router = Router(tags=["名录"])
REFUSED: Any = {frozenset({400, 404}): Refused}


@router.get("/powers/{key}/elsewhere", response={200: ElsewhereOut, **REFUSED}, summary="同一事项各地对照")
def elsewhere(request: HttpRequest, key: Key, on: texts.Day | None = None) -> ElsewhereOut:
    """Who holds the same power on a day, and each field in which not all of them say the same."""
    today = china_date(moment(request))
    version = registers.entry_on(POWERS, key, on or today, seen_on=today)
    if version is None:
        raise NotFound
    holders = queries.holders(version, on or today, seen_on=today)
    return ElsewhereOut.of(holders, queries.differing(holders))


@router.get("/powers-of-two-places", response={200: PlacesOut, **REFUSED}, summary="两地权力对照")
def two_places(request: HttpRequest, asked: Query[PlacesIn]) -> PlacesOut:
    """What two places' own organs hold, laid together; a hundred pairs a page, in the order of names."""
    today = china_date(moment(request))
    day = asked.on or today
    first, second = (places.by_code(code, on=day).code for code in (asked.a, asked.b))
    pairs = queries.pairs(first, second, day, seen_on=today, kind=asked.kind)
    kept = pairs[(asked.page - 1) * 100 : asked.page * 100]
    return PlacesOut(pairs=[PairOut.of(pair) for pair in kept], total=len(pairs))
