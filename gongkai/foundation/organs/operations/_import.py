"""Import of a list of organs: dirty check digits are reported, not refused, for the world's lists are dirty."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Invalid, Refusal
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.organs.operations import _steps
from gongkai.foundation.organs.operations._profile import PROFILE_FIELDS, apply, cleaned_profile
from gongkai.foundation.places import queries as places
from gongkai.foundation.uids import new_uid


@dataclass(frozen=True)
class ImportedOrgans:
    """机关导入结果：how many were new, renamed, otherwise updated, unchanged; `warnings` names the doubtful codes."""

    added: int
    renamed: int
    updated: int
    unchanged: int
    warnings: tuple[str, ...]


class BadOrgans(Invalid):
    """机关清单有误：nothing was imported; `.bad` holds one sentence for each bad row, with its number."""

    code = "bad-organs"

    def __init__(self, bad: list[str]) -> None:
        super().__init__(
            f"机关清单有 {len(bad)} 行不能导入，全部未导入。请改正后重新导入。{'；'.join(bad[:20])}", field="rows"
        )
        self.bad = tuple(bad)


def import_organs(
    *,
    rows: Iterable[Mapping[str, str]],
    on: date,
    by: authority.Administrator,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> ImportedOrgans:
    """导入机关：take a list of organs (code, name, short_name, credit_code, place, kind, parent, profile fields).

    Known codes are renamed from `on` when the name differs and get the profile fields given; others are established
    from `on`. A parent stands before its subordinates. Wrong check digits are warned of. All or nothing.

    :raises BadOrgans: when any row is bad; nothing is imported.
    :raises NotPermitted: when it is not an administrator above each organ who asks.
    """
    listed = list(rows)
    counts = {"added": 0, "renamed": 0, "updated": 0, "unchanged": 0}
    warnings: list[str] = []
    bad: list[str] = []
    with transaction.atomic():
        for number, row in enumerate(listed, start=1):
            try:
                with transaction.atomic():
                    outcome, doubts = _take(row, on, by)
            except Invalid as refusal:
                bad.append(f"第 {number} 行：{refusal.sentence}")
                continue
            counts[outcome] += 1
            warnings += [f"第 {number} 行：{doubt}" for doubt in doubts]
            if progress:
                progress(number, len(listed))
        if bad:
            raise BadOrgans(bad)
        facts = {**counts, "warnings": len(warnings), "on": on.isoformat()}
        journal.record(act="organs.import", by=by.uid, at=at, organ="", subject="organs", facts=facts)
    return ImportedOrgans(**counts, warnings=tuple(warnings))


def _take(row: Mapping[str, str], on: date, by: authority.Administrator) -> tuple[str, list[str]]:
    """Take one row; says what became of it and what is doubtful about its codes."""
    code, credit_code = row.get("code", "").strip().upper(), row.get("credit_code", "").strip().upper()
    profile = cleaned_profile({field: row[field] for field in PROFILE_FIELDS if row.get(field)})
    name = _steps.cleaned_name(row.get("name", ""), row.get("short_name", ""))
    known = Organ.objects.select_related("place", "parent").filter(code=code).first()
    doubts = [sentence for _, sentence in _steps.problems_with_codes(code, credit_code)]
    if known is not None:
        return _refresh(known, name, profile, on, by), doubts
    _steps.shape(code, credit_code, row.get("kind", ""))
    if credit_code and Organ.objects.filter(credit_code=credit_code).exists():
        raise Invalid(f"统一社会信用代码 {credit_code} 已有另一机关", field="credit_code")
    organ = _new(row, code, credit_code, on, by)
    apply(organ, profile)
    organ.save()
    _steps.open_name(organ, *name, on)
    return "added", doubts


def _new(row: Mapping[str, str], code: str, credit_code: str, on: date, by: authority.Administrator) -> Organ:
    try:
        place = places.by_code(row.get("place", ""), on=on)
    except Refusal:
        raise Invalid(f"没有区划代码“{row.get('place', '')}”", field="place") from None
    above = row.get("parent", "").strip().upper()
    parent = Organ.objects.select_related("parent").filter(code=above).first() if above else None
    if above and parent is None:
        raise Invalid(f"没有主管机关 {above}；主管机关应列在下属机关之前", field="parent")
    authority.insist_may_establish(by, place=place, parent=parent)
    return Organ(uid=new_uid(), code=code, credit_code=credit_code, place=place, parent=parent, kind=row["kind"])


def _refresh(
    organ: Organ, name: tuple[str, str], profile: Mapping[str, str], on: date, by: authority.Administrator
) -> str:
    """Bring a known organ up to date."""
    authority.insist_administers(by, organ)
    if organ.until is not None:
        raise Invalid(f"机关 {organ.code} 已于 {organ.until} 撤销", field="code")
    changed = apply(organ, profile)
    if changed:
        organ.save(update_fields=changed)
    present = OrganName.objects.filter(organ=organ, until__isnull=True).first()
    if present is not None and (present.name, present.short_name or name[1]) == (
        name[0],
        name[1] or present.short_name,
    ):
        return "updated" if changed else "unchanged"
    try:
        _steps.open_name(organ, *name, on)
    except Refusal as refusal:
        raise Invalid(refusal.sentence, field="name") from None
    return "renamed"
