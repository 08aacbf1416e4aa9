"""安全解析：XML from outside, with no document type, no entities and no network."""

from xml.parsers import expat

from lxml import etree

from gongkai.foundation.errors import Invalid

DTD = "文件的 {part} 含有文档类型声明（DTD），有安全风险，不予接收。请用 Word 或 WPS 打开后另存一份再上传。"
BROKEN = "文件已损坏：{part} 无法读取。请用 Word 或 WPS 打开，确认内容完整后另存一份再上传。"


class _DoctypeError(Exception):
    pass


def refuse_doctype(content: bytes, part: str) -> None:
    """拒绝 DTD：read an XML part with a parser that stops at its document type declaration.

    :raises Invalid: on a document type, or when it is not well-formed.
    """

    def stop(*_: object) -> None:
        raise _DoctypeError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop
    try:
        parser.Parse(content, True)
    except _DoctypeError:
        raise Invalid(DTD.format(part=part), code="doctype") from None
    except (expat.ExpatError, ValueError, LookupError):
        raise Invalid(BROKEN.format(part=part), code="broken") from None


def parse_xml(content: bytes, part: str) -> etree._Element:
    """解析：an XML part as a tree, entities unresolved and nothing fetched.

    :raises Invalid: when it has a document type or is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    refuse_doctype(content, part)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Invalid(BROKEN.format(part=part), code="broken") from None
