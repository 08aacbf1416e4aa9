"""相似：the words by which applications for the same thing are found. Pure."""

import hashlib

from gongkai.foundation.text import segment
from gongkai.programmes.requests.contents import Wanted

MOST = 24
"""最多几个词：of one application."""
ENOUGH = 3
"""几个词相同才算相似：or all of them, where there are fewer."""
# 每件申请都有的词：they tell nothing.
_EMPTY = frozenset(
    segment(
        "申请 公开 政府 信息 政府信息 获取 提供 有关 相关 关于 情况 内容 文件 材料 资料 复印件 本人 我们 "
        "单位 贵局 贵厅 以及 及其 请求 希望 需要 包括 是否 全部 所有 进行 the of and to for"
    )
)


def words_of(wanted: Wanted) -> tuple[str, ...]:
    """用词：the words of what is asked for that tell it apart, each once, in order."""
    words = segment(" ".join((wanted.title, wanted.number, wanted.features)))
    telling = [word[:40] for word in words if len(word) > 1 and word not in _EMPTY]
    return tuple(dict.fromkeys(telling))[:MOST]


def alike(wanted: Wanted) -> str:
    """同一内容的摘要：equal for applications that name the same, whatever the spelling of spaces and signs."""
    words = sorted(set(segment(" ".join((wanted.title, wanted.number, wanted.features)))))
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
