"""办公室的查询：adjustments as those who work on them see them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from gongkai.engines.registers import permission, ports
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentLine, AdjustmentState, EntryVersion
from gongkai.engines.registers.queries._examining import examine
from gongkai.engines.registers.queries._lines import Examined, Wanted, chunks
from gongkai.engines.registers.rules import Action
from gongkai.foundation.canonical import canonical, sha256
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.review.queries import verdicts
from gongkai.foundation.review.rules import Verdict


def subject(uid: str) -> str:
    """审查对象：an adjustment, as reviews and the journal name it."""
    return f"adjustment:{uid}"


def adjustment_of(uid: str, person: Actor) -> Adjustment:
    """一项调整。1 SQL.

    :raises NotFound: for what this person may not see.
    """
    found = permission.visible_to(person).select_related("organ", "other").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def proposals(register: str, person: Actor) -> QuerySet[Adjustment]:
    """调整清单：of one register, as far as this person sees them, the newest first; lazy."""
    return permission.visible_to(person).filter(register=register).select_related("organ").order_by("-proposed_at")


def lines_of(adjustment: Adjustment) -> list[AdjustmentLine]:
    """调整事项。1 SQL."""
    return list(adjustment.lines.order_by("number"))


def lines_after(adjustment: Adjustment, number: int, *, limit: int) -> tuple[list[AdjustmentLine], int]:
    """调整事项的一页：those behind a line's number, and the number after which the next page begins; 0 at the end.

    1 SQL.
    """
    found = list(adjustment.lines.filter(number__gt=number).order_by("number")[: limit + 1])
    return found[:limit], found[limit - 1].number if len(found) > limit else 0


def bases_of(adjustment: Adjustment, lines: Sequence[AdjustmentLine]) -> dict[str, EntryVersion]:
    """所依据的版本：of each line that changes something, by key. 1 SQL for every 500."""
    wanted = {line.key: line.base for line in lines}
    found = {}
    for keys in chunks(sorted(wanted)):
        for version in EntryVersion.objects.filter(register=adjustment.register, key__in=keys):
            if version.number == wanted[version.key]:
                found[version.key] = version
    return found


def doubted(adjustment: Adjustment, lines: Sequence[AdjustmentLine]) -> dict[str, str]:
    """请核对的：key → what its reviewers are to look at; refuses nothing.

    What is seen only in all lines together is told while the adjustment waits and these are all of its lines.
    """
    register, since = register_of(adjustment.register), adjustment.since
    manners = {one.code for one in register.manners if one.action is not Action.END}
    kept = {line.key: line.values for line in lines if line.manner in manners}
    told = {key: dict(register.warn(values, since)) if register.warn else {} for key, values in kept.items()}
    if adjustment.state == AdjustmentState.PROPOSED and len(lines) == adjustment.size:
        for key, said in ports.doubts(register.code, kept, since).items():
            told[key] |= said
    return {key: "".join(said.values()) for key, said in told.items() if said}


def verdicts_on(adjustment: Adjustment) -> tuple[Verdict, ...]:
    """审查结论。1 SQL."""
    return verdicts(subject(adjustment.uid))


def examined(adjustment: Adjustment) -> list[Examined]:
    """重新核对：each line of an adjustment against the register as it stands now."""
    register = register_of(adjustment.register)
    lines = lines_of(adjustment)
    found = examine(
        register,
        adjustment.organ,
        adjustment.since,
        [Wanted(one.manner, one.key, one.values) for one in lines],
        other=adjustment.other,
    )
    for line, was in zip(found, lines, strict=True):
        if line.base != was.base and not line.problems:
            line.problems[register.key] = f"{line.key}在提出以后已由另一项调整改变，请按最新内容重新提出。"
    return found


def digest(adjustment: Adjustment, lines: list[AdjustmentLine]) -> str:
    """内容摘要：of everything that is reviewed."""
    said = {
        "register": adjustment.register,
        "organ": adjustment.organ.code,
        "since": adjustment.since.isoformat(),
        "reason": adjustment.reason,
        "basis": adjustment.basis,
        "lines": [[one.manner, one.key, one.values, one.base] for one in lines],
    }
    if adjustment.other is not None:
        said["other"] = adjustment.other.code
    return sha256(canonical(said))
