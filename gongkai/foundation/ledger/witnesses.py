"""见证人名单与送签：who is asked to cosign our checkpoints, and how they are asked (C2SP tlog-witness).

`<GONGKAI_VAR>/ledger/witnesses`, one a line, as in C2SP tlog-policy:

    witness <short name> <verifier key> <address below which add-checkpoint lies, or - where signatures come by hand>

Nothing of this is trusted: a signature that does not verify is not kept, and a witness that is away costs nothing.
"""

import base64
import hashlib
import logging
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

log = logging.getLogger("gongkai.ledger")
SECONDS = 10
LARGEST = 1 << 16
BY_HAND = "-"
_TYPE = b"\x04"


@dataclass(frozen=True)
class WitnessEntry:
    """见证人：`key` is the verifier key as configured, `name` the one in it."""

    key: str
    name: str
    number: bytes
    public: Ed25519PublicKey
    url: str

    def signed_at(self, line: str, note: str) -> int | None:
        """The second at which this witness signed the note's checkpoint; None when the line is not its signature."""
        opening, body = f"— {self.name} ", f"{note.rpartition(chr(10) * 2)[0]}\n"
        try:
            raw = base64.b64decode(line.removeprefix(opening), validate=True) if line.startswith(opening) else b""
            if len(raw) != 76 or raw[:4] != self.number:
                return None
            seconds = int.from_bytes(raw[4:12], "big")
            self.public.verify(raw[12:], f"cosignature/v1\ntime {seconds}\n{body}".encode())
        except (ValueError, InvalidSignature):
            return None
        return seconds


def configured() -> list[WitnessEntry]:
    """名单：empty without the file; a line that cannot be read is logged and passed over."""
    path = Path(settings.GONGKAI_VAR) / "ledger" / "witnesses"
    if not path.exists():
        return []
    lines = (
        line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()[:1] not in {"", "#"}
    )
    return [entry for words in lines if words[0] == "witness" and (entry := _entry(words)) is not None]


def _entry(words: Sequence[str]) -> WitnessEntry | None:
    try:
        _, _, key, url = words
        name, number, encoded = key.split("+", 2)
        typed = base64.b64decode(encoded, validate=True)
        if typed[:1] != _TYPE or hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() != number:
            raise ValueError(key)
        if url != BY_HAND and not url.startswith(("https://", "http://")):
            raise ValueError(url)
        return WitnessEntry(key, name, bytes.fromhex(number), Ed25519PublicKey.from_public_bytes(typed[1:]), url)
    except ValueError:
        log.error("见证人名单中有一行无法识别：%s", " ".join(words))
        return None


Prove = Callable[[int], Sequence[bytes]]


def ask(witness: WitnessEntry, note: str, *, old: int, prove: Prove) -> str:
    """送签：the witness's signature line, "" when it gave none; asked again once from the size it remembers.

    `prove` gives the consistency proof from a size to this checkpoint's.
    """
    size = int(note.split("\n")[1])
    status, answer = _from(witness, note, old, size, prove)
    if status == 409 and answer.strip().isdecimal() and int(answer) != old:
        status, answer = _from(witness, note, int(answer), size, prove)
    if status != 200:
        log.warning("见证人 %s 没有见证（%s）：%s", witness.name, status, answer.strip()[:200])
        return ""
    return next((line for line in answer.splitlines() if witness.signed_at(line, note) is not None), "")


def _from(witness: WitnessEntry, note: str, old: int, size: int, prove: Prove) -> tuple[int, str]:
    if old > size:
        log.error("见证人 %s 见过 %s 条的检查点，我们只有 %s 条。请立即查明。", witness.name, old, size)
        return 0, "账本比见证人见过的短"
    return _post(witness.url, _body(note, old, prove(old) if 0 < old < size else ()))


def _body(note: str, old: int, proof: Sequence[bytes]) -> bytes:
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in proof)]
    return ("\n".join(lines) + f"\n\n{note}").encode()


def _post(url: str, body: bytes) -> tuple[int, str]:
    address = f"{url.rstrip('/')}/add-checkpoint"
    request = urllib.request.Request(address, data=body, method="POST")  # noqa: S310 (configured() refused others)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return answer.status, answer.read(LARGEST).decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read(LARGEST).decode(errors="replace")
    except OSError as error:
        return 0, str(error)
