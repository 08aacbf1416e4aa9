"""模板标签：small readings the office's pages need."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.text.html import sanitise

register = template.Library()


@register.filter
def organ_name(code: str, names: Mapping[str, str]) -> str:
    """机关名称：by its code, from what the page has at hand."""
    return names.get(code, code)


@register.filter
def body_html(edition: Edition) -> SafeString:
    """正文：canonical HTML, put through the sanitiser once more before it is shown unescaped."""
    return SafeString(sanitise(edition.body))


@register.filter
def choice_of(work: Any, code: str) -> Any:
    """行为：one act of a work, with its decision."""
    return work.choice(code)
