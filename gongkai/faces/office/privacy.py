"""个人信息检查：what was found in a draft, grouped by what is decided together, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.engines.publishing import personal, queries
from gongkai.engines.publishing.models import OPEN_STATES
from gongkai.engines.publishing.personal import Concern, Inspection
from gongkai.engines.publishing.queries import Work
from gongkai.engines.publishing.rules import PROACTIVE
from gongkai.faces.office.forms.acts import PrivacyForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.now import china_date
from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.privacy.rules import KINDS

SHOWN = 30  # 处：of one group that are listed; the rest go with them on request
NEAR = 16  # 字：shown on each side of a finding


@dataclass(frozen=True)
class Line:
    """一处：a finding in its place, with what would stand there; `times` it is found so."""

    concern: Concern
    times: int = 1

    @property
    def before(self) -> str:
        """前文：the last words before it."""
        return self.concern.finding.before[-NEAR:]

    @property
    def after(self) -> str:
        """后文：the first words after it."""
        return self.concern.finding.after[:NEAR]


@dataclass(frozen=True)
class Group:
    """一组：findings of one kind, in one column or in running text; decided with one button."""

    key: str
    title: str
    lines: tuple[Line, ...]
    rest: int
    asks: bool
    form: PrivacyForm


@dataclass(frozen=True)
class Decided:
    """已处理的一类：decisions with the same words, by the same person."""

    kind: str
    where: str
    decision: PrivacyDecision
    count: int


def facts_of(request: StaffRequest, work: Work, typed: PrivacyForm | None = None) -> dict[str, Any]:
    """检查结果：for the item's page; editions that are settled show only what was decided."""
    edition = work.edition
    open_ = edition.state in OPEN_STATES
    inspection = inspected(request, work) if open_ else Inspection((), ())
    groups = _groups(inspection, typed)
    return {
        "privacy": {
            "open": open_,
            "undecided": len(inspection.open) if edition.attribute == PROACTIVE else 0,
            "asking": [group for group in groups if group.asks],
            "noted": [group for group in groups if not group.asks],
            "noted_count": sum(len(group.lines) + group.rest for group in groups if not group.asks),
            "decided": _decided(queries.privacy_decisions(edition.record.uid)),
            "unread": inspection.unread,
            "published": edition.attribute == PROACTIVE or not edition.attribute,
            "may": work.choice("save").allowed,
        }
    }


def inspected(request: StaffRequest, work: Work) -> Inspection:
    """检查：this work's content and files as of today."""
    day = china_date(request.at)
    return personal.inspect(work.edition, work.content, work.attachments, today=day)


def chosen(inspection: Inspection, form: PrivacyForm) -> list[str]:
    """所选的：fingerprints checked, and those of the group that the page had no room for."""
    said = form.cleaned_data
    names = list(said["fingerprints"])
    if said["rest"]:
        names += [line.concern.fingerprint for line in _lines(inspection).get(said["group"], ())[SHOWN:]]
    return names


def _lines(inspection: Inspection) -> dict[str, list[Line]]:
    """Undecided findings by group, each fingerprint once."""
    lines: dict[str, dict[str, Line]] = {}
    for concern in inspection.concerns:
        if concern.decision is None:
            group = lines.setdefault(_key(concern), {})
            line = group.get(concern.fingerprint)
            group[concern.fingerprint] = replace(line, times=line.times + 1) if line else Line(concern)
    return {key: list(group.values()) for key, group in lines.items()}


def _key(concern: Concern) -> str:
    finding = concern.finding
    part = finding.place.part if finding.place.row >= 0 else ""
    return "|".join([finding.kind.code, part, finding.column if part else ""])


def _groups(inspection: Inspection, typed: PrivacyForm | None) -> list[Group]:
    groups = []
    for number, (key, lines) in enumerate(_lines(inspection).items()):
        finding = lines[0].concern.finding
        column = f"（{_part(finding.place.part)}表格“{finding.column or '未命名'}”列）" if "|" in key.strip("|") else ""
        mine = typed is not None and typed.data.get("group") == key
        groups.append(
            Group(
                key=key,
                title=f"{finding.kind.name}{column}",
                lines=tuple(lines[:SHOWN]),
                rest=max(0, len(lines) - SHOWN),
                asks=finding.blocks,
                form=typed if typed is not None and mine else PrivacyForm(auto_id=f"id_privacy_{number}_%s"),
            )
        )
    order = list(KINDS)
    return sorted(groups, key=lambda group: order.index(group.key.split("|")[0]))


def _decided(decisions: Sequence[PrivacyDecision]) -> list[Decided]:
    found: dict[tuple[str, ...], Decided] = {}
    for decision in decisions:
        shown = decision.shown if decision.verdict == PrivacyDecision.COVERED and decision.kind != "name" else ""
        key = (decision.kind, decision.verdict, decision.reason, decision.by, _part(decision.part), shown)
        before = found.get(key)
        kind = KINDS[decision.kind].name if decision.kind in KINDS else decision.kind
        found[key] = Decided(kind, _part(decision.part), decision, before.count + 1 if before else 1)
    return list(found.values())


def _part(part: str) -> str:
    return personal.FIELDS.get(part) or ("正文" if part == "body" else f"附件{part.partition(':')[2]}")
