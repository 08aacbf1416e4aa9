"""识别用语：what the head and the foot of a paper are both judged by."""

import re
from dataclasses import dataclass, field
from datetime import date

from gongkai.foundation.papers.headings import kind_of
from gongkai.foundation.papers.organs import is_organ

TITLE_END = re.compile(
    r"(?:通知|意见|法|决定|决议|命令|公报|公告|通告|通报|议案|报告|请示|批复|复函|函|纪要|办法|规定|细则|条例|方案|规划|计划|措施"
    r"|规则|制度|章程|标准|指南|指引|目录|清单|解读|问答|解答|要点|预案|规范|准则|说明|名单|纲要|令|》|年报|简介|信息"
    r"|情况|公示|流程|须知)"
    r"(?:[（(〔][^（）()]{1,20}[）)〕])*$"
)


@dataclass
class Recognised:
    """识别结果：`roles` are CSS class names by paragraph; empty fields were not recognised."""

    roles: dict[int, str] = field(default_factory=dict)
    title: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    addressees: str = ""
    attachments: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    secrecy_mark: str = ""


def may_be_title(text: str) -> bool:
    """可作标题：short, without a sentence's punctuation, unnumbered."""
    return len(text) <= 120 and not re.search(r"[。；！？\n]|[：:，,、]$", text) and not kind_of(text)[0] and bool(text)


def squeeze(text: str) -> str:
    """去空白：spaces typed to stretch a line go; one space stays between two organs' names and between Latin words."""
    words = text.split()
    made = ""
    for word in words:
        latin = made[-1:].isascii() and word[:1].isascii()
        names = len(word) > 3 and is_organ(made) and bool(re.match(r"[^关印转批]+?(?:厅|局|委|部|府|室|院|会)", word))
        made += (" " if made and (latin or names) else "") + word
    return made


def squeeze_name(name: str) -> str:
    """机关名称去空：国 务 院 → 国务院; spaces between whole names stay."""
    words = name.split()
    return "".join(words) if all(len(word) == 1 for word in words) else name
