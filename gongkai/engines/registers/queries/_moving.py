"""划转：an entry goes from the organ that keeps it to another; which one, and what stands against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries._lines import Examined, Wanted, chunks, in_words_of
from gongkai.engines.registers.rules import Action, Register
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.text import storable


@dataclass(frozen=True)
class Sides:
    """划转的双方：the organ that proposes, the other one, and what keeps that one from giving up or from receiving."""

    organ: Organ
    other: Organ | None
    cannot_give: str = ""
    cannot_take: str = ""

    def receiving(self, version: EntryVersion) -> Organ | None:
        """接收机关：of an entry as it stands; none where it is kept by neither, or the other one is not named."""
        if version.organ_id == self.organ.pk:
            return self.other
        return self.organ if self.other is not None and version.organ_id == self.other.pk else None


def sides_of(organ: Organ, other: Organ | None, since: date) -> Sides:
    """双方：an organ abolished by the day receives nothing, and gives up only to who took over its duties."""
    if other is None or other.until is None or other.until > since:
        return Sides(organ, other)
    gone = f"另一方机关{other.code}已于{in_words_of(other.until)}撤销"
    heirs = organs.names_on(set(organs.lineage(other)), since)
    who = "、".join(sorted(heirs.values())) or "承继其职责的机关"
    give = "" if organ.code in heirs else f"{gone}，它的条目请由{who}提出承接。"
    return Sides(organ, other, give, f"{gone}，不能接收。")


def moves(register: Register, one: Wanted) -> bool:
    """是否划转。"""
    manner = register.manner(one.manner.strip())
    return manner is not None and manner.action is Action.MOVE


def kept_in_moving(register: Register, sides: Sides, wanted: Sequence[Wanted], since: date) -> list[Wanted]:
    """划转的内容：where a line says nothing but a key, what stands goes on; its own organ becomes the receiving one.

    One SQL query for every 500 lines that move.
    """
    keys = sorted({storable(one.key).strip() for one in wanted if moves(register, one)})
    standing: dict[str, EntryVersion] = {}
    for some in chunks(keys):
        rows = EntryVersion.objects.filter(register=register.code, key__in=some, until__isnull=True)
        standing.update({version.key: version for version in rows.select_related("organ")})
    return [
        _kept(register, sides, one, version, since)
        if moves(register, one) and (version := standing.get(storable(one.key).strip()))
        else one
        for one in wanted
    ]


def _kept(register: Register, sides: Sides, one: Wanted, version: EntryVersion, since: date) -> Wanted:
    said = {key: value for key, value in one.values.items() if key != register.key}
    typed = {field.key for field in register.typed_on(since)}
    values: Mapping[str, object] = (
        one.values if any(said.values()) else {key: kept for key, kept in version.values.items() if key in typed}
    )
    receiving = sides.receiving(version)
    if receiving is None:
        return replace(one, values=values)
    own = [field.key for field in register.fields if field.own and values.get(field.key) == version.organ.code]
    return replace(one, values={**values, **dict.fromkeys(own, receiving.code)})


def moving_problem(line: Examined, sides: Sides) -> str:
    """划转的问题：what stands against a move, besides what stands against any change."""
    version = line.standing
    if version is None:
        return ""
    if sides.other is None:
        return "请写明划转的另一方机关。"
    receiving = sides.receiving(version)
    if receiving is None:
        return f"{line.key}不由划转的双方机关维护，请核对编码和另一方机关。"
    return sides.cannot_take if receiving == sides.other else sides.cannot_give


def apart(lines: Sequence[Examined]) -> None:
    """单独成次：everything in an adjustment that moves entries concerns both organs, which both read it whole."""
    moving = [line for line in lines if line.action is Action.MOVE]
    for line in lines if moving else ():
        if line.action not in (Action.MOVE, None):
            line.problems.setdefault("manner", "划转须单独成一次调整，请把这一行另行提出。")
