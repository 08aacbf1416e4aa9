"""模板标签：small readings the office's pages need."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.safestring import SafeString

from gongkai.engines.publishing.models import Edition
from gongkai.faces.office.keys import access_key
from gongkai.faces.office.lists import PARAMETER
from gongkai.foundation.text.html import sanitise

register = template.Library()
_TABLE = re.compile(r"(<table\b[^>]*>|</table>)")


@register.filter
def organ_name(code: str, names: Mapping[str, str]) -> str:
    """机关名称：by its code, from what the page has at hand."""
    return names.get(code, code)


@register.filter
def of(found: Mapping[str, Any], key: str) -> Any:
    """按键取值：what a mapping holds under a key, or nothing."""
    return found.get(key)


@register.filter
def body_html(edition: Edition) -> SafeString:
    """正文：canonical HTML, put through the sanitiser once more before it is shown unescaped."""
    return SafeString(boxed(sanitise(edition.body)))


@register.filter
def kept_html(html: str) -> SafeString:
    """规范 HTML：kept text, put through the sanitiser once more before it is shown unescaped."""
    return SafeString(boxed(sanitise(html)))


@register.filter
def choice_of(work: Any, code: str) -> Any:
    """行为：one act of a work, with its decision."""
    return work.choice(code)


@register.simple_tag
def access(act: str) -> SafeString:
    """访问键：` accesskey="t"` for the button of an act; nothing for one without."""
    key = access_key(act)
    return SafeString(f' accesskey="{key}"' if key else "")


@register.inclusion_tag("office/parts/take_away.html", takes_context=True)
def take_away(context: Context, code: str, name: str) -> dict[str, str]:
    """导出 XLSX：the link to a list of this page as a file, with the filters of the page."""
    query: QueryDict = context["request"].GET.copy()
    for cursor in ("before", "after", "page"):
        query.pop(cursor, None)
    query[PARAMETER] = code
    return {"href": f"?{query.urlencode()}", "name": name}


def boxed(html: str) -> str:
    """表格入框：each outer table in a box that scrolls sideways and that the Tab key reaches."""
    pieces, depth, count = [], 0, 0
    for piece in _TABLE.split(html):
        opens, closes = piece.startswith("<table"), piece == "</table>"
        if opens and not depth:
            count += 1
            pieces.append(f'<div class="table-box" tabindex="0" role="region" aria-label="正文表格 {count}">')
        pieces.append(piece)
        depth += opens - closes
        if closes and not depth:
            pieces.append("</div>")
    return "".join(pieces)
