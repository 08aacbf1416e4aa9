"""Acts on what an organ is: established, renamed, succeeded."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.organs.operations import _steps
from gongkai.foundation.places.models import Place
from gongkai.foundation.uids import new_uid


def establish(
    *,
    code: str,
    name: str,
    place: Place,
    kind: str,
    since: date,
    by: authority.Administrator,
    at: datetime,
    short_name: str = "",
    credit_code: str = "",
    parent: Organ | None = None,
) -> Organ:
    """设立机关：enter an organ by hand, with its first name from a day on; both codes must carry right check digits.

    :raises Invalid: when a code breaks GB 11714 or GB 32100, or the name is missing.
    :raises Conflict: when an organ of this code is known already.
    :raises NotPermitted: when it is not an administrator above it who asks.
    """
    authority.insist_may_establish(by, place=place, parent=parent)
    code, credit_code = code.strip().upper(), credit_code.strip().upper()
    _steps.shape(code, credit_code, kind)
    for field, sentence in _steps.problems_with_codes(code, credit_code):
        raise Invalid(sentence, field=field)
    name, short_name = _steps.cleaned_name(name, short_name)
    with transaction.atomic():
        _insist_unknown(code, credit_code)
        organ = Organ.objects.create(
            uid=new_uid(), code=code, credit_code=credit_code, place=place, parent=parent, kind=kind
        )
        _steps.open_name(organ, name, short_name, since)
        facts = {"name": name, "kind": kind, "place": place.code, "since": since.isoformat()}
        _steps.journalled("establish", organ, by=by, at=at, facts=facts)
    return organ


def rename(
    *, organ: Organ, name: str, on: date, by: authority.Administrator, at: datetime, short_name: str = ""
) -> Organ:
    """更名：give an organ another name from a day on; records issued before keep the name they bear.

    :raises Invalid: when the name is missing.
    :raises Conflict: when the present name began on or after that day, or the organ was abolished.
    :raises NotPermitted: when it is not an administrator of the organ or above it who asks.
    """
    name, short_name = _steps.cleaned_name(name, short_name)
    with transaction.atomic():
        organ = _steps.locked(organ)
        authority.insist_administers(by, organ)
        old = _steps.open_name(organ, name, short_name, on)
        facts = {"from": old, "to": name, "on": on.isoformat()}
        _steps.journalled("rename", organ, by=by, at=at, facts=facts)
    return organ


def succeed(
    *,
    predecessors: Sequence[Organ],
    successors: Sequence[Organ],
    on: date,
    basis: str,
    by: authority.Administrator,
    at: datetime,
) -> list[OrganSuccession]:
    """承继：organs merge into, split into or are replaced by others from a day on; who is on both sides lives on.

    `basis` names the decision, e.g. 浙机编〔2024〕1号. 依据：政府信息公开条例第十条（职权变更后由承继机关公开）.

    :raises Invalid: when a side is empty, nothing would change, or the basis is missing.
    :raises Conflict: when one of them was abolished already, or was named only on or after that day.
    :raises NotPermitted: when it is not an administrator of every one of them who asks.
    """
    if not basis.strip() or len(basis) > 200:
        raise Invalid("请填写机构变动的依据（如文号），不超过 200 个字。", field="basis")
    with transaction.atomic():
        rows = {pk: _steps.locked(organ) for pk, organ in _by_key(predecessors, successors).items()}
        for organ in rows.values():
            authority.insist_administers(by, organ)
        made = [
            OrganSuccession(predecessor=rows[old.pk], successor=rows[new.pk], on=on, basis=basis.strip())
            for old in predecessors
            for new in successors
            if old.pk != new.pk
        ]
        if not made:
            raise Invalid("请选择至少一个原机关和一个不同的承继机关。", field="successors")
        OrganSuccession.objects.bulk_create(made)
        ended = {old.pk for old in predecessors} - {new.pk for new in successors}
        for pk in sorted(ended):
            _end(rows[pk], on)
        _steps.journalled("succeed", made[0].predecessor, by=by, at=at, facts=_facts(made, ended))
    return made


def _by_key(*sides: Sequence[Organ]) -> dict[int, Organ]:
    """Each organ once, in the order in which everybody locks."""
    return dict(sorted({organ.pk: organ for side in sides for organ in side}.items()))


def _end(organ: Organ, on: date) -> None:
    name = OrganName.objects.filter(organ=organ, until__isnull=True).first()
    if name is not None and on <= name.since:
        raise Conflict(f"{name.name}的现名自 {name.since} 起启用，承继日期须在其后。", field="on")
    OrganName.objects.filter(organ=organ, until__isnull=True).update(until=on)
    organ.until = on
    organ.save(update_fields=["until"])


def _facts(made: list[OrganSuccession], ended: set[int]) -> dict[str, Json]:
    return {
        "pairs": [[pair.predecessor.code, pair.successor.code] for pair in made],
        "ended": sorted({pair.predecessor.code for pair in made if pair.predecessor_id in ended}),
        "on": made[0].on.isoformat(),
        "basis": made[0].basis,
    }


def _insist_unknown(code: str, credit_code: str) -> None:
    if Organ.objects.filter(code=code).exists():
        raise Conflict(f"组织机构代码 {code} 已有机关。请在机关列表中查找。", field="code")
    if credit_code and Organ.objects.filter(credit_code=credit_code).exists():
        raise Conflict(f"统一社会信用代码 {credit_code} 已有机关。请在机关列表中查找。", field="credit_code")
