"""输入提示：for the search box while one types. The pages work without it."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Suggested
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, asked
from gongkai.faces.portal.http import as_json, machine
from gongkai.programmes.requests import queries as requests


@machine
def suggest(request: Request) -> JsonResponse:
    """输入提示：`q` and what it may mean, each with what it is and where it leads; of what is public only."""
    typed = asked(request.GET, EVERYTHING).words
    suggested = queries.suggestions(typed, request.at)
    # 写申请的人还想知道：how many found their answer there.
    applying = request.GET.get("for") == "apply"
    times = requests.times_found([one.record for one in suggested if one.record]) if applying else {}
    found = [_shown(one, times.get(one.record, 0)) for one in suggested]
    return as_json({"q": typed, "suggestions": found})


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
