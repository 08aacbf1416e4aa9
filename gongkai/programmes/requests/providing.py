"""提供的副本的规则：which copies may go with which reply, and what may be blackened; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.foundation.privacy.rules import Grid, Passage
from gongkai.foundation.redaction.matching import says
from gongkai.programmes.requests.needs import GROUND
from gongkai.programmes.requests.outcomes import GIVING, PART, Withheld

PREPARED_IN = ("in_hand", "explaining")
"""States in which copies are prepared; from the proposal on they stand as they are reviewed."""
MOST_COPIES, MOST_STRINGS, SHORTEST, LONGEST = 30, 200, 2, 500
ALREADY_PUBLIC = "R-OPEN-PUB"


@dataclass(frozen=True)
class Copied:
    """副本概况：its title, and the code of the ground for what is blackened in it; empty for a whole one."""

    title: str
    ground: str

    @property
    def said(self) -> str:
        """As the letter lists it."""
        return f"《{self.title}》" + ("（其中不予公开的内容已作遮盖处理）" if self.ground else "")


def copy_problem(*, kind: str, withheld: Sequence[Withheld], copies: Sequence[Copied]) -> str:
    """副本与答复不符：a sentence, or nothing where the copies may go with such a reply.

    依据：《政府信息公开条例》第三十六条、第三十七条。
    """
    if copies and kind not in {*GIVING, ALREADY_PUBLIC}:
        return "这种答复不提供政府信息，而本件附有副本。请移除“提供的副本”，或者改选答复类型。"
    blackened = [one for one in copies if one.ground]
    if blackened and kind != PART:
        return f"副本《{blackened[0].title}》有遮盖，答复类型应为部分公开。请改选答复类型，逐项写明不予公开的部分。"
    grounds = {one.ground for one in withheld}
    lacking = next((one for one in blackened if one.ground not in grounds), None)
    if lacking is not None:
        return (
            f"副本《{lacking.title}》以“{GROUND.shown(lacking.ground)}”为由作了遮盖，“不予公开的部分”中没有这种情形。"
            "请补上，或者重新遮盖。"
        )
    return ""


def strings_in(text: str) -> tuple[str, ...]:
    """要遮盖的文字：a line each, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def strings_problem(strings: Sequence[str]) -> str:
    """要遮盖的文字的缺漏：a sentence, or nothing."""
    if not strings:
        return "请写明要遮盖的文字，每行一处；或者勾选查出的个人信息。"
    if len(strings) > MOST_STRINGS:
        return f"一次至多遮盖{MOST_STRINGS}处不同的文字。需要更多的，请在原文件中处理后重新上传。"
    if any(not SHORTEST <= len(one) <= LONGEST for one in strings):
        return f"要遮盖的每处文字应为{SHORTEST}至{LONGEST}个字：一个字到处都有，太长的请分成几行。"
    return ""


def not_found(strings: Iterable[str], texts: Sequence[Passage | Grid]) -> tuple[str, ...]:
    """文件里没有的文字：of those to be blackened."""
    said = list(_lines(texts))
    return tuple(one for one in strings if not any(says(line, [one]) for line in said))


def _lines(texts: Sequence[Passage | Grid]) -> Iterator[str]:
    for text in texts:
        if isinstance(text, Passage):
            yield text.text
        else:
            yield from (cell for row in text.rows for cell in row)
