"""购买服务和合作的查询：a project with its partners, payments and results, and whether the numbers agree; read only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai import law
from gongkai.engines.assessment.duties import Duty
from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import Line, Sum, amount_of
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import every
from gongkai.programmes.purchases import rules
from gongkai.programmes.purchases.programme import EFFECTS, PARTNERS, PAYMENTS, PROJECTS

SHOWN = 50
"""一页：so many payments, and so many results."""
DUTY = "contract-publication"


@dataclass(frozen=True)
class Project:
    """一个项目：a page of what was paid, the sum of all of it, and the duty to announce its contract, if any."""

    version: EntryVersion
    partners: tuple[EntryVersion, ...]
    payments: queries.Page
    paid: Sum
    effects: queries.Page
    announcing: Duty | None

    @property
    def contract(self) -> Line:
        """合同金额。"""
        return Line(PROJECTS, self.version.key, self.version.title, amount_of(self.version.values.get("amount")))

    @property
    def over_contract(self) -> str:
        """支付超过合同的说明。"""
        return rules.over_contract(self.contract, self.paid)


def listed(today: date, *, kind: str = "", after: str = "", limit: int) -> queries.Page:
    """购买服务和合作项目：of one kind or both, a page at a time. 1 SQL."""
    chosen = {"kind": kind} if kind else {}
    return queries.listing(register_of(PROJECTS), today, seen_on=today, chosen=chosen, after=after, limit=limit)


def project(key: str, today: date, *, paid_after: str = "", judged_after: str = "") -> Project | None:
    """一个项目：none where there is not. 6 SQL, however much was paid."""
    version = queries.entry_on(PROJECTS, key, today, seen_on=today)
    if version is None:
        return None
    partners = queries.versions(PARTNERS, every(version.values.get("partner")), today, seen_on=today)
    payments, effects = (
        queries.naming_page(
            register, "project", key, today, of=PROJECTS, seen_on=today, after=after, limit=SHOWN
        )
        for register, after in ((PAYMENTS, paid_after), (EFFECTS, judged_after))
    )  # fmt: skip
    paid = queries.sums(PAYMENTS, "project", [key], today, of=PROJECTS, seen_on=today)
    return Project(
        version,
        tuple(partners[code] for code in every(version.values.get("partner")) if code in partners),
        payments,
        paid.get(key, Sum()),
        effects,
        announcing(version),
    )


def unannounced(codes: Collection[str], today: date, *, limit: int) -> list[tuple[EntryVersion, Duty]]:
    """待公告的合同：of these organs, whose announcement is owed and not entered, the first due first. 1 SQL."""

    def said(field: str) -> Coalesce:
        return Coalesce(KT(f"values__{field}"), Value(""), output_field=TextField())

    rows = queries.in_force(PROJECTS, today, seen_on=None).filter(organ__code__in=codes).select_related("organ")
    owed = rows.alias(due=said("announce_by"), met=said("announced_on")).filter(met="").exclude(due="")
    found = ((one, announcing(one)) for one in owed.order_by("due", "key")[:limit])
    return [(one, duty) for one, duty in found if duty is not None]


def announcing(version: EntryVersion) -> Duty | None:
    """合同公告的义务：owed by the purchaser from the signing. 依据：《政府采购法实施条例》第五十条。"""
    values = version.values
    if not values.get("announce_by"):
        return None
    signed = date.fromisoformat(str(values["signed_on"]))
    limit = law.CONTRACT_PUBLICATION.at(signed_on=signed)
    announced = str(values.get("announced_on", ""))
    return Duty(
        kind=DUTY,
        organ=str(values.get("organ", "")),
        subject=f"{PROJECTS}:{version.key}",
        name=f"{version.title}的合同公告",
        arisen_on=signed,
        due_on=date.fromisoformat(str(values["announce_by"])),
        met_on=date.fromisoformat(announced) if announced else None,
        basis=limit.citation,
        limit=limit.value,
    )
