"""将要公开的文字：what an act says that the public will read holds nothing by which a person is found.

A record is checked before its review, where each finding is decided; the words of the course are public at once, so
they are refused at the box. Of a matter by law not disclosed nothing is public, and nothing is asked here.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.engines.casework.rules import CaseAct, Kind, read_rows
from gongkai.foundation.privacy.rules import Passage, Place, scan
from gongkai.programmes.decisions.course import PUBLIC

PAPERS: Mapping[str, tuple[str, ...]] = {
    "announce_hearing": ("title", "time", "place", "about", "method", "materials"),
    "draft_decision": ("title", "text", "explanation"),
    "draft_evaluation": ("title", "text", "listened"),
}
"""拟文件的行为 → 写进文件的填写项：refused here, for what the act drafts is undone with the act."""
SHOWN: Mapping[str, tuple[str, ...]] = {"review_by_experts": ("experts",)}
"""经过里另行列出的填写项。"""
SAID = "“{name}”要向社会公布，{where}疑似有个人信息（{kinds}）。请删去或者改写后再办理。"


def personal_in(text: str, day: date) -> tuple[str, ...]:
    """疑似个人信息：by the names of its kinds, each once."""
    found = scan([Passage(Place("body"), text)], today=day)
    return tuple(dict.fromkeys(one.kind.name for one in found if one.blocks))


def problem_with(act: CaseAct, given: Mapping[str, str], day: date) -> tuple[str, str] | None:
    """公开前的检查：the first field and a sentence that names the kind, not the value; None where all is well."""
    keys = {*PUBLIC.get(act.key, ()), *PAPERS.get(act.key, ()), *SHOWN.get(act.key, ())}
    for need in act.needs:
        if need.key not in keys:
            continue
        texts = _of_rows(given.get(need.key, "")) if need.kind is Kind.ROWS else [("其中", given.get(need.key, ""))]
        for where, text in texts:
            if kinds := personal_in(text, day):
                return need.key, SAID.format(name=need.name, where=where, kinds="、".join(kinds))
    return None


def _of_rows(text: str) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(read_rows(text) or (), start=1):
        for said in row.values():
            yield f"第{number}项", said
