"""法律数据的拒绝：what the law stratum refuses, and with which sentence."""

from pathlib import Path


class LawError(Exception):
    """法律数据错误：anything the law stratum cannot answer."""


class LawFileError(LawError):
    """法律文件有误：a data file breaks the schema; carries the file and the path inside it.

    Shown to the operator when the program starts, never to the public.
    """

    def __init__(self, file: Path | str, path: str, problem: str) -> None:
        self.file = str(file)
        self.path = path
        self.problem = problem
        super().__init__(f"{file}: {path or '(file)'}: {problem}")


class OutsideCoverage(LawError):
    """超出法律数据范围：no row or calendar covers the day asked for.

    `sentence` is Chinese and says what to do.
    """

    code = "outside-coverage"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WrongFact(LawError, TypeError):
    """法律事实不符：a parameter was asked with a fact other than the one its row is picked by."""


class UnknownLaw(LawError, KeyError):
    """没有这条法律数据：an identifier that no file defines."""

    def __str__(self) -> str:
        """Return the plain sentence (KeyError would show its repr)."""
        return str(self.args[0]) if self.args else ""


class BadIdentifier(LawError, ValueError):
    """编号有误：a code or number that does not have the prescribed form; `sentence` says how to write it."""

    code = "bad-identifier"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
