"""每日：tell the openness office which entries are to be looked at again, and whose withheld records stand on none."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.organs.queries import names_on
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import OPENNESS_OFFICER
from gongkai.programmes.withholding import queries
from gongkai.programmes.withholding.rules import REGISTER

ABOUT = f"register:{REGISTER}"


def tell(*, at: datetime) -> int:
    """告知政务公开办：once for each entry and day, once a month for each organ; answers how many (条)."""
    today = china_date(at)
    told = 0
    for organ, key, subject, body in _news(at, today):
        for uid in people.holders_at(place=organ.place, role=OPENNESS_OFFICER, day=today):
            with transaction.atomic():
                notices.post(
                    to=uid, subject=subject, body=body, about=ABOUT, key=f"{key}:{uid}", digest=True, at=at
                )  # fmt: skip
            told += 1
    return told


def _news(at: datetime, today: date) -> Iterator[tuple[Organ, str, str, str]]:
    """The organ, a key that makes it one piece of news, and its words."""
    due, unlisted = queries.due(today), queries.unlisted(at)
    codes = {one.organ for one in due} | {one.group.organ for one in unlisted}
    known = {organ.code: organ for organ in Organ.objects.filter(code__in=codes).select_related("place")}
    names = names_on(codes, today)
    for one in due:
        yield (
            known[one.organ],
            f"withholding:due:{one.key}:{one.rereview_on}",
            "有负面清单事项应当再次审查",
            f"{names[one.organ]}的政务公开负面清单事项{one.key}应于{one.rereview_on}再次审查能否公开，"
            "请督促该机关办理。详见“负面清单核查”。",
        )
    for code, count in _counts(unlisted).items():
        yield (
            known[code],
            f"withholding:unlisted:{code}:{today:%Y-%m}",
            "有不予公开的文件没有清单依据",
            f"{names[code]}有{count}件不予公开的文件没有现行的负面清单事项作依据。清单以外的应当公开，"
            "请督促该机关再次审查。详见“负面清单核查”。",
        )


def _counts(unlisted: tuple[queries.Unlisted, ...]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in unlisted:
        found[one.group.organ] = found.get(one.group.organ, 0) + one.group.count
    return found
