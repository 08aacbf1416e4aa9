"""名称：the fields of a content and their values as people read them."""

from datetime import date
from typing import Any

from gongkai.law import codes

NAMES = {
    "title": "标题",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "formed_on": "成文日期",
    "addressees": "主送机关",
    "summary": "内容概述",
    "attribute": "公开属性",
    "ground": "不予公开的依据",
    "ground_note": "不予公开的具体理由",
    "rereview_on": "再次审查日期",
    "listed_under": "所依据的负面清单事项",
    "theme": "主题分类",
    "genre": "体裁分类",
    "art20": "法定主动公开内容",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "public_note": "更正说明",
}
_LISTS: dict[str, Any] = {
    "attribute": codes.disclosure_attributes,
    "ground": codes.withholding_grounds,
    "theme": codes.themes,
    "genre": codes.genres,
    "art20": codes.art20_categories,
}


def in_words(name: str, value: Any) -> str:
    """值：a field's value as the office reads it."""
    if not value:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    found = _LISTS[name].get(value) if name in _LISTS else None
    return str(found.name if found else value)
