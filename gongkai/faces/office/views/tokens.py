"""接口令牌：a person's own, shown once and revoked at will."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.acts import TokenForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.people import operations as ops
from gongkai.foundation.people import queries as people

USUAL = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: StaffRequest) -> HttpResponse:
    """令牌页：a new one is shown in the answer to its form and never again."""
    first = {"until": china_date(request.at) + USUAL}
    if request.method != "POST":
        return _page(request, TokenForm(initial=first))
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        token, clear = ops.issue_token(
            person=people.by_uid(request.actor.uid), by=request.actor, at=request.at, **form.cleaned_data
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(request, form, status=heading_of(refusal).status)
    return _page(request, TokenForm(initial=first), clear=clear, issued=token.pk)


@require_POST
def revoke(request: StaffRequest, token: int) -> HttpResponse:
    """吊销令牌。

    :raises NotFound: when it is not this person's.
    """
    own = {one.pk: one for one in people.tokens(people.by_uid(request.actor.uid))}
    if token not in own:
        raise NotFound
    ops.revoke_token(token=own[token], by=request.actor, at=request.at)
    messages.success(request, f"已吊销令牌“{own[token].name}”。用它的程序从现在起不能再办理。")
    return redirect("office:tokens")


def _page(
    request: StaffRequest, form: TokenForm, *, status: int = 200, clear: str = "", issued: int = 0
) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "tokens": people.tokens(people.by_uid(request.actor.uid)),
        "today": china_date(request.at),
        "clear": clear,
        "issued": issued,
    }
    head = ("用途", "令牌末四位", "签发", "失效", "两步验证", "吊销")
    listing = Listing(
        "接口令牌",
        head,
        lambda: [
            (
                one.name,
                one.last4,
                one.created_at,
                one.until,
                "已验证" if one.second_factor else "未验证",
                one.revoked_at,
            )
            for one in facts["tokens"]
        ],
    )
    return desk(request, "office/tokens.html", facts, status=status, listings={"tokens": listing})
