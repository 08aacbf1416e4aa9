"""Proposing a matter, and keeping what lists are asked by."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.engines.registers import queries as registers
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import publicity, rules
from gongkai.programmes.decisions.course import PUBLIC
from gongkai.programmes.decisions.models import DecisionMatter
from gongkai.programmes.decisions.operations._common import note
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.decisions.register import CATALOGUE

LONGEST = 200


@transaction.atomic
def propose_matter(*, organ: Organ, title: str, by: Actor, at: datetime) -> Case:
    """提出决策事项：enter a matter before the organ that decides; to start the procedure is another act.

    :raises NotPermitted: unless by a drafter or a head of that organ.
    :raises Invalid: without a title, with one too long, or with one that tells of a person.
    """
    said = " ".join(storable(title).split())
    if len(said) > LONGEST:
        raise Invalid(f"决策事项的名称请不要超过{LONGEST}个字。", field="title")
    if kinds := publicity.personal_in(said, china_date(at)):
        raise Invalid(publicity.SAID.format(name="决策事项的名称", where="其中", kinds="、".join(kinds)), field="title")
    return casework.enter(procedure=DECISIONS.key, organ=organ, title=said, by=by, at=at)


@transaction.atomic
def keep_listed(*, case: Case, done: Sequence[Done], by: Actor, at: datetime) -> DecisionMatter | None:
    """随行登记：what lists are asked by, as the acts of a matter give it; none before it is started.

    :raises Invalid: for an entry of the catalogue that is another organ's, or another matter's.
    :raises Conflict: when another matter cites the same consultation at the same moment.
    """
    facts = rules.facts_of(done)
    if facts is None:
        return None
    started_at = next(one for one in done if one.act == "start").at or at
    entry = rules.entry_of(done)
    if entry and done[-1].act in rules.JUDGING:
        _claim(entry, case, at=at)
    values: dict[str, object] = {
        "organ": case.organ,
        "year": china_date(started_at).year,
        "entry": entry,
        "secret": facts.secret,
        "started_at": started_at,
    }
    if done[-1].act in rules.CITED:
        values["consultation"] = done[-1].given.get("consultation", "")
    if done[-1].act in PUBLIC and done[-1].number not in rules.untold(done):
        values["changed_at"] = at
        note("told", case, by=by, at=at, facts={"number": done[-1].number})
    try:
        with transaction.atomic():
            kept, _ = DecisionMatter.objects.update_or_create(case=case, defaults=values)
    except IntegrityError as race:  # two matters cite one consultation at the same moment: the second is told
        raise Conflict("这次征求意见刚刚由另一件决策事项登记，没有重复登记。请核对编号。") from race
    return kept


def _claim(entry: str, case: Case, *, at: datetime) -> None:
    """An entry is its own organ's, and of one matter; one that was rejected leaves it free.

    The organ is locked: of two matters started at the same moment on one entry the second finds the first.
    """
    Organ.objects.select_for_update().get(pk=case.organ_id)
    version = registers.entry_on(CATALOGUE, entry, china_date(at), seen_on=None)
    if version is not None and version.organ_id != case.organ_id:
        raise Invalid(f"目录{entry}是其他决策机关的事项，不能用于本事项。请核对编号。", field="entry")
    others = DecisionMatter.objects.filter(entry=entry).exclude(case=case).exclude(case__state="rejected")
    other = others.select_related("case").first()
    if other is not None:
        raise Invalid(f"目录{entry}已用于“{other.case.title}”（{other.case.number}）。请核对编号。", field="entry")
