"""拟稿人：what a clerk does to an imported draft before it goes to review, by rules written down here.

Fields that the importer leaves open are taken from what the source says of the document: its column, its theme, its
date. Where the source says nothing either, the field stays empty and the submission is refused, as in life.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from gongkai.engines.publishing import operations, personal, queries
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.law import codes
from scripts.drills.real.office import Office
from scripts.drills.real.sources import Row, kind_of, organ_of

THEMES = {"科学技术厅": "11", "教育厅": "11", "人力资源和社会保障厅": "15", "工业和信息化厅": "07", "人民政府": "02"}
ART20 = (("规范性文件", "A20-01"), ("法规", "A20-01"), ("规划", "A20-03"), ("计划", "A20-03"), ("", "A20-11"))
KEPT = frozenset({"name"})  # 名单：names of winners and laureates are published for the sake of the names
REASON = "依法公示的名单。"


def complete(content: Content, row: Row, issuer: str, done: Counter[str]) -> Content:
    """补全：`done` counts what the importer had left open."""
    left = {
        "issuer": issuer,
        "formed_on": _date(row["date"] or ""),
        "theme": _theme(row),
        "genre": _genre(row, content.title),
        "attribute": "proactive",
        "art20": next(code for words, code in ART20 if words in f"{row['category']}{row['file']}"),
    }
    given = {name: value for name, value in left.items() if value and not getattr(content, name)}
    done.update(name for name in given if name in {"issuer", "formed_on"})
    return replace(content, **given)


def save(uid: str, row: Row, office: Office, at: datetime, done: Counter[str]) -> None:
    """保存修改。"""
    edition, by = Edition.objects.get(record__uid=uid), office.posts["drafter"]
    content = complete(queries.content_of(edition), row, office.name, done)
    operations.save(record=uid, content=content, lock_version=edition.lock_version, by=by, at=at)


def decide(uid: str, by: Actor, at: datetime, done: Counter[str]) -> None:
    """处理个人信息：lists of names are kept with a reason; everything else found is covered."""
    edition = Edition.objects.select_related("record", "organ").get(record__uid=uid)
    seen = personal.inspect(edition, queries.content_of(edition), (), today=china_date(at))
    kept = [each for each in seen.open if each.finding.kind.code in KEPT]
    covered = [each for each in seen.open if each.finding.kind.code not in KEPT]
    done.update(each.finding.kind.name for each in seen.open)
    if kept:
        operations.keep(record=uid, fingerprints=[each.fingerprint for each in kept], reason=REASON, by=by, at=at)
    if covered:
        operations.redact(record=uid, fingerprints=[each.fingerprint for each in covered], by=by, at=at)


def sentence(refusal: Refusal) -> str:
    """原因：without what stands in quotes, so that equal causes are counted together."""
    return re.sub(r"\d+处", "若干处", re.sub(r"“[^”]*”", "“…”", refusal.sentence))


def _date(said: str) -> date | None:
    found = re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", said)
    return date(*map(int, found.groups())) if found else None


def _theme(row: Row) -> str:
    named = {each.name: each.code for each in codes.themes}
    return named.get(row["theme"] or "") or THEMES[organ_of(row)]


def _genre(row: Row, title: str) -> str:
    if kind_of(row) == "interpretation":
        return "interpretation"
    bare = re.sub(r"[（(][^（）()]*[）)]$|[》”\s]+$", "", title)
    return next((each.code for each in codes.genres if bare.endswith(each.name)), "other")
