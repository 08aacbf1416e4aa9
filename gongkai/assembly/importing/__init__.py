"""导入：files and whole lists of documents become drafts of an organ, in the name of one of its drafters.

Each document stands alone: what cannot be taken is named with its sentence and stops nothing else; what was imported
before is skipped. Every draft is made by the same operations as in the browser; nothing is released.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from gongkai.assembly.importing._account import Account
from gongkai.assembly.importing._drafts import Importer
from gongkai.assembly.importing._sources import documents
from gongkai.assembly.importing._who import resolve
from gongkai.assembly.quiet import quietly
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import now

__all__ = ["run"]

Progress = Callable[[str, int, int], None]


def _silent(_sentence: str, _done: int = 0, _total: int = 0) -> None:
    """Nobody watches."""


def run(
    paths: Sequence[Path],
    *,
    organ: str,
    by: str,
    progress: Progress = _silent,
    kind: str = "document",
    report: Path | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """导入：answers 0 when nothing was refused, 1 when something was, 2 when nothing at all came in.

    :param organ: code, full or short name; may be empty when the person drafts for one organ only.
    :param by: a username.
    :param report: a .csv file to write, one line a document.
    :raises Refusal: when nothing can begin: unknown person, organ or kind, no post there, no place for the report.
    """
    person, house = resolve(by, organ, now())
    if report is not None:
        _insist_writable(report)
    importer = Importer(person, house, kind)
    account = Account()
    with quietly():
        for document in documents(paths):
            account.add(importer.take(document, at=now()))
            progress("正在导入", account.total, 0)
    if report is not None:
        account.write(report)
    for line in account.lines(report):
        say(line)
    return account.code


def _insist_writable(report: Path) -> None:
    try:
        report.touch()
    except OSError as error:
        raise Invalid(f"清单不能写到 {report}（{error.strerror}）。请用 --report 另指一个位置。") from None
