"""分条：how the text of a statute falls into chapters and articles, in the printings there are.

| printing | read as |
|---|---|
| `第一条 本条例……`, `第1条　……`, `**第一条** ……`, `### 第一条` | an article |
| `第一百二十条之一 ……` | an article put in after the 120th |
| `## 第一章  总则`, `第二节 程序`, `第一编 总则`, `## 附则` | a heading |
| a line that begins 第十二条规定的…… | a part of the article it stands in |
| articles that begin anew from 第一条 | what is appended, not split |

A text without articles stays whole: one article numbered 0.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.law.chinese import NUMERAL, numeral, numeral_value

_NUMBER = rf"[{NUMERAL}○Ｏ]+|\d{{1,4}}"
_ARTICLE = re.compile(
    rf"^(?:#{{1,6}}\s*)?(?:\*\*|__)?\s*第\s*(?P<number>{_NUMBER})\s*条(?:\s*之\s*(?P<inserted>{_NUMBER})(?![款项条、]))?"
    rf"(?:\*\*|__)?(?P<gap>[\s\u3000:：]*)(?P<text>.*)$"
)
_HEADING = re.compile(rf"^(?P<marks>#{{1,6}}\s*)?(?:\*\*)?(?P<label>第\s*(?:{_NUMBER})\s*(?P<level>编|分编|章|节))"
                      rf"(?:\*\*)?(?P<gap>[\s\u3000]*)(?P<name>.*?)(?:\*\*)?$")  # fmt: skip
_MARKED = re.compile(r"^(#{1,6})\s*(?P<name>\S.*)$")
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_LONGEST_HEADING = 60
_SPACES = re.compile(r"[\s\u3000]+")
# What follows 第N条 where it names another article rather than opens one.
_GOES_ON = re.compile(r"^(?:第|的|、|，|至|到|或|和|及|与|以及|规定|所|中|之|修改|改为|增加|删去|作为|执行|处)")
_FURTHEST = 30
"""跳号的上限：a number that leaps further is taken for a mention."""


@dataclass(frozen=True)
class Article:
    """条：`inserted` is the 之一 of 第一百二十条之一, 0 for most; the text that was not split has number 0."""

    number: int
    inserted: int
    label: str
    chapter: str
    text: str


@dataclass(frozen=True)
class Split:
    """分条的结果：`missing` are numbers left out, `appended` what follows when articles begin anew."""

    preamble: str
    articles: tuple[Article, ...]
    appended: str = ""
    missing: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """是否未分条。"""
        return len(self.articles) == 1 and self.articles[0].number == 0


@dataclass
class _Reader:
    """What has been read so far."""

    preamble: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    appended: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    current: tuple[int, int] | None = None
    chapter: str = ""

    def close(self) -> None:
        """The article being read is complete."""
        if self.current is not None:
            number, inserted = self.current
            text = "\n\n".join(self.lines)
            self.articles.append(Article(number, inserted, label_of(number, inserted), self.chapter, text))
        self.current, self.lines = None, []

    def open(self, place: tuple[int, int], text: str) -> None:
        """An article begins."""
        self.close()
        self.current = place
        self.chapter = " ".join(self.headings[level] for level in sorted(self.headings))
        self.lines = [text] if text else []

    @property
    def last(self) -> tuple[int, int]:
        """The article read last."""
        if self.current is not None:
            return self.current
        return (self.articles[-1].number, self.articles[-1].inserted) if self.articles else (0, 0)

    def head(self, level: int, name: str) -> None:
        """A heading: those below it end."""
        self.close_before_heading()
        self.headings = {at: said for at, said in self.headings.items() if at < level} | {level: name}

    def close_before_heading(self) -> None:
        """An article does not go on over a heading."""
        if self.current is not None:
            self.close()

    def say(self, line: str) -> None:
        """A line of whatever is being read."""
        if self.current is not None:
            self.lines.append(line)
        elif self.articles:  # a line under a heading, before its first article, belongs to the article before
            before = self.articles[-1]
            text = f"{before.text}\n\n{line}"
            self.articles[-1] = Article(before.number, before.inserted, before.label, before.chapter, text)
        else:
            self.preamble.append(line)


def split(body: str) -> Split:
    """分条：see the table above; whatever it is given, no character of the text is lost but headings' marks."""
    reader = _Reader()
    lines = list(_lines(body))
    for at, line in enumerate(lines):
        opened = _opened(line, reader.last)
        if opened is None and _begins_anew(line, reader.last):
            reader.appended = lines[at:]
            break
        if opened is not None:
            reader.open(opened[0], opened[1])
        elif (heading := _heading(line)) is not None:
            reader.head(*heading)
        else:
            reader.say(line)
    reader.close()
    if not reader.articles:
        return Split("", (Article(0, 0, "", "", "\n\n".join(lines)),))
    return Split(
        "\n\n".join(reader.preamble), tuple(reader.articles), "\n\n".join(reader.appended), _missing(reader.articles)
    )


