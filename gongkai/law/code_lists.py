"""代码表：closed lists of codes with their legal basis, and how they are read from YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
)
_GROUND_KEYS = ("force", "state_secret", "third_party_consent", "review_before_court")


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
    edition = None
    if node.has("edition"):
        edition = editions.get(node["edition"].text())
        if edition is None:
            raise node["edition"].fail(f"no instrument has the edition {node['edition'].value!r}")
    attested = cast(Attested, node["attested"].one_of("verbatim", "excerpt", "unverified"))
    codes: dict[str, Code] = {}
    for item in node["codes"].items():
        entry = _read_code(item, key, edition, attested, configuration)
        if entry.code in codes:
            raise item["code"].fail(f"code {entry.code!r} is already in the list")
        codes[entry.code] = entry
    return CodeList(key, node["name"].text(), configuration, tuple(codes.values()))


def _read_code(item: Node, key: str, edition: Edition | None, attested: Attested, configuration: bool) -> Code:
    extra = _GROUND_KEYS if key == "withholding_grounds" else ()
    basis = ("article",) if edition else ()
    item.keys(required=("code", "name", "english", *basis, *extra), optional=("quote", "short", "article"))
    name = item["name"].text()
    citation = Citation(
        title=edition.title if edition else OWN_CONFIGURATION,
        number=edition.number if edition else "",
        article=item.optional_text("article"),
        quote=item.optional_text("quote") or (name if attested != "unverified" else ""),
        attested=attested,
        edition=edition.key if edition else "",
        configuration=configuration,
    )
    plain = (item["code"].text(), name, item.optional_text("short") or name, item["english"].text(), citation)
    if not extra:
        return Code(*plain)
    return WithholdingGround(
        *plain,
        force=cast(Force, item["force"].one_of("shall_not", "must_not_unless", "may", "refer")),
        state_secret=item.flag("state_secret"),
        third_party_consent=item.flag("third_party_consent"),
        review_before_court=item.flag("review_before_court"),
    )
