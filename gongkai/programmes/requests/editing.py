"""修改答复书：what an edited reply must still say; pure.

Number, addressee, remedies, signature and day are not edited: they are made anew when the letter is.
"""

import re
from collections.abc import Sequence

_CITED = re.compile(
    r"《[^》]+》|第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?"
)
_DECISIONS = ("不予公开", "不予处理", "无法提供", "不予提供", "不存在")
_NUMBERED = re.compile(r"编号：([^）]+)）")


def missing(body: Sequence[str], composed: Sequence[str]) -> tuple[str, ...]:
    """缺少的要素：what the composed text says and an edited one must, too, in sentences; basis, decision, number."""
    now, before = "\n".join(body), "\n".join(composed)
    said = [f"没有写明依据“{one}”。" for one in dict.fromkeys(_CITED.findall(before)) if one not in now]
    said += [f"没有写明决定“{one}”。" for one in _DECISIONS if one in before and one not in now]
    said += ["没有写明申请编号。" for one in _NUMBERED.findall(before)[:1] if one not in now]
    if "行政复议" in now:
        said.append("救济途径由系统另行写在正文之后，正文中不需要再写。")
    return tuple(said)
