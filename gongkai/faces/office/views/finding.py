"""检索服务：what the public asked and did not find, and what the office puts first for them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.faces.kit import tables
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.finding import BestBetForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.faces.office.targets import resolve, suggestions, targets
from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations, queries

LOOKED_BACK = timedelta(days=30)
NOT_THEIRS = "检索服务由政务公开办维护，您没有这个岗位。请联系本级政务公开办。"
MISSED = ("检索词", "次数", "天数")
BETS = ("检索词", "文件", "编号", "理由", "到期", "设定人", "设定时间")


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
    removed = list(queries.removed_bets(request.actor, request.at)[:5])
    facts = {
        "form": form,
        "bets": bets,
        "removed": removed,
        "targets": targets(request.actor, [bet.record for bet in (*bets, *removed)], request.at),
        "missed": queries.missed(today - LOOKED_BACK, today + timedelta(days=1)),
        "subscribed": queries.subscribed(),
        "suggestions": suggestions(request.actor, request.at),
    }
    listings = {
        "missed": Listing("无结果的检索", MISSED, lambda: _missed(request)),
        "bets": Listing("推荐结果", BETS, lambda: _bets(request)),
    }
    return desk(request, "office/finding.html", facts, status=status, listings=listings)


@require_POST
def unprefer(request: StaffRequest, bet: int) -> HttpResponse:
    """取消推荐结果。

    :raises NotFound: when there is none in force that is theirs to see.
    """
    operations.unprefer(bet=bet, by=request.actor, at=request.at)
    messages.success(request, "已取消推荐结果。")
    return redirect("office:finding")


@require_POST
def restore(request: StaffRequest, bet: int) -> HttpResponse:
    """恢复刚取消的推荐结果。

    :raises NotFound: when none was taken off lately that is theirs to see.
    """
    found = operations.restore(bet=bet, by=request.actor, at=request.at)
    messages.success(request, f"已撤销取消：公众检索“{found.words}”时，这份文件仍排在最前。")
    return redirect("office:finding")


@require_safe
def export_missed(request: StaffRequest) -> HttpResponse:
    """导出无结果检索：of the last thirty days, as CSV."""
    _insist(request)
    return tables.csv_file(f"missed-queries-{china_date(request.at)}", MISSED, _missed(request))


def _missed(request: StaffRequest) -> list[tuple[Cell, ...]]:
    today = china_date(request.at)
    found = queries.missed(today - LOOKED_BACK, today + timedelta(days=1), limit=MOST)
    return [(one.words, one.times, one.days) for one in found]


def _bets(request: StaffRequest) -> list[tuple[Cell, ...]]:
    bets = list(queries.kept_bets(request.actor, china_date(request.at))[:MOST])
    known = targets(request.actor, [bet.record for bet in bets], request.at)
    return [
        (
            bet.words, known[bet.record].title if bet.record in known else "", bet.record, bet.reason, bet.until,
            bet.by_name, bet.at,
        )
        for bet in bets
    ]  # fmt: skip


def _insist(request: StaffRequest) -> None:
    if not queries.may_keep(request.actor):
        raise NotPermitted(NOT_THEIRS)
