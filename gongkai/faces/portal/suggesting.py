"""输入提示：for the search box while one types. The pages work without it."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Suggested
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, asked
from gongkai.faces.portal.http import as_json, machine


@machine
def suggest(request: Request) -> JsonResponse:
    """输入提示：`q` and what it may mean, each with what it is and where it leads; of what is public only."""
    typed = asked(request.GET, EVERYTHING).words
    found = [_shown(one) for one in queries.suggestions(typed, request.at)]
    return as_json({"q": typed, "suggestions": found})


def _shown(one: Suggested) -> dict[str, str]:
    address = reverse("portal:document", args=(one.record,)) if one.record else ""
    address = address or f"{reverse('portal:search')}?{urlencode({'q': one.text})}"
    return {"text": one.text, "kind": one.kind, "label": _label(one.kind), "href": address}


def _label(kind: str) -> str:
    labels = {"term": "", "name": _("机关"), "series": _("文号"), "number": _("文号"), "title": _("文件")}
    return labels[kind]
