"""What petitions ask of the hotline: a message that is a petition, and the other way round. Bound by the assembly."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gongkai.foundation.errors import Conflict
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor


@dataclass(frozen=True)
class Turned:
    """转来的内容：what is said and who says it; `code_hash` lets the code given out open it there, too."""

    organ: Organ
    number: str
    matter: str
    text: str
    name: str
    contact: str
    confidential: bool
    language: str
    code_hash: str


class Messages(Protocol):
    """热线诉求：taken over from the hotline, or lodged with it, in the transaction of the act."""

    def take(self, *, case: str, by: Actor, at: datetime) -> Turned:
        """取出：what the message says; the hotline's own rules say who may open it."""
        ...

    def end(self, *, case: str, into: str, by: Actor, at: datetime) -> None:
        """了结：the message is handled as the petition of this number from now on."""
        ...

    def lodge(self, *, turned: Turned, kind: str, by: Actor, at: datetime) -> str:
        """登记为诉求：the number of the message."""
        ...


class _Unbound:
    def take(self, *, case: str, by: Actor, at: datetime) -> Turned:  # noqa: ARG002
        raise Conflict("本系统没有接入热线诉求，不能互转。")

    def end(self, *, case: str, into: str, by: Actor, at: datetime) -> None:
        """Nothing to end."""

    def lodge(self, *, turned: Turned, kind: str, by: Actor, at: datetime) -> str:  # noqa: ARG002
        raise Conflict("本系统没有接入热线诉求，不能互转。")


messages: Messages = _Unbound()


def bind(hotline: Messages) -> None:
    """接线：who keeps the messages."""
    global messages  # noqa: PLW0603 — one hotline a process
    messages = hotline
