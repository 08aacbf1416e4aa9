"""用语查询：the rules that hold for an organ."""

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ADMINISTRATOR, DRAFTER, OPENNESS_OFFICER, Actor
from gongkai.foundation.wording.models import Wording
from gongkai.foundation.wording.rules import Rule, merged, shipped


def rules_for(organ: Organ) -> tuple[Rule, ...]:
    """适用的用语规则：the shipped list, the common one, the organ's own; the nearer wins. Two SQL queries."""
    rows = list(Wording.objects.filter(organ__isnull=True)) + list(Wording.objects.filter(organ=organ))
    common = (_rule(row) for row in rows if row.organ_id is None)
    return merged(shipped(), common, (_rule(row) for row in rows if row.organ_id is not None))


def listed(organ: Organ | None) -> list[Wording]:
    """登记的用语规则：an organ's own, or the common ones. One SQL query."""
    return list(Wording.objects.filter(organ=organ))


def find(pk: int) -> Wording | None:
    """取一条。One SQL query."""
    return Wording.objects.select_related("organ").filter(pk=pk).first()


def may_edit(person: Actor, organ: Organ | None) -> bool:
    """可否编辑：an organ's own words, by its drafters and openness officers; the common ones, by administrators."""
    if organ is None:
        return bool(person.organs(ADMINISTRATOR)) and person.second_factor
    return any(person.holds(role, organ.code) for role in (DRAFTER, OPENNESS_OFFICER))


def _rule(row: Wording) -> Rule:
    return Rule(row.wrong, row.right, row.group, row.note)
