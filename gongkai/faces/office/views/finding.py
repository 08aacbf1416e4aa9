"""检索服务：what the public asked and did not find, and what the office puts first for them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.faces.kit import tables
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.finding import BestBetForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.targets import resolve, suggestions, targets
from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations, queries

LOOKED_BACK = timedelta(days=30)
NOT_THEIRS = "检索服务由政务公开办维护，您没有这个岗位。请联系本级政务公开办。"
MOST_EXPORTED = 5_000


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: StaffRequest) -> HttpResponse:
    """检索服务页：questions without answer of the last thirty days, best bets, and how many searches are kept."""
    _insist(request)
    first = {"words": request.GET.get("words", "")[:80]}
    form = BestBetForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            record = resolve(request.actor, said["record"], request.at)
            operations.prefer(
                words=said["words"],
                record=record,
                reason=said["reason"],
                until=said["until"],
                by=request.actor,
                at=request.at,
            )
        except Refusal as refusal:
            refuse(form, refusal)
            return _page(request, form, status=heading_of(refusal).status)
        messages.success(request, f"公众检索“{said['words']}”时，这份文件排在最前。")
        return redirect("office:finding")
    return _page(request, form, status=400 if form.is_bound else 200)


def _page(request: StaffRequest, form: BestBetForm, *, status: int) -> HttpResponse:
    today = china_date(request.at)
    bets = list(queries.kept_bets(request.actor, today)[:200])
    facts = {
        "form": form,
        "bets": bets,
        "targets": targets(request.actor, [bet.record for bet in bets], request.at),
        "missed": queries.missed(today - LOOKED_BACK, today + timedelta(days=1)),
        "subscribed": queries.subscribed(),
        "suggestions": suggestions(request.actor, request.at),
    }
    return desk(request, "office/finding.html", facts, status=status)


@require_POST
def unprefer(request: StaffRequest, bet: int) -> HttpResponse:
    """取消推荐结果。

    :raises NotFound: when there is none in force that is theirs to see.
    """
    operations.unprefer(bet=bet, by=request.actor, at=request.at)
    messages.success(request, "已取消推荐结果。")
    return redirect("office:finding")


@require_safe
def export_missed(request: StaffRequest, form: str) -> HttpResponse:
    """导出无结果检索：of the last thirty days, as CSV or XLSX."""
    _insist(request)
    today = china_date(request.at)
    found = queries.missed(today - LOOKED_BACK, today + timedelta(days=1), limit=MOST_EXPORTED)
    rows = [(one.words, str(one.times), str(one.days)) for one in found]
    write = tables.xlsx_file if form == "xlsx" else tables.csv_file
    return write(f"missed-queries-{today}", ("检索词", "次数", "天数"), rows)


def _insist(request: StaffRequest) -> None:
    if not queries.may_keep(request.actor):
        raise NotPermitted(NOT_THEIRS)
