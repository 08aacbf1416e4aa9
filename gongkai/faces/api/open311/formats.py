"""Open311 的格式：the same answer as XML without a namespace and as JSON by the Spark convention."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponse
from lxml import etree

XML, JSON = "text/xml; charset=utf-8", "application/json; charset=utf-8"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# 列表的元素名：what each entry of a list is called in XML.
ENTRIES = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}


def answer(name: str, said: Sequence[Any] | Mapping[str, Any], format_: str, *, status: int = 200) -> HttpResponse:
    """应答：in the format of the address; never kept, since a request moves on."""
    body = _xml(name, said) if format_ == "xml" else orjson.dumps(said)
    response = HttpResponse(body, content_type=XML if format_ == "xml" else JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(status: int, sentence: str, format_: str) -> HttpResponse:
    """拒绝：code and description, as the standard has them."""
    return answer("errors", [{"code": status, "description": sentence}], format_, status=status)


def _xml(name: str, said: Any) -> bytes:
    root = etree.Element(name)
    _fill(root, name, said)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _fill(parent: etree._Element, name: str, said: Any) -> None:
    if isinstance(said, Mapping):
        for key, value in said.items():
            _fill(etree.SubElement(parent, key), key, value)
    elif isinstance(said, list | tuple):
        for one in said:
            _fill(etree.SubElement(parent, ENTRIES[name]), ENTRIES[name], one)
    elif isinstance(said, bool):
        parent.text = str(said).lower()
    elif said is not None:
        parent.text = _NOT_XML.sub("", str(said))
