"""效力沿革：a document's legal life on its page, and its standing on any day one asks for."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.queries import Document
from gongkai.faces.kit.components import Status, status_of
from gongkai.foundation.errors import Invalid

WORDS = {
    "made": _("成文"),
    "takes_effect": _("施行"),
    "amended": _("修改"),
    "expired": _("有效期满，失效"),
    "repealed": _("废止"),
}
EARLIEST = 1949


@dataclass(frozen=True)
class Step:
    """沿革一步：a day, what happened, and the document that did it, where the public may see it."""

    on: date
    what: str | Promise
    by: str
    title: str
    ahead: bool


@dataclass(frozen=True)
class Life:
    """效力沿革：the steps in order; `asked` the day asked about and the standing on it, if one was asked."""

    steps: tuple[Step, ...]
    asked: date | None
    status: Status
    since: date | None
    by: Step | None
    unreleased: bool


def day_asked(said: str) -> date | None:
    """查询日期：`?on=2024-05-01`; nothing for none.

    :raises Invalid: for what is no day.
    """
    if not said:
        return None
    try:
        asked = date.fromisoformat(said)
    except ValueError:
        asked = None
    if asked is None or len(said) != len("2024-05-01") or not EARLIEST <= asked.year <= 2200:
        raise Invalid(gettext("查询日期请写成“2024-05-01”这样的年月日。"), field="on")
    return asked


def life(document: Document, today: date) -> Life | None:
    """效力沿革：None for a record that cannot be in force: a guide, a report, an interpretation."""
    if not kind_of(document.edition.kind).has_standing:
        return None
    titles = {link.record: link.title for link in document.incoming if link.record}
    steps = tuple(Step(c.on, WORDS[c.what], c.by, titles.get(c.by, ""), ahead=c.on > today) for c in document.life)
    standing = document.standing
    released = document.history[-1].released_at
    doer = next((s for s in steps if standing.by and s.by == standing.by and s.on == standing.since), None)
    unreleased = document.on is not None and released is not None and document.on < released.date()
    return Life(steps, document.on, status_of(standing.code), standing.since, doer, unreleased)
