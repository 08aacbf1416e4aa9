"""批量：reading a list of records, and who may propose and decide a run over it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from gongkai.engines.publishing.bulk_tables import BulkRun
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import OPENNESS_OFFICER, PUBLISHER, SIGNER, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree
from gongkai.foundation.tables import Unreadable, first_sheet, insist_unmerged

MOST_ROWS = 20_000
LONGEST = 300
Line = tuple[str, str]
_ADDRESS = re.compile(r"/documents/([0-9a-z]{4,12})/?")
_HEADINGS = frozenset({"编号", "索引号", "文号", "发文字号", "网址", "文件", "uid", "record"})
_NO_SECOND_FACTOR = "这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。"


def lines_of_text(text: str) -> list[Line]:
    """粘贴的清单：a record a line; behind a tab the record it went into."""
    return _bounded(tuple(line.split("\t")) for line in text.splitlines())


def lines_of_file(name: str, content: bytes) -> list[Line]:
    """上传的清单：CSV (UTF-8 or GB 18030) or XLSX; the first column names the record, the second its target.

    :raises Invalid: for any other kind of file, and for what cannot be read.
    """
    if name.lower().endswith(".xlsx"):
        return _bounded(_sheet(content))
    if name.lower().endswith((".csv", ".txt")):
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", "replace")
        return _bounded(csv.reader(io.StringIO(text)))
    raise Invalid("清单须是 .csv 或 .xlsx 文件，第一列写编号、索引号或文号。", field="file")


def _sheet(content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        for line in insist_unmerged(first_sheet(content, most_columns=2)):
            yield tuple("" if cell is None else str(cell) for cell in line.cells)
    except Unreadable as error:
        raise Invalid("这个 XLSX 文件打不开。请用 WPS 或 Excel 另存为 .xlsx 后再上传。", field="file") from error


def _bounded(rows: Iterable[Iterable[str]]) -> list[Line]:
    found: list[Line] = []
    for row in rows:
        cells = [*(str(cell).replace("\x00", "").strip() for cell in row), "", ""][:2]
        if not cells[0] or (not found and cells[0] in _HEADINGS):
            continue
        found.append((_meant(cells[0])[:LONGEST], _meant(cells[1])[:LONGEST]))
        if len(found) > MOST_ROWS:
            raise Invalid(f"一次最多办理{MOST_ROWS}件。请分批办理。", field="file")
    return found


def _meant(cell: str) -> str:
    address = _ADDRESS.search(cell)
    return address[1] if address else cell


def may_propose(person: Actor, act: str, organ: Organ) -> Decision:
    """可否提出：a transfer the openness office above, the rest the organ's publisher; with a second factor."""
    if person == SYSTEM:
        return ALLOWED
    if act == BulkRun.Act.TRANSFER:
        if not _oversees(person, organ):
            return Refused("移交文件由上级或同级政府的政务公开办办理，您没有这个岗位，或者它不管这个机关。")
    elif not person.holds(PUBLISHER, organ.code):
        return Refused("批量撤回和整合由本机关发布员提出，您没有这个岗位。")
    return ALLOWED if person.second_factor else Refused(_NO_SECOND_FACTOR)


def may_decide(person: Actor, run: BulkRun) -> Decision:
    """可否决定：what takes back from the public needs a second person, the organ's signer or another publisher."""
    if run.act == BulkRun.Act.TRANSFER:
        return may_propose(person, run.act, run.organ)
    if person.uid == run.proposed_by:
        return Refused("批量撤回和整合须由提出人以外的人批准。请本机关签发人或者另一位发布员批准。")
    if not (person.holds(SIGNER, run.organ.code) or person.holds(PUBLISHER, run.organ.code)):
        return Refused("批量撤回和整合由本机关签发人或者另一位发布员批准，您没有这个岗位。")
    return ALLOWED if person.second_factor else Refused(_NO_SECOND_FACTOR)


def _oversees(person: Actor, organ: Organ) -> bool:
    spans = (subtree(stem(code)) for code in person.places(OPENNESS_OFFICER))
    return any(first <= organ.place.code <= last for first, last in spans)


def may_transfer(person: Actor, organ: Organ, to: Organ) -> Decision:
    """可否移交：between two organs of one's own supervision."""
    if person == SYSTEM:
        return ALLOWED
    if not (_oversees(person, organ) and _oversees(person, to)):
        return Refused("移交文件由同时管理两个机关的政务公开办办理。请联系上级政务公开办。")
    return ALLOWED if person.second_factor else Refused(_NO_SECOND_FACTOR)


def visible_to(person: Actor) -> QuerySet[BulkRun]:
    """可见范围：runs of one's organs, and of one's place for an openness officer; all for an auditor."""
    if person == SYSTEM or any(post.role == "auditor" for post in person.posts):
        return BulkRun.objects.all()
    seen = Q(organ__code__in=person.organs())
    for code in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(code))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return BulkRun.objects.filter(seen)
