"""未完成处：lines that stand in for what a reading could not take over, until a person has put it there."""

import re

TABLE = "〔表格：见来稿原件第 {page} 页，文字逐行列在下面，请重新制表后删去本行〕"
_LINE = re.compile(r"〔表格[：:]\s*见来稿原件[^〕\n]*〕?")


def unfinished(text: str) -> tuple[tuple[int, str], ...]:
    """未完成处：of a plain text, the number of each such line (段, from 1) and what it says."""
    lines = enumerate(text.split("\n"), start=1)
    return tuple((number, found[0]) for number, line in lines for found in _LINE.finditer(line))
