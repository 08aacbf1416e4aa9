"""模板标签：dates as officials write them, and the components of the design system (see docs/design-system.md)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, FileInput, Media
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from js_asset import Media as NoncedMedia

from gongkai.faces.kit.charts import Bar, Number, drawn
from gongkai.faces.kit.components import Crumb, Row, Status, status_of
from gongkai.faces.kit.faults import Faulty, faults_of, is_group, sentences_of
from gongkai.faces.kit.languages import TAGS, is_english
from gongkai.faces.kit.languages import article as _article
from gongkai.faces.kit.languages import term as _term
from gongkai.faces.kit.reading import PARAMETER
from gongkai.foundation.now import CHINA

register = template.Library()
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _china(value: datetime) -> datetime:
    return value.astimezone(CHINA)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """日期：2026年3月2日, 2 March 2026 in English; an instant counts on its Beijing day; nothing for None.

    A day as registers keep it (2026-03-02) is read first; what is none is shown as it stands.
    """
    if isinstance(value, str):
        return _day_kept(value)
    if value is None:
        return ""
    on = _china(value) if isinstance(value, datetime) else value
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}" if is_english() else f"{on.year}年{on.month}月{on.day}日"


def _day_kept(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def isoday(value: date | datetime | None) -> str:
    """列表日期：2026-03-02, for lists and tables; an English list says 2 March 2026."""
    if value is None or value == "":
        return ""
    if is_english():
        return day(value)
    on = _china(value).date() if isinstance(value, datetime) else value
    return on.isoformat()


@register.filter
def instant(value: datetime | None) -> str:
    """时刻：2026-03-02 09:00, Beijing time; in English 2 March 2026, 09:00."""
    if value is None or value == "":
        return ""
    if is_english():
        return f"{day(value)}, {_china(value):%H:%M}"
    return f"{_china(value):%Y-%m-%d %H:%M}"


@register.simple_tag
def when(value: date | datetime | None, style: str = "") -> SafeString:
    """时间元素：a `<time>`; style is "day" (default for a date), "isoday" or "instant" (default for an instant)."""
    if value is None or value == "":
        return SafeString("")
    chosen = style or ("instant" if isinstance(value, datetime) else "day")
    shown = {"day": day, "isoday": isoday, "instant": instant}[chosen](value)  # type: ignore[arg-type]
    exact = _china(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, shown)


@register.filter
def article(label: str) -> str:
    """条款：第二十条第（一）项, Article 20(1) in English."""
    return _article(label)


@register.filter
def size(value: int | None) -> str:
    """文件大小：312 KB, 1.2 MB."""
    if value is None:
        return ""
    if value < 1024:
        return _("%(count)s 字节") % {"count": value}
    if value < 1024 * 1024:
        return f"{value / 1024:.0f} KB"
    return f"{value / 1024 / 1024:.1f} MB"


@register.simple_tag
def zh() -> SafeString:
    """中文内容：` lang="zh-CN"` for an element of an English page whose text is Chinese; nothing on a Chinese page."""
    return SafeString(' lang="zh-CN"' if is_english() else "")


@register.filter
def term(name: object) -> str:
    """术语：the name of a kind, category, status … in the page's language (see `languages.term`)."""
    return _term(name)


@register.filter
def fingerprint(value: str) -> str:
    """摘要：a hash cut into groups of eight, so that two can be compared by eye."""
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))


@register.simple_tag
def badge(label: str, kind: str = "plain") -> SafeString:
    """标签：kind is plain, info, good, warn, urgent or off. The words carry the meaning, the colour helps."""
    return format_html('<span class="badge badge-{}">{}</span>', kind, label)


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """效力标签：a legal status code as a badge for lists."""
    known = status_of(status)
    return badge(str(known.label), known.badge)


