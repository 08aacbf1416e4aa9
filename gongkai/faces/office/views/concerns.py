"""政务舆情：topics by what is owed, what was found and waits, entering by hand or by file, and the feeds."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.queue import STANDINGS, Narrowing, QueueRow, queue
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office import cases
from gongkai.faces.office.desk import desk, sees_concerns
from gongkai.faces.office.forms.concerns import FeedForm, FileForm, GroupForm, ItemForm, TopicsForm, WordsForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.faces.office.uploads import taking_files
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import CONCERN_OFFICER
from gongkai.foundation.text import storable
from gongkai.programmes.concerns import importing, permission, queries
from gongkai.programmes.concerns import operations as ops
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Item
from gongkai.programmes.concerns.programme import CONCERNS

TABS = (("", "全部在办"), ("mine", "轮到我"), ("today", "今天届满"), ("overdue", "已超时"), ("ended", "已办结"))
HEAD = ("编号", "名称", "机关", "状态", "时限情况", "届满时刻")
ITEM_HEAD = ("标题", "来源", "网址", "发现时间", "来源方式", "主题", "不处理的理由")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """舆情主题：the most pressing first.

    :raises NotPermitted: for who has no post in it.
    """
    if not sees_concerns(request.actor):
        raise NotPermitted(permission.NOT_THEIRS)
    form = TopicsForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    standing = said.get("standing", "")
    narrowing = Narrowing(
        standing="" if standing == "mine" else standing,
        procedure=CONCERNS.key,
        words=storable(said.get("words", "")).strip(),
        mine=standing == "mine",
    )
    today = china_date(request.at)
    page = queue(request.actor, on=today, now=request.at, narrowing=narrowing, after=request.GET.get("after", "")[:40])
    facts = {
        "page": page,
        "form": form,
        "tabs": TABS,
        "chosen": standing,
        "standings": STANDINGS,
        "tones": cases.TONES,
        "names": organs.names_on({row.case.organ.code for row in page.rows}, today),
        **_around(request),
    }
    listing = Listing("政务舆情", HEAD, lambda: [_cells(row) for row in _rows(request, narrowing)])
    return desk(request, "office/concerns/topics.html", facts, listings={"topics": listing})


def _rows(request: StaffRequest, narrowing: Narrowing) -> tuple[QueueRow, ...]:
    on = china_date(request.at)
    return queue(request.actor, on=on, now=request.at, narrowing=narrowing, limit=MOST).rows


def _cells(row: QueueRow) -> tuple[Cell, ...]:
    case = row.case
    return (case.number, case.title, case.organ.code, row.state_name, STANDINGS[row.standing], case.due_at)


def _around(request: StaffRequest) -> dict[str, Any]:
    """What every page of it shows above."""
    return {"keeps": bool(request.actor.organs(CONCERN_OFFICER)), "sees_items": permission.sees_any(request.actor)}


def _own(request: StaffRequest) -> list[tuple[str, str]]:
    """The organs for which this person keeps items.

    :raises NotPermitted: when there is none.
    """
    codes = request.actor.organs(CONCERN_OFFICER)
    if not codes:
        raise NotPermitted(permission.NOT_THEIRS)
    return sorted(organs.names_on(codes, china_date(request.at)).items())


@require_safe
def items(request: StaffRequest) -> HttpResponse:
    """舆情条目：those that wait, those set aside, or all.

    :raises NotPermitted: for who has no post in it.
    """
    return _items(request, None)


def _items(
    request: StaffRequest, form: Form | None, *, chosen: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    if not permission.sees_any(request.actor):
        raise NotPermitted(permission.NOT_THEIRS)
    which = request.GET.get("which", "waiting")
    which = which if which in {"waiting", "set_aside", "all"} else "waiting"
    words = storable(request.GET.get("words", "")).strip()[:100]
    found = queries.items(request.actor, which=which, words=words, after=request.GET.get("after", "")[:20])
    shown = found[: queries.PAGE]
    own = sorted(request.actor.organs(CONCERN_OFFICER))
    facts = {
        "rows": shown,
        "next": str(shown[-1].pk) if len(found) > queries.PAGE else "",
        "which": which,
        "narrowing": WordsForm({"words": words}),
        "chosen": chosen,
        "form": form or (GroupForm(topics=_topics(request)) if own else None),
        **_around(request),
    }
    listing = Listing("舆情条目", ITEM_HEAD, lambda: [_line(one) for one in _all(request, which, words)])
    template = "office/concerns/items.html"
    return desk(request, template, facts, status=status, listings={"items": listing})


def _all(request: StaffRequest, which: str, words: str) -> list[Item]:
    return queries.items(request.actor, which=which, words=words, limit=MOST)[:MOST]


def _line(one: Item) -> tuple[Cell, ...]:
    topic = one.case.number if one.case else ""
    return (one.title, one.source, one.url, one.found_at, one.get_channel_display(), topic, one.set_aside)


def _topics(request: StaffRequest) -> list[tuple[str, str]]:
    own = sorted(request.actor.organs(CONCERN_OFFICER))
    return [topic for organ in own for topic in queries.open_topics(request.actor, organ)]


@require_POST
def group(request: StaffRequest) -> HttpResponse:
    """归并所选的条目。

    :raises NotFound: for an item that is not theirs to see.
    """
    _own(request)
    form = GroupForm(request.POST, topics=_topics(request))
    chosen = tuple(storable(one)[:12] for one in request.POST.getlist("items")[:200])
    if form.is_valid():
        try:
            return _grouped(request, form.cleaned_data, chosen)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return _items(request, form, chosen=chosen, status=heading_of(refusal).status)
    return _items(request, form, chosen=chosen, status=400)


def _grouped(request: StaffRequest, said: dict[str, str], chosen: tuple[str, ...]) -> HttpResponse:
    by, at = request.actor, request.at
    if said["does"] == "dismiss":
        count = ops.dismiss_items(items=chosen, reason=said["reason"], by=by, at=at)
        messages.success(request, f"已处理{count}个条目：不作为政务舆情处理。")
        return redirect("office:concern_items")
    if said["does"] == "add":
        case = ops.add_to_topic(items=chosen, topic=said["topic"], by=by, at=at)
        messages.success(request, f"已归入主题{case.number}。")
    else:
        case = ops.open_topic(items=chosen, title=said["title"], level=said["level"] or "ordinary", by=by, at=at)
        messages.success(request, f"已建立主题{case.number}，请研判。")
    return redirect("office:concern", case.number)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: StaffRequest) -> HttpResponse:
    """登记舆情。

    :raises NotPermitted: unless a concern officer.
    """
    own = _own(request)
    first = {"found_at": request.at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M"), "organ": own[0][0]}
    form = ItemForm(request.POST or None, initial=first, organs=own)
    status = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            item = ops.enter_item(
                organ=organs.by_code(said["organ"]),
                said=Said(said["title"], said["source"], said["url"], said["words"]),
                found_at=said["found_at"],
                by=request.actor,
                at=request.at,
            )
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            again = f"与已登记的“{item.repeats.title}”内容相近，作为转载登记。" if item.repeats else "请归并为主题。"
            messages.success(request, f"已登记。{again}")
            return redirect("office:concern_items")
    facts = {"form": form, "upload": FileForm(initial=first, organs=own, auto_id="id_file_%s"), **_around(request)}
    return desk(request, "office/concerns/enter.html", facts, status=status)


@taking_files
@require_POST
def bring(request: StaffRequest) -> HttpResponse:
    """导入表格：row by row; what is wrong is told by its row, the others are entered.

    :raises NotPermitted: unless a concern officer.
    """
    own = _own(request)
    upload = FileForm(request.POST, request.FILES, organs=own, auto_id="id_file_%s")
    first = {"found_at": request.at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M"), "organ": own[0][0]}
    facts: dict[str, Any] = {"form": ItemForm(initial=first, organs=own), "upload": upload, **_around(request)}
    status = 400
    if upload.is_valid():
        file = upload.cleaned_data["file"]
        try:
            organ = organs.by_code(upload.cleaned_data["organ"])
            content = file.read() if file else b""
            facts["outcome"] = importing.bring(organ=organ, content=content, by=request.actor, at=request.at)
            status = 200
        except Refusal as refusal:
            refuse(upload, refusal)
            status = heading_of(refusal).status
    return desk(request, "office/concerns/enter.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: StaffRequest) -> HttpResponse:
    """信息源：those read, and adding one.

    :raises NotPermitted: for who has no post in it.
    """
    if not permission.sees_any(request.actor):
        raise NotPermitted(permission.NOT_THEIRS)
    own = _own(request) if request.actor.organs(CONCERN_OFFICER) or request.method == "POST" else []
    form = FeedForm(request.POST or None, initial={"organ": own[0][0]}, organs=own) if own else None
    status = 400 if form and form.is_bound else 200
    if form and form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            ops.add_feed(
                organ=organs.by_code(said["organ"]),
                name=said["name"],
                url=said["url"],
                by=request.actor,
                at=request.at,
            )
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            messages.success(request, "已添加，十分钟以内开始读取。")
            return redirect("office:concern_feeds")
    facts = {"rows": queries.feeds(request.actor), "form": form, **_around(request)}
    return desk(request, "office/concerns/feeds.html", facts, status=status)


@require_POST
def stop(request: StaffRequest, feed: int) -> HttpResponse:
    """停用信息源。

    :raises NotFound: for one that is not theirs to see.
    """
    found = ops.stop_feed(feed=feed, by=request.actor, at=request.at)
    messages.success(request, f"已停用：{found.name}。")
    return redirect("office:concern_feeds")
