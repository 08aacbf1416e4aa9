"""机读文档：small helpers for the XML we write; what XML cannot hold is left out of texts."""

import re
from datetime import UTC, datetime
from typing import cast

from django.http import HttpResponse
from lxml import etree

from gongkai.foundation.now import CHINA

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Element = etree._Element


def clean(text: str) -> str:
    """可写入的文字：without the control characters that no XML document may hold."""
    return _NOT_XML.sub("", text)


def root(namespace: str, name: str, **prefixes: str) -> Element:
    """根元素：in its default namespace; `prefixes` are those of others."""
    # lxml names the default namespace None, which its annotations do not know.
    return etree.Element(f"{{{namespace}}}{name}", nsmap=cast(dict[str, str], {None: namespace, **prefixes}))


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """添加元素：`name` as `{namespace}local`, or local in the parent's namespace."""
    namespace = etree.QName(parent).namespace
    tag = name if name.startswith("{") or namespace is None else f"{{{namespace}}}{name}"
    made = etree.SubElement(parent, tag, {key: clean(value) for key, value in attributes.items()})
    if text:
        made.text = clean(text)
    return made


def answer(root: Element, content_type: str) -> HttpResponse:
    """应答：a whole document, UTF-8."""
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(body, content_type=f"{content_type}; charset=utf-8")


def utc(at: datetime) -> str:
    """世界时：to the second, as protocols want it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def china(at: datetime) -> str:
    """北京时间：RFC 3339, to the second."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")
