"""发现：what a scan reads and what it answers."""

from dataclasses import dataclass, field

BLOCK, NOTE = "block", "note"


@dataclass(frozen=True)
class Kind:
    """个人信息种类：`level` is "block" (a person must decide before review) or "note" (shown, asks nothing)."""

    code: str
    name: str
    level: str


def _kinds(*rows: tuple[str, str, str]) -> dict[str, Kind]:
    return {code: Kind(code, name, level) for code, name, level in rows}


KINDS = _kinds(
    ("id_number", "居民身份证号码", BLOCK),
    ("mobile", "手机号码", BLOCK),
    ("landline", "个人固定电话", BLOCK),
    ("bank_card", "银行卡号、账号", BLOCK),
    ("plate", "车牌号码", BLOCK),
    ("email", "电子邮箱", BLOCK),
    ("travel_document", "护照、通行证号码", BLOCK),
    ("address", "个人住址", BLOCK),
    ("name", "姓名", BLOCK),
    ("office_phone", "机关公开电话", NOTE),
    ("office_email", "机关公开邮箱", NOTE),
    ("office_account", "单位账号", NOTE),
    ("office_name", "联系人、负责人姓名", NOTE),
)


@dataclass(frozen=True)
class Place:
    """位置：`part` is a field's name or "file:n" (n the attachment's position).

    `block` counts its paragraphs and tables. Rows and columns of a table count from 0; -1 outside a table.
    In a picture of a document, the `picture`-th, `block` counts its lines.
    """

    part: str
    block: int = 0
    row: int = -1
    column: int = -1
    picture: int = 0


@dataclass(frozen=True)
class Passage:
    """段落：a stretch of running text in one place."""

    place: Place
    text: str = field(repr=False)


@dataclass(frozen=True)
class Grid:
    """表格：rows of cells as text, at one place."""

    place: Place
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Finding:
    """发现：one value of a kind, where it stands (`start`, `end` in the text of its place), and how sure we are.

    `value` is as written; `before` and `after` are its neighbours in the same place. None of the three may reach a
    journal or a log: they are hidden from `repr`. `confidence` is 高, 中 or 低. `column` is the heading above or label
    beside a cell, by which many are decided together.
    """

    kind: Kind
    place: Place
    start: int
    end: int
    confidence: str
    value: str = field(repr=False)
    before: str = field(repr=False, default="")
    after: str = field(repr=False, default="")
    column: str = ""

    @property
    def blocks(self) -> bool:
        """须处理：whether a person must decide before review."""
        return self.kind.level == BLOCK
