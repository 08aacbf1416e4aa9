"""对决策提意见：what somebody thinks of a decision goes to the hotline with the matter named, and is answered."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.opinions import asked
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import queries


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, matter: str) -> HttpResponse:
    """对一件决策提意见。

    :raises NotFound: for one that is not public.
    """
    uid = storable(matter)
    title = queries.titles_of([uid]).get(uid)
    if title is None:
        raise NotFound
    return asked(request, "decisions/comment", {"matter": uid, "title": title}, named=_named(title, uid))


def _named(title: str, uid: str) -> str:
    """In Chinese: it is for whoever handles it."""
    return f"对重大行政决策“{title}”（标识{uid}）"
