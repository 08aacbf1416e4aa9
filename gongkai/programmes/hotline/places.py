"""发生地点：where a message is about: the places of a hotline, and the one meant by a name or a code. Read only."""

from collections.abc import Mapping
from datetime import date

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.places import queries
from gongkai.foundation.places.models import Place, PlaceQuerySet
from gongkai.foundation.places.rules import padded, stem

MOST = 600  # 个：offered under a field; others are found by name or code
SEVERAL = 5


def under(code: str, *, on: date) -> list[tuple[str, str]]:
    """备选地点：(printed code, name with the one above it) of a place and below it, a few hundred. 1 SQL."""
    rows = Place.objects.on(on).under(stem(code)).order_by("code").values_list("code", "name")[:MOST]
    names = dict(rows)
    return [(padded(one), _with_above(one, names)) for one in names]


def _with_above(code: str, names: Mapping[str, str]) -> str:
    above = next((names[one] for one in _above(code) if one in names), "")
    return f"{above}{names[code]}"


def _above(code: str) -> list[str]:
    """Codes of the places above, the nearest first."""
    return [code[:length] for length in (9, 6, 4, 2) if length < len(code)]


def meant(said: str, *, within: str, on: date) -> str:
    """认定地点：the stem of the one place meant by a name (望川县青禾镇) or a code; empty where nothing is said.

    :raises Invalid: where none or several are meant.
    """
    said = said.strip()
    if not said:
        return ""
    known = Place.objects.on(on).under(stem(within))
    if said.isdecimal():
        return _by_code(said, known)
    named = dict(known.filter(name__in=_ends(said)).order_by("code").values_list("code", "name"))
    fits = [code for code, name in named.items() if _fits(code, name, said, known)]
    if len(fits) == 1:
        return fits[0]
    if not named:
        raise Invalid(f"没有找到“{said}”。请填写规范名称或者区划代码；说不清的不填。", field="place")
    names = "、".join(f"{named[code]}（{padded(code)}）" for code in (fits or list(named))[:SEVERAL])
    raise Invalid(f"“{said}”对应不止一个地方：{names}。请填写其中一个的区划代码。", field="place")


def known(code: str, *, on: date) -> str:
    """已知地点：the stem of a place there is on a day, by stem or padded code; empty for any other. 1 SQL."""
    try:
        return queries.by_code(code, on=on).code if code else ""
    except NotFound:
        return ""


def _by_code(said: str, known: PlaceQuerySet) -> str:
    try:
        code = stem(said)
    except ValueError:
        code = ""
    if code and known.filter(code=code).exists():
        return code
    raise Invalid("没有这个区划代码，或者不在本热线的范围内。请核对。", field="place")


def _ends(said: str) -> list[str]:
    """The ways a written place may end: 望川县青禾镇 → 青禾镇."""
    return [said[start:] for start in range(len(said))]


def _fits(code: str, name: str, said: str, known: PlaceQuerySet) -> bool:
    """Whether what stands before the name ends with the name of a place above it, or nothing stands there."""
    before = said[: -len(name)]
    return not before or any(
        before.endswith(one) for one in known.filter(code__in=_above(code)).values_list("name", flat=True)
    )
