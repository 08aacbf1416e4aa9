"""修订：tracked changes accepted and hidden text dropped, in a WordprocessingML tree."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
_KEPT = {f"{W}{name}" for name in ("ins", "moveTo")}
_TRACES = {
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange",
        "tblGridChange", "numberingChange", "cellIns", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    )
}  # fmt: skip
_MARKS = {f"{W}rPr", f"{W}trPr", f"{W}numPr"}
_OFF = {"0", "false", "off", "none"}


def accept_revisions(root: etree._Element) -> int:
    """接受全部修订：in place: insertions stay, deletions go. The number of changes met."""
    met = 0
    for row in _with_mark(root, "tr", "trPr", "del"):
        _remove(row)
        met += 1
    for cell in list(root.iter(f"{W}cellDel")):
        owner = cell.getparent()
        if owner is not None and (grown := owner.getparent()) is not None:
            _remove(grown)
            met += 1
    for paragraph in _merged_paragraphs(root):
        _join_next(paragraph)
    for element in list(root.iter(*_GONE, *_KEPT, *_TRACES)):
        met += _settle(element)
    return met


def _settle(element: etree._Element) -> int:
    parent = element.getparent()
    if parent is None:
        return 0
    if element.tag in _KEPT and parent.tag not in _MARKS:
        index = parent.index(element)
        for offset, child in enumerate(list(element)):
            parent.insert(index + offset, child)
    parent.remove(element)
    return 1


def _with_mark(root: etree._Element, tag: str, holder: str, mark: str) -> list[etree._Element]:
    return [found for found in root.iter(f"{W}{tag}") if found.find(f"{W}{holder}/{W}{mark}") is not None]


def _merged_paragraphs(root: etree._Element) -> list[etree._Element]:
    found = []
    for mark in ("del", "moveFrom"):
        found += [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}{mark}") is not None]
    return found


def _join_next(paragraph: etree._Element) -> None:
    """A paragraph whose end mark was deleted runs into the next one."""
    following = paragraph.getnext()
    parent = paragraph.getparent()
    if parent is None or following is None or following.tag != f"{W}p":
        return
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    start = 1 if following.find(f"{W}pPr") is not None else 0
    for offset, child in enumerate(content):
        following.insert(start + offset, child)
    parent.remove(paragraph)


def drop_hidden(root: etree._Element) -> int:
    """删去隐藏文字：in place, runs marked hidden. The number of characters dropped."""
    dropped = 0
    for mark in list(root.iter(f"{W}vanish")):
        holder = mark.getparent()
        run = holder.getparent() if holder is not None else None
        if run is None or run.tag != f"{W}r" or mark.get(f"{W}val", "1").lower() in _OFF:
            continue
        dropped += sum(len(text.text or "") for text in run.iter(f"{W}t"))
        _remove(run)
    return dropped


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
