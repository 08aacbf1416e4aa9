"""通知规则：what a telling is, and the words of a digest. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 50
"""条：as many as one digest names; the rest are counted."""


@dataclass(frozen=True)
class Telling:
    """通知事项：who is told of an act, in which words, and whether each by mail at once or in the day's digest.

    Words name a matter by its number only: a mail may be read by others on its way.
    """

    to: tuple[str, ...]
    subject: str
    body: str
    at_once: bool = False


def digest_words(said: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """汇总的标题和正文：of the subjects and bodies of a day, in their order."""
    lines = [f"{number}. {subject}：{body}" for number, (subject, body) in enumerate(said[:MOST], 1)]
    left = len(said) - MOST
    more = [f"另有{left}条，请登录系统在“通知”中查看。"] if left > 0 else []
    return f"您有{len(said)}条新的工作通知", "\n\n".join([*lines, *more, "详细情况请登录系统查看。"])