@register.inclusion_tag("kit/parts/doc_status.html")
def doc_status(
    status: str, *, on: date | datetime | None = None, by: str = "", href: str = "", reason: str = ""
) -> dict[str, Any]:
    """效力横幅：the banner above a document's title; nothing for a document in force.

    `on` is the day it took effect, `by` (with `href`) the document that did it, `reason` a further sentence.
    """
    known: Status = status_of(status)
    return {"status": known, "on": on, "by": by, "href": href, "reason": reason}


@register.inclusion_tag("kit/parts/redhead.html")
def redhead(issuer: str, number: str = "", signer: str = "") -> dict[str, str]:
    """红头：the red head of an official document: 发文机关标志、发文字号、签发人 and the red line."""
    return {"issuer": issuer, "number": number, "signer": signer}


@register.inclusion_tag("kit/parts/breadcrumb.html")
def breadcrumb(*pairs: str) -> dict[str, Any]:
    """当前位置：label, address, label, address, …, and last the label of this page alone."""
    crumbs = [Crumb(pairs[at], pairs[at + 1] if at + 1 < len(pairs) else "") for at in range(0, len(pairs), 2)]
    return {"crumbs": crumbs}


@register.inclusion_tag("kit/parts/notice.html")
def notice(
    title: str, text: str = "", kind: str = "info", href: str = "", link: str = "", *, chinese: bool = False
) -> dict[str, Any]:
    """通知横幅：kind is info, good, warn or urgent; urgent is announced at once; `chinese`: the text stays Chinese."""
    return {"title": title, "text": text, "kind": kind, "href": href, "link": link, "chinese": chinese}


@register.inclusion_tag("kit/parts/empty.html")
def empty(title: str, text: str = "", href: str = "", link: str = "") -> dict[str, str]:
    """空状态：says what would stand here and what to do next."""
    return {"title": title, "text": text, "href": href, "link": link}


@register.inclusion_tag("kit/parts/search_box.html")
def search_box(*said: str, **more: Any) -> dict[str, Any]:
    """检索框：in order its id, its address, what the form is for, what to type, the button, and what to show in the
    empty field unless that is what to type. `words` are typed already, `kept` go along as (name, value) pairs, `small`
    stands in a card.
    """
    named = dict(zip(("id", "action", "name", "label", "button", "placeholder"), (*said, said[3]), strict=False))
    return {**named, "words": more.get("words", ""), "kept": more.get("kept", ()), "large": not more.get("small")}


@register.inclusion_tag("kit/parts/summary.html")
def summary(rows: Iterable[Row | Mapping[str, Any] | Sequence[Any]], kind: str = "") -> dict[str, Any]:
    """摘要列表：rows of (name, value[, address, link words]); kind "table" draws the metadata box of a document."""
    return {"rows": [Row.of(row) for row in rows], "kind": kind}


