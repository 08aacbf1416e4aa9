"""征集提醒：what is news for whoever watches consultations, and how a letter says it; reads only.

One letter a day to one address, whatever it watches: new consultations, a new version, time running out, the result
published or overdue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.places.rules import stem, subtree
from gongkai.programmes.consultations.models import ConsultationAlert
from gongkai.programmes.consultations.programme import MATTERS
from gongkai.programmes.consultations.queries import Seen
from gongkai.programmes.consultations.queries._public import released, seen_rows
from gongkai.programmes.consultations.rules import Phase

ADDRESSEE = "consultation-alert:"
DAYS = (1, 3, 7, 14)
"""可选的提前天数。"""
MOST_DAYS = 30
MOST_ALERTS = 20  # of one address
MOST_LETTERS = 5  # letters of confirmation to one address while none is confirmed
UNCONFIRMED = timedelta(days=7)  # and how long one whose result was told waits for its last letter
NEWS = 20  # new consultations named in one letter
BAD_EMAIL = "邮箱写法不对。请按 name@example.cn 的样子填写。"
BAD_DAYS = f"请选择截止以前几天提醒您，1至{MOST_DAYS}天。"
HAS_RESULT = "这次征集的结果已经公布，没有要再提醒的了。"
SENTENCES = (BAD_EMAIL, BAD_DAYS, HAS_RESULT)
"""拒绝的话：what the public may be told, for its English."""
NEW, VERSION, CLOSING, OVERDUE, REPORTED, GONE = "new", "version", "closing", "overdue", "reported", "gone"


@dataclass(frozen=True)
class Watched:
    """所关注的：new consultations of an organ, a place with all below it, a matter, a theme; empty: all."""

    organ: str = ""
    place: str = ""
    matter: str = ""
    theme: str = ""

    def tidied(self) -> "Watched":
        """As it is kept: the place by its stem.

        :raises Invalid: for a place or a matter there cannot be.
        """
        try:
            place = stem(self.place) if self.place else ""
        except ValueError:
            raise Invalid("请重新选择地区。", field="place") from None
        if self.matter and self.matter not in MATTERS:
            raise Invalid("请重新选择征集事项。", field="matter")
        return Watched(self.organ[:9], place, self.matter, self.theme[:20])


@dataclass(frozen=True)
class News:
    """一条消息：what happened to which; `one` is None where its notice was withdrawn."""

    what: str
    alert: ConsultationAlert
    one: Seen | None
    name: str


def news_of(alert: ConsultationAlert, *, at: datetime) -> list[News]:
    """一个提醒的消息：since it was last told. One SQL query."""
    return _of_one(alert, at) if alert.consultation_id is not None else _of_new(alert, at)


def _of_new(alert: ConsultationAlert, at: datetime) -> list[News]:
    rows = released(at, record__published_at__gt=alert.told_until)
    given = {"organ__code": alert.organ, "matter": alert.matter, "theme": alert.theme}
    rows = rows.filter(**{field: value for field, value in given.items() if value})
    if alert.place:
        first, last = subtree(alert.place)
        rows = rows.filter(organ__place__code__gte=first, organ__place__code__lte=last)
    found = [one for one in seen_rows(rows.order_by("-record__published_at")[:NEWS], china_date(at)) if one.is_open]
    return [News(NEW, alert, one, one.name) for one in found]


def _of_one(alert: ConsultationAlert, at: datetime) -> list[News]:
    assert alert.consultation is not None
    name = alert.consultation.name
    one = next(iter(seen_rows(released(at, pk=alert.consultation_id), china_date(at))), None)
    if one is None:
        return [News(GONE, alert, None, name)]
    told = []
    if one.reported_on is not None:
        told.append(REPORTED)
    elif one.phase is Phase.OVERDUE and not alert.told_overdue:
        told.append(OVERDUE)
    elif one.is_open:
        if one.edition > alert.told_edition:
            told.append(VERSION)
        if one.days_left <= alert.days and alert.told_closing != one.until:
            told.append(CLOSING)
    return [News(what, alert, one, name) for what in told]


def address_of(key: str) -> str:
    """提醒的邮箱：of an alert whose notices are addressed to it; "" once it is ended."""
    rows = ConsultationAlert.objects.filter(key=key.removeprefix(ADDRESSEE))
    return rows.values_list("email", flat=True).first() or ""


def alert_of(key: str) -> ConsultationAlert | None:
    """一个提醒：by the key in its letters."""
    return ConsultationAlert.objects.select_related("consultation").filter(key=key).first()


def link_to(path: str) -> str:
    """网址：as letters have it."""
    return f"{settings.GONGKAI_ORIGIN}{path}"


def keys_of(news: Sequence[News]) -> list[ConsultationAlert]:
    """有消息的提醒：each once, in order."""
    return list({one.alert.pk: one.alert for one in news}.values())
