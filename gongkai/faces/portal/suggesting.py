"""输入提示：for the search box while one types. The pages work without it."""

from datetime import datetime

from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters, Suggested
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, asked
from gongkai.faces.portal.http import as_json, machine
from gongkai.programmes.requests import queries as requests

FOUND = 4
"""最多几件：of what a search finds, so that the list stays one to choose from."""


@machine
def suggest(request: Request) -> JsonResponse:
    """输入提示：`q` and what it may mean, each with what it is and where it leads; of what is public only."""
    typed = asked(request.GET, EVERYTHING).words
    suggested = queries.suggestions(typed, request.at)
    # 写申请的人还想知道：how many found their answer there.
    applying = request.GET.get("for") == "apply"
    if applying and typed and not any(one.record for one in suggested):
        suggested = (*suggested, *_found(typed, request.at))
    times = requests.times_found([one.record for one in suggested if one.record]) if applying else {}
    found = [_shown(one, times.get(one.record, 0)) for one in suggested]
    return as_json({"q": typed, "suggestions": found})


def _found(typed: str, at: datetime) -> tuple[Suggested, ...]:
    """What a search finds with every word of a whole phrase, where no title goes on as it was typed."""
    found = queries.search(typed, at, Filters(), limit=FOUND)
    return tuple(Suggested("title", one.item.title, one.item.record) for one in found.matches if not found.relaxed)


def _shown(one: Suggested, times: int) -> dict[str, str]:
    address = reverse("portal:document", args=(one.record,)) if one.record else ""
    address = address or f"{reverse('portal:search')}?{urlencode({'q': one.text})}"
    return {"text": one.text, "kind": one.kind, "label": _label(one.kind, times), "href": address}


def _label(kind: str, times: int) -> str:
    labels = {"term": "", "name": _("机关"), "series": _("文号"), "number": _("文号"), "title": _("文件")}
    if not times:
        return labels[kind]
    helped = ngettext("%(times)s 人在这里找到了答案", "%(times)s 人在这里找到了答案", times)
    return helped % {"times": times}
