"""关联文件：how a clerk names another record, and how it is shown."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.publishing import permission, queries
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor

_MARKED = re.compile(r"\[([0-9a-z]{4,12})\]\s*$")
_UID = re.compile(r"[0-9a-z]{4,12}")
SHOWN = 5


@dataclass(frozen=True)
class Target:
    """关联对象：a record that may be named; `mine` when this person can open it in the office."""

    uid: str
    title: str
    number: str
    mine: bool = False

    @property
    def label(self) -> str:
        """显示：title, 文号, and the uid in brackets, which `resolve` reads back."""
        number = f"（{self.number}）" if self.number else ""
        return f"{self.title}{number} [{self.uid}]"


def suggestions(actor: Actor, at: datetime) -> list[Target]:
    """备选：the newest records this person may name, for the list under the field."""
    return [Target(*row) for row in queries.candidates(actor, "", at, limit=30)]


def resolve(actor: Actor, said: str, at: datetime) -> str:
    """认定：the uid of the one record meant by a label, a uid, a 文号 or part of a title.

    :raises Invalid: when nothing or more than one thing is meant, with what to write.
    """
    said = said.strip()
    marked = _MARKED.search(said)
    if marked:
        return marked.group(1)
    found = queries.candidates(actor, said, at, limit=SHOWN + 1)
    exact = [row for row in found if said in {row[0], row[1], row[2]}]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0][0]
    if not found:
        raise Invalid(f"没有找到“{said}”。请核对标题或文号；不在本平台的文件，请填在“文件名称”一栏。")
    names = "；".join(Target(*row).label for row in found[:SHOWN])
    raise Invalid(f"“{said}”对应不止一份文件，请从下列中复制一项填入：{names}")


def targets(actor: Actor, uids: Collection[str], at: datetime) -> dict[str, Target]:
    """按编号取关联对象：title and 文号 of those this person may know, in the office or in public. Two SQL queries."""
    wanted = {uid for uid in uids if _UID.fullmatch(uid)}
    if not wanted:
        return {}
    columns = ("record__uid", "title", "document_number")
    public = Edition.objects.released(at).filter(record__uid__in=wanted).values_list(*columns)
    found = {row[0]: Target(*row) for row in public}
    own = permission.visible_to(actor).filter(record__uid__in=wanted).order_by("number").values_list(*columns)
    return found | {row[0]: Target(row[0], row[1], row[2], mine=True) for row in own}
