"""来信规则：what a message is and what it answers, read from its bytes. Pure."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses

from gongkai.foundation.canonical import canonical
from gongkai.foundation.text import ADDRESS, storable, without_addresses

LONGEST = 20 * 1024 * 1024
"""字节：of one message; more is refused and stays where it lies."""
SHOWN = 20_000
MOST_RECIPIENTS = 20
_ORGAN = re.compile(r"(?<![0-9A-Z])([0-9A-Z]{9})-[A-Z]+-[0-9]{4}")
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_ID = re.compile(r"<[^<>\s]{1,240}>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Incoming:
    """来信：who says they wrote, about what, and which messages it answers; `bounce` is the reason of a 退信.

    `recipients` are the addresses it was written or delivered to, `organs_named` the codes of organs that begin a
    number in its title.
    """

    message_id: str
    sender: str
    title: str
    text: str
    answers: tuple[str, ...]
    bounce: str = ""
    recipients: tuple[str, ...] = ()
    organs_named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """信头：what a list shows of a letter."""

    sender: str
    title: str
    bounce: str

    @classmethod
    def of(cls, said: Incoming) -> "Head":
        """From the letter."""
        return cls(said.sender, said.title, said.bounce)

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Head":
        """As `to_bytes` wrote it."""
        return cls(**json.loads(kept))

    def to_bytes(self) -> bytes:
        """To be sealed: at most a few kilobytes, however large the letter."""
        return canonical({"sender": self.sender, "title": self.title, "bounce": self.bounce}).encode()


def read_message(content: bytes) -> Incoming:
    """读信：of one message; what cannot be read is left empty, never refused."""
    try:
        return _read(content)
    except RecursionError:  # parts within parts without end: kept and sorted by hand like any other
        return Incoming(by_content(content), sender="", title="", text="", answers=())


def _read(content: bytes) -> Incoming:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    report = message.get_content_type() == "multipart/report"
    return Incoming(
        message_id=_first_id(_header(message, "Message-ID")) or by_content(content),
        sender=_header(message, "From")[:300],
        title=_header(message, "Subject")[:300],
        text=_text(message)[:SHOWN],
        answers=tuple(dict.fromkeys(_answers(message, report=report))),
        bounce=_bounce(message) if report else "",
        recipients=tuple(dict.fromkeys(_recipients(message)))[:MOST_RECIPIENTS],
        organs_named=tuple(dict.fromkeys(_ORGAN.findall(_header(message, "Subject")[:300].upper()))),
    )


def by_content(content: bytes) -> str:
    """按内容编号：the number of a message that brings none of its own."""
    return f"<sha256-{hashlib.sha256(content).hexdigest()}>"


def _header(message: Message, name: str) -> str:
    try:
        value = message.get(name, "")
    except (ValueError, IndexError, AttributeError, RecursionError):  # a header the library itself cannot read
        return ""
    return " ".join(storable(str(value)).split())


def _recipients(message: Message) -> Iterator[str]:
    for name in _TO:
        for _, address in getaddresses([_header(message, name)]):
            if "@" in address:
                yield address.lower()


def _first_id(text: str) -> str:
    found = _ID.search(text)
    return found[0] if found else ""


def _answers(message: Message, *, report: bool) -> Iterator[str]:
    """The messages it answers, the nearest first; of a bounce the one that came back."""
    if report:
        for part in message.walk():
            if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
                yield from _ID.findall(_original_id(part))
    yield from _ID.findall(_header(message, "In-Reply-To"))
    yield from reversed(_ID.findall(_header(message, "References")))


def _original_id(part: Message) -> str:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return _header(inner[0], "Message-ID")
    said = re.search(r"(?im)^message-id:\s*(<[^<>\s]+>)", str(inner))
    return said[1] if said else ""


def _bounce(message: Message) -> str:
    """Why it came back, as the other side says."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            said = "\n".join(str(one) for one in part.get_payload() or [])
            found = re.search(r"(?im)^diagnostic-code:\s*(.+)$", said) or re.search(r"(?im)^status:\s*(.+)$", said)
            action = re.search(r"(?im)^action:\s*(\w+)", said)
            if action and action[1].lower() in {"delivered", "relayed", "expanded", "delayed"}:
                return ""
            return _unnamed(storable(found[1]).strip(), said)[:500] if found else "没有说明原因"
    return "没有说明原因"


def _unnamed(reason: str, report: str) -> str:
    """The reason without whom the letter was for: it stands unsealed, and many servers quote the address in it."""
    plain = without_addresses(reason)
    for local in re.findall(r"(?im)^(?:final|original)-recipient:[^;\n]*;\s*<?([^@\s<>]+)@", report):
        plain = re.sub(rf"(?i)(?<![\w.-])<?{re.escape(local)}>?(?![\w.-])", ADDRESS, plain)
    return plain


def _text(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
        said = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, KeyError, AttributeError):
        return ""
    if part is not None and part.get_content_type() == "text/html":
        said = _TAG.sub(" ", said)
    return storable(said).strip()
