"""检索订阅：keep a search and be told by mail what is new; confirmed and ended by the key in the letters."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit import reading
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, POLICIES, Asked, Scope, asked
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations, queries
from gongkai.programmes.finding.models import SavedSearch
from gongkai.programmes.finding.ports import following

SCOPES = {scope.code: scope for scope in (POLICIES, EVERYTHING)}


class SaveForm(forms.Form):
    """订阅：where to write, and how often."""

    email = forms.CharField(
        label=gettext_lazy("电子邮箱"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("请填写接收通知的电子邮箱。")},
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("多久告知一次"),
        choices=[("daily", gettext_lazy("每天")), ("weekly", gettext_lazy("每周"))],
        initial="weekly",
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: Request) -> HttpResponse:
    """订阅检索页：what is kept stands in the address, so that it can be seen before it is agreed to."""
    scope = SCOPES.get(request.GET.get("scope", ""), EVERYTHING)
    question = asked(request.GET, scope)
    form = SaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.subscribe(
                email=form.cleaned_data["email"],
                scope=scope.code,
                query=question.query.removeprefix("?"),
                rhythm=form.cleaned_data["rhythm"],
                language=reading.of(request).language,
                at=request.at,
            )
        except Invalid:
            form.add_error("email", _("邮箱写法不对。请按 name@example.cn 的样子填写。"))
        else:
            return HttpResponseRedirect(reverse("portal:saved-asked"))
    return page(request, "saved/save", _facts(form, scope, question), status=400 if form.is_bound else 200)


def _facts(form: SaveForm, scope: Scope, question: Asked) -> dict[str, Any]:
    return {
        "form": form,
        "scope": scope,
        "words": question.words,
        "narrowed": question.is_narrowed,
        "back": question.address() if question.query else scope.path,
    }


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked_for(request: Request) -> HttpResponse:
    """请查收邮件：the same page whatever is already kept."""
    return page(request, "saved/asked", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: Request, key: str) -> HttpResponse:
    """一个订阅：confirm it or end it; a letter's link alone does neither, for mail programs open links by themselves.

    :raises NotFound: when it was ended or never was.
    """
    found = queries.saved(key)
    if found is None:
        raise NotFound
    if request.method == "POST":
        if request.POST.get("act") == "end":
            operations.unsubscribe(key=key, at=request.at)
            return page(request, "saved/ended", {})
        found = operations.confirm(key=key, at=request.at)
    return page(request, "saved/saved", {"saved": found} | _said(found, china_date(request.at)))


def _said(found: SavedSearch, today: date) -> dict[str, str]:
    """What is kept, and where it is seen: the words of a search, or the name of what is followed."""
    other = following(found.scope)
    if other is not None:
        name = other.name(found.query, today, language=found.language)
        return {"followed": name or _("已经不再公开的内容"), "address": other.path(found.query)}
    scope = SCOPES[found.scope]
    question = asked(QueryDict(found.query), scope)
    return {"words": question.words, "address": scope.path + question.query}
