"""Steps every act of publishing shares: lock, hash, change under the lock, journal."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.desk_tables import UndoPoint
from gongkai.engines.publishing.models import ChangeNotice, Edition, State
from gongkai.engines.publishing.queries import content_of, files_of, manifest_of, sha256_of, way_back
from gongkai.engines.publishing.rules import Deadline, Problem, publication_deadline
from gongkai.foundation.canonical import Facts, Json, sha256
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.ledger import operations as ledger
from gongkai.foundation.ledger import payloads
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.review import queries as reviews
from gongkai.foundation.uids import new_uid

__all__ = [
    "content_of",
    "files_of",
    "insist_may",
    "into_ledger",
    "locked",
    "manifest_of",
    "new_salt",
    "new_uid",
    "note",
    "note_reversible",
    "notice_urgent",
    "refuse_loop",
    "refuse_problems",
    "sha256_of",
    "standing",
]


def new_salt() -> str:
    """盐值：32 random bytes in hexadecimal, so that a leaf cannot be guessed from a known text."""
    return secrets.token_hex(32)


def locked(person: Actor, record: str, number: int | None = None) -> Edition:
    """加锁取稿：the edition, locked until the act is done; what one may not see does not exist.

    :raises NotFound: as `permission.find`.
    """
    seen = permission.visible_to(person).filter(record__uid=record).exclude(state=State.DISCARDED)
    if number is not None:
        seen = seen.filter(number=number)
    edition = seen.select_for_update(of=("self",)).select_related("record", "organ").order_by("-number").first()
    if edition is None:
        raise NotFound
    return edition


def insist_may(person: Actor, act: str, edition: Edition) -> None:
    """非准许则拒绝。

    :raises NotPermitted: with the permission object's sentence.
    """
    insist(permission.may(person, act, edition, verdicts=reviews.verdicts(permission.subject(edition))))


def refuse_problems(problems: Sequence[Problem]) -> None:
    """有问题则拒绝：all sentences together; the field is that of the first.

    :raises Invalid: when there is any.
    """
    if problems:
        raise Invalid("".join(problem.sentence for problem in problems), field=problems[0].field)


def refuse_loop(edition: Edition, relations: Sequence[Relation], *, by: Actor | None) -> None:
    """成环则拒绝：no document amends, repeals or interprets its way back to itself.

    :raises Invalid: naming the chain.
    """
    chain = way_back(edition.record.uid, relations, by=by)
    if chain:
        names = " → ".join(f"《{title}》" if title != "本稿" else title for title in chain)
        raise Invalid(
            f"关联成环：{names}。一份文件不能经过修改、废止或解读又回到自己，请核对关联的方向，删去填反的一行。",
            field="relations",
            code="relation-loop",
        )


def note(act: str, edition: Edition, *, by: Actor, at: datetime, facts: Facts | None = None) -> int:
    """记入日志：one entry about an edition, by number and hash, never by title; answers the entry's number."""
    return journal.record(
        act=f"publishing.{act}",
        by=by.uid,
        at=at,
        organ=edition.organ.code,
        subject=f"record:{edition.record.uid}",
        facts={"edition": edition.number, **(facts or {})},
    )


def standing(edition: Edition) -> dict[str, Json]:
    """办理前的情况：what taking the act back will restore."""
    return {
        "state": str(edition.state),
        "sha256": edition.sha256,
        "returned_reason": edition.returned_reason,
        "release_at": edition.release_at.isoformat() if edition.release_at else "",
        "submitted_at": edition.submitted_at.isoformat() if edition.submitted_at else "",
    }


def note_reversible(
    act: str, edition: Edition, before: dict[str, Json], *, by: Actor, at: datetime, facts: Facts | None = None
) -> int:
    """记入日志，并留下撤销点：as `note`, and how the edition stood before, for who wants to take the act back."""
    entry = note(act, edition, by=by, at=at, facts=facts)
    UndoPoint.objects.update_or_create(
        edition=edition, defaults={"act": act, "by": by.uid, "at": at, "entry": entry, "before": before}
    )
    return entry


def into_ledger(edition: Edition, act: str, *, at: datetime) -> int:
    """入账：one leaf of the ledger for what happens to this edition; answers its index."""
    committed = ""
    if act != payloads.WITHDRAWAL:
        committed = payloads.commitment(bytes.fromhex(edition.salt), sha256(edition.manifest))
    entry = payloads.entry(
        act=act,
        record=payloads.record_commitment(bytes.fromhex(edition.record.salt), edition.record.uid),
        edition=edition.number,
        commitment=committed,
        at=at,
    )
    leaf = ledger.append(payload=entry, at=at)
    _notice_change(edition, act, leaf, at=at)
    return leaf


def _notice_change(edition: Edition, act: str, leaf: int, *, at: datetime) -> None:
    """变动公示：corrections, withdrawals and late releases go on the public list of what changed."""
    late = 0
    if act == payloads.RELEASE:
        deadline, day = publication_deadline(edition.formed_on), china_date(at)
        if not (isinstance(deadline, Deadline) and deadline.is_late(day)):
            return
        late = (day - deadline.due_on).days
    kind = {payloads.EDITION: ChangeNotice.Kind.CORRECTED, payloads.WITHDRAWAL: ChangeNotice.Kind.WITHDRAWN}.get(
        act, ChangeNotice.Kind.LATE
    )
    ChangeNotice.objects.create(
        leaf=leaf, kind=kind, at=at, organ=edition.organ, record=edition.record, edition=edition, days_late=late
    )


def notice_urgent(edition: Edition) -> None:
    """紧急发布公示：what was released before its reviews says so on the public list of what changed."""
    assert edition.leaf is not None  # it has just been released
    assert edition.released_at is not None
    ChangeNotice.objects.update_or_create(
        leaf=edition.leaf,
        defaults={"urgent": True},
        create_defaults={
            "kind": ChangeNotice.Kind.URGENT, "at": edition.released_at, "organ": edition.organ,
            "record": edition.record, "edition": edition, "urgent": True,
        },
    )  # fmt: skip
