"""会意：what was meant, where what was typed finds little: traditional characters, pinyin, mistyped words."""

from dataclasses import dataclass

from gongkai.foundation.search.answering import Answer, Within, answered, certain
from gongkai.foundation.search.correcting import corrections
from gongkai.foundation.search.reading import Reading, read, unquoted
from gongkai.foundation.search.rules import FEW
from gongkai.foundation.search.suggesting import heard


@dataclass(frozen=True)
class Understood:
    """会意：the answer; `read_as` what was looked for in place of pinyin, `suggestion` what would find more."""

    answer: Answer
    read_as: str = ""
    suggestion: str = ""


def understood(query: str, within: Within) -> Understood:
    """会意：the query as it stands first; anything else only where that finds nothing, or next to nothing."""
    reading = read(query)
    answer = answered(reading, within) if reading else Answer(reading=reading)
    if not answer.scores and (as_typed := read(query, fold=False)).text != reading.text:
        answer = answered(as_typed, within)
    if not answer.scores and reading.literals:
        answer = answered(read(unquoted(reading.text)), within)
        answer.relaxed = bool(answer.scores)
    if not answer.scores:
        for meant in heard(reading.text.replace(" ", "")):
            spoken = answered(read(meant), within)
            if spoken.scores:
                return Understood(spoken, read_as=meant)
    return Understood(answer, suggestion=_better(answer, reading, within))


def _better(answer: Answer, reading: Reading, within: Within) -> str:
    """A correction that finds more than `answer`, all its words together."""
    surely = 0 if answer.relaxed else len(answer.scores)
    if surely >= FEW or reading.numbers or reading.codes or reading.literals:
        return ""
    for meant in corrections(reading):
        if certain(read(meant), within, FEW) > surely:
            return meant
    return ""
