"""流程图：steps drawn one below the other, as boxes with arrows between; the words stand in a list beside it too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

FEWEST, MOST = 2, 40
WIDTH, GAP = 320, 26
_INSET, _NAME, _DETAIL = 20, 24, 20
_NAME_SIZE, _DETAIL_SIZE = 16, 14


@dataclass(frozen=True)
class Words:
    """一行字：where its base line stands in its box; the name of a step is large, who and how long is small."""

    text: str
    base: int
    small: bool


@dataclass(frozen=True)
class Box:
    """一个环节：from where, how high; the first and the last are round."""

    top: int
    height: int
    round: bool
    words: tuple[Words, ...]

    @property
    def corner(self) -> int:
        """The radius of its corners."""
        return min(self.height // 2, 24) if self.round else 3


@dataclass(frozen=True)
class Chart:
    """流程图：its boxes, the tops of the arrows between them, and its height."""

    boxes: tuple[Box, ...]
    arrows: tuple[int, ...]
    height: int


def chart(steps: Sequence[Sequence[str]]) -> Chart | None:
    """画图：of steps, each its name and what else is said of it; none where there is nothing to follow, or too much."""
    if not FEWEST <= len(steps) <= MOST:
        return None
    boxes: list[Box] = []
    top = 1
    for place, step in enumerate(steps):
        box = _box(top, step, outer=place in (0, len(steps) - 1))
        boxes.append(box)
        top += box.height + GAP
    arrows = tuple(box.top + box.height for box in boxes[:-1])
    return Chart(tuple(boxes), arrows, top - GAP + 1)


def _box(top: int, step: Sequence[str], *, outer: bool) -> Box:
    names = [*_wrapped(step[0], _NAME_SIZE)]
    details = [*_wrapped(" · ".join(filter(None, step[1:])), _DETAIL_SIZE)]
    base, words = 10, []
    for texts, height, small in ((names, _NAME, False), (details, _DETAIL, True)):
        for text in texts:
            base += height
            words.append(Words(text, base - 6, small))
    return Box(top, base + 10, outer, tuple(words))


def _wrapped(text: str, size: int) -> Iterator[str]:
    """Cut where a line of the box is full; a Han character is as wide as it is high, a Latin one about half."""
    line, width = "", 0.0
    for character in text:
        wide = size if east_asian_width(character) in "WFA" else size * 0.6
        if line and width + wide > WIDTH - 2 * _INSET:
            yield line
            line, width = "", 0.0
        line, width = line + character, width + wide
    if line:
        yield line
