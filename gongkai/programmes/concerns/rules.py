"""舆情规则：how serious, what must be answered, by when; when two items say the same. Pure.

依据：国办发〔2016〕61号、国办发〔2016〕80号。
"""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from gongkai.foundation.text import compact
from gongkai.law import Hours, Value, appeals

ORDINARY, MAJOR, PARTICULAR = "ordinary", "major", "particular"
LEVELS = ((ORDINARY, "一般政务舆情"), (MAJOR, "重大突发事件"), (PARTICULAR, "特别重大突发事件"))
EMERGENCIES = frozenset({MAJOR, PARTICULAR})
GROUNDS = (
    ("policy", "对重大政策产生误解误读"),
    ("interests", "涉及公众切身利益且可能产生较大影响"),
    ("morality", "涉及民生领域严重冲击社会道德底线"),
    ("emergency", "涉及突发事件处置和自然灾害应对"),
    ("upper", "上级要求回应"),
    ("hot", "公众关注的社会热点（本地要求）"),
)
"""应当重点回应的情形：the five of the notice, and the one added here."""
ALIKE = 0.8
"""相似度：from so much on two items are taken to say the same; our measure, no article's."""
SPAN = timedelta(days=7)
"""比对范围：items found longer ago are not compared."""
_HOUR = timedelta(hours=1)
COMPARED = 500  # 字：of an item compared with another; what is copied begins alike
LONG_AGO = timedelta(days=366)
"""最早的发现时间：what was found longer ago is no matter of hours any more; our measure."""
_TRACKING = frozenset({"spm", "scm", "from", "share", "share_token", "share_source", "isappinstalled"})


def limit_for(*, level: str, found_on: date) -> Value[Hours]:
    """首次回应时限：5 hours for authoritative information on an emergency, 48 for everything else.

    :raises OutsideCoverage: for a day no row covers.
    """
    limit = appeals.CONCERN_AUTHORITATIVE if level in EMERGENCIES else appeals.CONCERN_RESPONSE
    return limit.at(found_on=found_on)


def conference_limit(*, level: str, found_on: date) -> Value[Hours] | None:
    """新闻发布会时限：24 hours for an emergency; None for everything else.

    :raises OutsideCoverage: for a day no row covers.
    """
    return appeals.CONCERN_PRESS_CONFERENCE.at(found_on=found_on) if level in EMERGENCIES else None


def due_at(found_at: datetime, limit: Value[Hours]) -> datetime:
    """届满时刻：so many hours on, through nights and holidays."""
    return found_at + limit.value.hours * _HOUR


def url_key(url: str) -> str:
    """网址的标记：the same for addresses that differ by scheme, case of the host, fragment or tracking only."""
    if not url:
        return ""
    parts = urlsplit(url.strip())
    asked = "&".join(one for one in parts.query.split("&") if one and not _is_tracking(one.partition("=")[0].lower()))
    kept = urlunsplit(("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), asked, ""))
    return hashlib.sha256(kept.encode()).hexdigest()


def _is_tracking(name: str) -> bool:
    return name.startswith("utm_") or name in _TRACKING


def is_address(url: str) -> bool:
    """是否网址：one of the web that can be taken apart, so that it can be compared and linked."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def name_key(name: str) -> str:
    """标记：of what has no address, by what its source calls it."""
    return hashlib.sha256(f"name:{name}".encode()).hexdigest()


def pairs_of(text: str) -> frozenset[str]:
    """二字串：what of a text is compared; marks and blanks are not."""
    said = "".join(one for one in compact(text) if one.isalnum())[:COMPARED]
    return frozenset(said[place : place + 2] for place in range(len(said) - 1))


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """相似度：shared pairs of characters among all of both, from 0 to 1."""
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0
