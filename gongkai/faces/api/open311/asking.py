"""Open311 的提问：what an address or a form asked for; a sentence and a status for what cannot be read."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict

from gongkai.foundation.errors import Refusal
from gongkai.foundation.places import queries as places
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.law.matters import level_of
from gongkai.programmes.hotline import queries
from gongkai.programmes.hotline.contents import LONGEST, Person, Told
from gongkai.programmes.hotline.queries import Platform

SPAN = timedelta(days=90)
"""一次最多问多长时间：the standard's own bound."""
LONGEST_URL = 300
YEARS = range(1900, 2200)
"""可以问的年份：ninety days more or less are still days."""


class Refused(Exception):
    """拒绝：status and sentence, answered in the standard's form."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Range:
    """时间范围：both ends included."""

    since: datetime
    until: datetime


def one(given: QueryDict, name: str, most: int = 4000) -> str:
    """一个参数：tidied; empty where it is not there, which means the same."""
    return storable(given.get(name, "")).strip()[:most]


def several(given: QueryDict, name: str) -> list[str]:
    """逗号分隔的参数。"""
    return [part.strip() for part in one(given, name).split(",") if part.strip()]


def platform(given: QueryDict, *, on: date) -> Platform:
    """管辖：the hotline that `jurisdiction_id` names; the only one where there is only one.

    :raises Refused: where it is missing or unknown.
    """
    found = queries.platforms(on=on)
    asked = one(given, "jurisdiction_id", 100)
    if not found:
        raise Refused(404, "没有开通热线。")
    if asked:
        named = next((each for each in found if asked == each.organ.code), None)
        if named is None:
            raise Refused(404, f"没有 jurisdiction_id 为“{asked}”的热线。")
        return named
    if len(found) > 1:
        raise Refused(400, "请给出 jurisdiction_id：" + "、".join(each.organ.code for each in found) + "。")
    return found[0]


def service(code: str) -> str:
    """服务代码：a matter of the second or third level.

    :raises Refused: for none, and for one there is not.
    """
    if not code:
        raise Refused(400, "请给出 service_code。")
    if codes.appeal_matters.get(code) is None or level_of(code) == 1:
        raise Refused(404, f"没有 service_code“{code}”。")
    return code


def range_of(given: QueryDict, at: datetime) -> Range:
    """时间范围：the last ninety days unless said otherwise.

    :raises Refused: for what is no moment with its zone, and for more than ninety days.
    """
    since, until = _moment(one(given, "start_date", 40)), _moment(one(given, "end_date", 40))
    if since is None:
        since = (until or at) - SPAN
    if until is None:
        until = min(since + SPAN, at) if since < at else since + SPAN
    if not since <= until <= since + SPAN:
        raise Refused(400, "start_date 应当不晚于 end_date，两者相距不超过90天。")
    return Range(since, until)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    try:
        found: datetime | None = datetime.fromisoformat(said)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in YEARS:
        raise Refused(400, f"“{said}”不是带时区的时间，例如 2026-01-01T00:00:00Z。")
    return found


def told_of(given: QueryDict, *, on: date) -> Told:
    """所说的事：from the standard's arguments and our attributes.

    :raises Refused: without a location.
    """
    place, address = _location(given, on=on)
    # One sign more than there may be, so that what is too long is refused, never cut off.
    words = one(given, "description", LONGEST["text"] + 1)
    media = one(given, "media_url", LONGEST_URL + 1)
    if len(media) > LONGEST_URL:
        raise Refused(400, f"media_url 太长了，请不要超过{LONGEST_URL}个字符。")
    if media.startswith(("http://", "https://")):
        words = f"{words}\n照片地址：{media}".strip()
    return Told(
        kind=one(given, "attribute[kind]", 20),
        matter=service(one(given, "service_code", 20)),
        text=words,
        place=place,
        address=address,
        confidential=one(given, "attribute[confidential]", 5) == "yes",
    )


def _location(given: QueryDict, *, on: date) -> tuple[str, str]:
    """A place of the divisions held, and the rest in words: one of the three the standard knows must be there."""
    words = one(given, "address_string", LONGEST["address"] + 1)
    place = _place(one(given, "address_id", 12) or one(given, "attribute[place]", 12), on=on)
    lat, long = _degrees(one(given, "lat", 20), 90), _degrees(one(given, "long", 20), 180)
    spot = f"（纬度{lat}，经度{long}）" if lat is not None and long is not None else ""
    if not (words or place or spot):
        raise Refused(400, "请给出地点：address_string、address_id（行政区划代码），或者 lat 和 long。")
    return place, f"{words}{spot}"


def _place(code: str, *, on: date) -> str:
    if not code:
        return ""
    try:
        return places.by_code(code, on=on).code
    except Refusal:
        raise Refused(404, f"没有行政区划代码“{code}”。") from None


def _degrees(said: str, most: int) -> float | None:
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not abs(found) <= most:
        raise Refused(400, f"“{said}”不是经纬度。")
    return round(found, 6)


def person_of(given: QueryDict) -> Person | None:
    """诉求人：the name in Chinese order, the telephone or the e-mail address; None for the anonymous.

    Nothing is cut: what is too long is refused with the rest.
    """
    most = LONGEST["name"] + 1
    name = one(given, "last_name", most) + one(given, "first_name", most)
    contact = one(given, "phone", LONGEST["contact"] + 1) or one(given, "email", LONGEST["contact"] + 1)
    return Person(name, contact) if name or contact else None
