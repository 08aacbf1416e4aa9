"""对决策提意见：what somebody thinks of a decision goes to the hotline with the matter named, and is answered."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.execution.commenting import SUGGESTION, TOO_OFTEN, CommentForm
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import queries
from gongkai.programmes.hotline import operations as hotline


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
    form = CommentForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "matter": uid, "title": title}
    if not form.is_bound or not form.is_valid():
        return page(request, "decisions/comment", facts, status=400 if form.is_bound else 200)
    if is_too_often(request, "draft"):
        form.add_error(None, str(TOO_OFTEN))
        return page(request, "decisions/comment", facts, status=429)
    content = {
        "kind": SUGGESTION,
        "text": _named(title, uid, storable(form.cleaned_data["text"])),
        "language": "en" if languages.is_english() else "zh",
    }
    draft = hotline.keep_message_draft(content=content, at=request.at)
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[draft, "matter"]))


def _named(title: str, uid: str, text: str) -> str:
    """In Chinese: it is for whoever handles it."""
    return f"对重大行政决策“{title}”（标识{uid}）的意见：\n{text}"
