"""代码表：closed lists of codes with their legal basis, and how they are read from YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from .errors import UnknownLaw
from .instruments import OWN_CONFIGURATION, Attested, Citation, Edition
from .reading import Node

Force = Literal["shall_not", "must_not_unless", "may", "refer"]

LISTS = (
    "art20_categories",
    "withholding_grounds",
    "disclosure_attributes",
    "platform_parts",
    "themes",
    "genres",
    "reply_kinds",
    "applicant_kinds",
    "material_forms",
    "material_sources",
    "guide_elements",
    "power_kinds",
    "exercise_levels",
    "item_kinds",
    "service_audiences",
    "life_events",
    "enforcement_acts",
    "penalty_kinds",
    "licence_kinds",
    "party_kinds",
    "body_natures",
    "fund_kinds",
    "payees",
    "assistance_kinds",
    "effect_grades",
    "institution_sectors",
    "institution_matters",
    "update_cycles",
    "purchase_kinds",
    "rectification_outcomes",
    "oversight_fields",
    "investment_measures",
    "fund_distributions",
    "appeal_matters",
    "appeal_kinds",
    "hotline_refusals",
    "plan_kinds",
    "progress_states",
    "finding_sources",
    "conduct_faults",
    "evaluation_ways",
    "outcome_states",
)
_EXTRA_KEYS = {
    "withholding_grounds": ("force", "state_secret", "third_party_consent", "review_before_court"),
    "reply_kinds": ("rows",),
    "applicant_kinds": ("column",),
}


@dataclass(frozen=True)
class Code:
    """代码：one entry of a closed list; `short` is the label for narrow places."""

    code: str
    name: str
    short: str
    english: str
    citation: Citation


@dataclass(frozen=True)
class WithholdingGround(Code):
    """不予公开理由：a ground from the closed list.

    `force`: shall_not 不予公开; must_not_unless 不得公开，除非第三方同意或者公共利益需要; may 可以不予公开;
    refer 告知依照特别规定办理. With `state_secret` no text, file or title may be entered at all.
    """

    force: Force
    state_secret: bool
    third_party_consent: bool
    review_before_court: bool


@dataclass(frozen=True)
class ReplyKind(Code):
    """答复类型：how a request ends; `rows` names the row of table T3 it is counted in, for each edition of the form."""

    rows: Mapping[str, str]


@dataclass(frozen=True)
class ApplicantKind(Code):
    """申请人类别：who asks; `column` is the column of table T3, the same in all editions of the form."""

    column: str


@dataclass(frozen=True)
class CodeList:
    """代码表：codes in their legal order; `configuration` lists may be replaced by an overlay."""

    key: str
    name: str
    configuration: bool
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Code:
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise UnknownLaw(f"“{self.name}”中没有代码“{code}”。")


def read_code_list(node: Node, editions: Mapping[str, Edition]) -> CodeList:
    """Read one code list file.

    :raises LawFileError: on unknown keys, repeated codes or an edition no instrument has.
    """
    node.keys(required=("list", "name", "attested", "codes"), optional=("edition", "configuration", "note"))
    key = node["list"].one_of(*LISTS)
    configuration = node.flag("configuration")
    if not configuration and not node.has("edition"):
        raise node.fail("a list that is not configuration names the edition it is taken from")
    edition = _edition(node, editions) if node.has("edition") else None
    attested = _attested(node)
    codes: dict[str, Code] = {}
    for item in node["codes"].items():
        entry = _read_code(item, key, _Basis(editions, edition, attested, configuration))
        if entry.code in codes:
            raise item["code"].fail(f"code {entry.code!r} is already in the list")
        codes[entry.code] = entry
    return CodeList(key, node["name"].text(), configuration, tuple(codes.values()))


@dataclass(frozen=True)
class _Basis:
    """What the list says of its source; an entry may name another."""

    editions: Mapping[str, Edition]
    edition: Edition | None
    attested: Attested
    configuration: bool

    def citation(self, item: Node) -> Citation:
        edition = _edition(item, self.editions) if item.has("edition") else self.edition
        attested = _attested(item) if item.has("attested") else self.attested
        return Citation(
            title=edition.title if edition else OWN_CONFIGURATION,
            number=edition.number if edition else "",
            article=item.optional_text("article"),
            quote=item.optional_text("quote") or (item["name"].text() if attested != "unverified" else ""),
            attested=attested,
            edition=edition.key if edition else "",
            configuration=self.configuration,
        )


def _edition(node: Node, editions: Mapping[str, Edition]) -> Edition:
    edition = editions.get(node["edition"].text())
    if edition is None:
        raise node["edition"].fail(f"no instrument has the edition {node['edition'].value!r}")
    return edition


def _attested(node: Node) -> Attested:
    return cast(Attested, node["attested"].one_of("verbatim", "excerpt", "unverified"))


def _read_code(item: Node, key: str, basis: _Basis) -> Code:
    extra = _EXTRA_KEYS.get(key, ())
    named = ("article",) if basis.edition else ()
    item.keys(
        required=("code", "name", "english", *named, *extra),
        optional=("quote", "short", "article", "edition", "attested"),
    )
    name = item["name"].text()
    short = item.optional_text("short") or name
    plain = (item["code"].text(), name, short, item["english"].text(), basis.citation(item))
    if key == "reply_kinds":
        return ReplyKind(*plain, rows=_rows(item["rows"]))
    if key == "applicant_kinds":
        return ApplicantKind(*plain, column=item["column"].text())
    if key != "withholding_grounds":
        return Code(*plain)
    return WithholdingGround(
        *plain,
        force=cast(Force, item["force"].one_of("shall_not", "must_not_unless", "may", "refer")),
        state_secret=item.flag("state_secret"),
        third_party_consent=item.flag("third_party_consent"),
        review_before_court=item.flag("review_before_court"),
    )


def _rows(node: Node) -> Mapping[str, str]:
    if not isinstance(node.value, dict) or not node.value:
        raise node.fail("a mapping of form to row is expected")
    return MappingProxyType({form: node[form].text() for form in node.value})