def label_of(number: int, inserted: int = 0) -> str:
    """条的写法：第一百二十条之一; "" for the text that is not split."""
    if not number:
        return ""
    return f"第{numeral(number)}条" + (f"之{numeral(inserted)}" if inserted else "")


def article_address(number: int, inserted: int = 0) -> str:
    """条的网址：120-1 for 第一百二十条之一."""
    return f"{number}-{inserted}" if inserted else str(number)


def place_of(address: str) -> tuple[int, int] | None:
    """网址所指的条：None for what is no address of an article."""
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,3}))?", address, re.ASCII)
    return (int(found[1]), int(found[2] or 0)) if found else None


def name_and_place(words: str) -> tuple[str, str]:
    """查询里的名称和条：of 《…》第二十条, or the same without marks; "" where it names no place."""
    name, said, place = "".join(words.split()).partition("第")
    name = name.strip("《》")
    return (name, f"第{place}") if name and said else (name, "")


def _lines(body: str) -> Iterator[str]:
    for line in body.replace("\r", "\n").split("\n"):
        stripped = line.strip().strip("\u3000").strip()
        if stripped and not stripped.startswith("<!--"):
            yield stripped


def _opened(line: str, last: tuple[int, int]) -> tuple[tuple[int, int], str] | None:
    """The article a line opens, if it opens one after `last`."""
    found = _ARTICLE.match(line)
    if found is None:
        return None
    number, inserted = _value(found["number"]), _value(found["inserted"] or "0")
    if not last < (number, inserted) or number - last[0] > _FURTHEST or (last[0] and not number):
        return None
    if _GOES_ON.match(found["text"]) and not found["gap"]:
        return None
    text = found["text"].removeprefix("**").strip()
    return (number, inserted), text


def _begins_anew(line: str, last: tuple[int, int]) -> bool:
    found = _ARTICLE.match(line)
    return bool(found and last[0] > 1 and _value(found["number"]) == 1 and not found["inserted"] and found["gap"])


def _heading(line: str) -> tuple[int, str] | None:
    """Level and words of a heading; a long line or one with a full stop is no heading."""
    found = _HEADING.match(line)
    if found and len(line) <= _LONGEST_HEADING and not line.endswith(("。", "；")) and (found["gap"] or found["marks"]):
        return _LEVELS[found["level"]], _SPACES.sub(
            " ", f"{_SPACES.sub('', found['label'])} {_spaced(found['name'])}"
        ).strip()
    marked = _MARKED.match(line)
    if marked and len(line) <= _LONGEST_HEADING:
        return min(3, len(marked[1])), _spaced(marked["name"])
    return None


def _spaced(name: str) -> str:
    """总　　则 is 总则; words of more than one character keep their space."""
    parts = _SPACES.split(name.strip())
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def _value(written: str) -> int:
    return numeral_value(written.replace("○", "〇").replace("Ｏ", "〇"))


def _missing(articles: list[Article]) -> tuple[int, ...]:
    there = {article.number for article in articles}
    return tuple(number for number in range(1, max(there)) if number not in there)
