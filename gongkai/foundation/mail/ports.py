"""端口：what mail asks of whoever owns the matters letters are about."""

from typing import Protocol

from gongkai.foundation.people.actors import Actor


class SubjectNamed(Protocol):
    """所指的事项：the matter whose number stands in a text, like case:AB12, of those a person sees; else empty."""

    def __call__(self, text: str, by: Actor) -> str:
        """Answer for the title of a message."""


_subject_named: list[SubjectNamed] = []


def bind(subject_named: SubjectNamed) -> None:
    """接线：called once, by the assembly."""
    _subject_named[:] = [subject_named]


def subject_named(text: str, by: Actor) -> str:
    """所指的事项：as the bound port answers; without one, none."""
    return _subject_named[0](text, by) if _subject_named else ""
