"""代码表：the closed code lists in force. Iterate for all, index by code, `.get` for what may be absent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from .book import current
from .code_lists import ApplicantKind, Code, CodeList, Force, ReplyKind, WithholdingGround
from .index_numbers import IndexNumber, format_index_number, parse_index_number

__all__ = [
    "ApplicantKind",
    "Code",
    "Codes",
    "Force",
    "IndexNumber",
    "ReplyKind",
    "WithholdingGround",
    "appeal_kinds",
    "appeal_matters",
    "applicant_kinds",
    "art20_categories",
    "assistance_kinds",
    "body_natures",
    "conduct_faults",
    "disclosure_attributes",
    "effect_grades",
    "enforcement_acts",
    "evaluation_ways",
    "exercise_levels",
    "finding_sources",
    "format_index_number",
    "fund_distributions",
    "fund_kinds",
    "genres",
    "guide_elements",
    "hotline_refusals",
    "institution_matters",
    "institution_sectors",
    "investment_measures",
    "item_kinds",
    "licence_kinds",
    "life_events",
    "material_forms",
    "material_sources",
    "outcome_states",
    "oversight_fields",
    "parse_index_number",
    "party_kinds",
    "payees",
    "penalty_kinds",
    "plan_kinds",
    "platform_parts",
    "power_kinds",
    "progress_states",
    "purchase_kinds",
    "rectification_outcomes",
    "reply_kinds",
    "service_audiences",
    "themes",
    "update_cycles",
    "withholding_grounds",
]

C = TypeVar("C", bound=Code)


@dataclass(frozen=True)
class Codes(Generic[C]):
    """代码表视图：one code list of the book in force, in its legal order."""

    key: str
    kind: type[C]

    @property
    def listed(self) -> CodeList:
        """The list itself, with its name and whether it is configuration."""
        return current().code_lists[self.key]

    def __iter__(self) -> Iterator[C]:
        return (cast(C, code) for code in self.listed)

    def __len__(self) -> int:
        return len(self.listed.codes)

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.listed)

    def __getitem__(self, code: str) -> C:
        """Give the entry.

        :raises UnknownLaw: a KeyError, when the list has no such code.
        """
        return cast(C, self.listed[code])

    def get(self, code: str) -> C | None:
        """Give the entry, or None when the list has no such code."""
        return next((entry for entry in self if entry.code == code), None)

    def choices(self) -> list[tuple[str, str]]:
        """Give (code, Chinese name) pairs for a form."""
        return [(entry.code, entry.name) for entry in self]


art20_categories = Codes("art20_categories", Code)
withholding_grounds = Codes("withholding_grounds", WithholdingGround)
disclosure_attributes = Codes("disclosure_attributes", Code)
platform_parts = Codes("platform_parts", Code)
themes = Codes("themes", Code)
genres = Codes("genres", Code)
reply_kinds = Codes("reply_kinds", ReplyKind)
applicant_kinds = Codes("applicant_kinds", ApplicantKind)
guide_elements = Codes("guide_elements", Code)
material_sources = Codes("material_sources", Code)
material_forms = Codes("material_forms", Code)
power_kinds = Codes("power_kinds", Code)
exercise_levels = Codes("exercise_levels", Code)
item_kinds = Codes("item_kinds", Code)
service_audiences = Codes("service_audiences", Code)
life_events = Codes("life_events", Code)
enforcement_acts = Codes("enforcement_acts", Code)
penalty_kinds = Codes("penalty_kinds", Code)
licence_kinds = Codes("licence_kinds", Code)
party_kinds = Codes("party_kinds", Code)
body_natures = Codes("body_natures", Code)
fund_kinds = Codes("fund_kinds", Code)
payees = Codes("payees", Code)
assistance_kinds = Codes("assistance_kinds", Code)
effect_grades = Codes("effect_grades", Code)
institution_sectors = Codes("institution_sectors", Code)
institution_matters = Codes("institution_matters", Code)
update_cycles = Codes("update_cycles", Code)
purchase_kinds = Codes("purchase_kinds", Code)
rectification_outcomes = Codes("rectification_outcomes", Code)
oversight_fields = Codes("oversight_fields", Code)
investment_measures = Codes("investment_measures", Code)
fund_distributions = Codes("fund_distributions", Code)
appeal_matters = Codes("appeal_matters", Code)
appeal_kinds = Codes("appeal_kinds", Code)
hotline_refusals = Codes("hotline_refusals", Code)
plan_kinds = Codes("plan_kinds", Code)
progress_states = Codes("progress_states", Code)
finding_sources = Codes("finding_sources", Code)
conduct_faults = Codes("conduct_faults", Code)
evaluation_ways = Codes("evaluation_ways", Code)
outcome_states = Codes("outcome_states", Code)