@register.inclusion_tag("kit/parts/steps.html")
def steps(items: Iterable[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """办理环节：items with `label`, `state` (done, now, next, back) and optional `who`, `at`, `since`, `note`."""
    return {"items": list(items), "label": label or _("办理环节")}


@register.inclusion_tag("kit/parts/side_nav.html")
def side_nav(items: Iterable[Sequence[str]], current: str = "", label: str = "") -> dict[str, Any]:
    """栏目导航：(label, address) pairs; the one whose address is `current` is marked."""
    return {"items": [(item[0], item[1]) for item in items], "current": current, "label": label or _("栏目")}


@register.inclusion_tag("kit/parts/chart.html")
def chart(
    title: str, bars: Sequence[Bar], *, names: str = "", values: str = "", targets: str = "", most: Number | None = None
) -> dict[str, Any]:
    """条形图：`kit.charts.Bar`s as a table, each row drawn too; `names`, `values`, `targets` head the columns.

    With `targets` each row shows its share of what it is measured against; `most` is the number a full row stands for.
    """
    heads = {"names": names or _("名称"), "values": values or _("数量"), "targets": targets}
    return {"title": title, "bars": drawn(bars, most=most), **heads}


@register.inclusion_tag("kit/parts/pager.html", takes_context=True)
def pager(context: Context, *, before: str = "", after: str = "", total: str = "") -> dict[str, Any]:
    """翻页：keyset pages; `before` and `after` are cursors, empty where there is no such page."""
    return {"newer": _address(context, before=before), "older": _address(context, after=after), "total": total}


@register.inclusion_tag("kit/parts/pages.html", takes_context=True)
def pages(context: Context, number: int, last: int) -> dict[str, Any]:
    """页码：numbered pages (`?page=`) around `number`, for searches whose total is known."""
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    items: list[tuple[int, str]] = []
    for at in shown:
        if items and at - items[-1][0] > 1:
            items.append((0, ""))
        items.append((at, _address(context, page=str(at))))
    newer = _address(context, page=str(number - 1)) if number > 1 else ""
    older = _address(context, page=str(number + 1)) if number < last else ""
    return {"items": items, "number": number, "last": last, "newer": newer, "older": older}


def _address(context: Context, **cursor: str) -> str:
    if not any(cursor.values()):
        return ""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name in ("before", "after", "page"):
        query.pop(name, None)
    query.update(cursor)
    return f"?{query.urlencode()}"


@register.inclusion_tag("kit/parts/error_summary.html")
def error_summary(source: Faulty, **labels: str) -> dict[str, Any]:
    """错误汇总：of a form, a refusal, or (element id, sentence) pairs; `name="标签"` where a field was relabelled."""
    return {"faults": list(faults_of(source, labels))}


@register.inclusion_tag("kit/parts/field.html")
def field(bound: BoundField, *, label: str = "", hint: str = "", width: str = "", mark_optional: bool = True) -> Any:
    """表单项：label, hint, error and control of one form field; width is "", "short", "medium" or "full"."""
    widget = bound.field.widget
    hint = hint or str(bound.help_text or "")
    group = is_group(bound)
    attrs: dict[str, Any] = {"class": f"control {width}".strip(), "placeholder": False}
    described = [f"{bound.auto_id}-hint"] * bool(hint) + [f"{bound.auto_id}-error"] * bool(bound.errors)
    if described and not group:
        attrs["aria-describedby"] = " ".join(described)
    if isinstance(widget, CheckboxInput | FileInput):
        attrs["class"] = ""
    return {
        "bound": bound,
        "errors": sentences_of(bound, label),
        "label": label or bound.label,
        "hint": hint,
        "control": "" if group else bound.as_widget(attrs=attrs),
        "group": group,
        "single": isinstance(widget, CheckboxInput),
        "optional": mark_optional and not bound.field.required and not isinstance(widget, CheckboxInput),
        "described": " ".join(described),
    }


@register.simple_tag(takes_context=True)
def media(context: Context, assets: Media) -> SafeString:
    """表单资源：a form's scripts and styles, each with the request's nonce."""
    nonced = assets if isinstance(assets, NoncedMedia) else NoncedMedia.from_media(assets)
    request = context.get("request")
    return SafeString(nonced.with_nonce(str(getattr(request, "csp_nonce", ""))).render())


@register.inclusion_tag("kit/parts/alternates.html", takes_context=True)
def alternates(context: Context) -> dict[str, Any]:
    """其他语言：the addresses of this page in each language, for search engines; nothing without a request."""
    request = context.get("request")
    if request is None:
        return {"found": []}
    query: QueryDict = request.GET.copy()
    query.pop(PARAMETER, None)
    plain = f"{settings.GONGKAI_ORIGIN}{request.path}"
    found = [("x-default", f"{plain}?{query.urlencode()}" if query else plain)]
    for code, tag in TAGS.items():
        query[PARAMETER] = code
        found.append((tag, f"{plain}?{query.urlencode()}"))
    return {"found": found}


@register.filter
def yuan(value: Decimal | None) -> str:
    """金额：1,234,567 元, exact to the fen where there are any; in English CNY before it; nothing for None."""
    if value is None:
        return ""
    said = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    return f"CNY {said}" if is_english() else f"{said} 元"
