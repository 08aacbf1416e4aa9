"""用邮件关注：a task, a plan, or what a government plans of one kind; confirmed and ended as a kept search is."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit import reading
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.hotline.opinions import TOO_OFTEN
from gongkai.faces.portal.http import page
from gongkai.faces.portal.saved import SaveForm
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.finding import operations
from gongkai.programmes.finding.ports import following

SCOPE = "execution"
ASKED = ("task", "plan", "organ", "kind")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """关注：what is followed stands in the address, so that it can be seen before it is agreed to.

    :raises NotFound: for a task, a plan, an organ or a kind there is not.
    """
    scope, query = following(SCOPE), asked(request)
    language = reading.of(request).language
    name = scope.name(query, china_date(request.at), language=language) if scope else ""
    if scope is None or not name:
        raise NotFound
    form = SaveForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "name": name, "back": scope.path(query), "is_task": "task" in request.GET}
    if not form.is_bound or not form.is_valid():
        return page(request, "execution/follow", facts, status=400 if form.is_bound else 200)
    if is_too_often(request, "draft"):
        form.add_error(None, str(TOO_OFTEN))
        return page(request, "execution/follow", facts, status=429)
    try:
        operations.subscribe(
            email=form.cleaned_data["email"],
            scope=SCOPE,
            query=query,
            rhythm=form.cleaned_data["rhythm"],
            language=language,
            at=request.at,
        )
    except Invalid:
        form.add_error("email", _("邮箱写法不对。请按 name@example.cn 的样子填写。"))
        return page(request, "execution/follow", facts, status=400)
    return HttpResponseRedirect(reverse("portal:saved-asked"))


def asked(request: Request) -> str:
    """关注的对象，写成一种样子：the same is kept once, whatever the order in the address."""
    given = {name: storable(request.GET.get(name, ""))[:40] for name in ASKED}
    first = next((name for name in ("task", "plan") if given[name]), "")
    pairs = {first: given[first]} if first else {"organ": given["organ"].upper(), "kind": given["kind"]}
    return urlencode({name: value for name, value in pairs.items() if value})
