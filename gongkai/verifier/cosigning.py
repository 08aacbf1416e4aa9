r"""见证签名：C2SP tlog-cosignature version 1: a witness signs a checkpoint and the second at which it did.

    cosignature/v1\n
    time <seconds since 1970>\n
    <the three lines of the checkpoint>

The line under the note is `— name base64(key id ‖ time in 8 bytes ‖ Ed25519 signature)`; the key id is the first four
bytes of SHA-256(name ‖ "\n" ‖ 0x04 ‖ public key). The secret key is one line of text, `PRIVATE+KEY+name+id+base64`.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongkai.verifier.report import Failed

_TYPE = b"\x04"
_SECRET = "PRIVATE+KEY+"
_LENGTH = 4 + 8 + 64


def _message(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _number(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _TYPE + public).digest()[:4]


@dataclass(frozen=True)
class WitnessKey:
    """见证公钥：with the name it signs under."""

    name: str
    public: Ed25519PublicKey

    @property
    def number(self) -> bytes:
        """Its id in a signature line."""
        return _number(self.name, self.public.public_bytes_raw())

    @property
    def text(self) -> str:
        """The key as it is printed and configured."""
        typed = base64.b64encode(_TYPE + self.public.public_bytes_raw()).decode()
        return f"{self.name}+{self.number.hex()}+{typed}"

    def signed_at(self, line: str, body: str) -> int:
        """The second at which this witness signed.

        :raises Failed: when the line is not its signature of this checkpoint.
        """
        opening = f"— {self.name} "
        try:
            raw = base64.b64decode(line.removeprefix(opening), validate=True) if line.startswith(opening) else b""
        except ValueError:
            raw = b""
        if len(raw) != _LENGTH or raw[:4] != self.number:
            raise Failed(f"不是见证人“{self.name}”的签名。")
        seconds = int.from_bytes(raw[4:12], "big")
        try:
            self.public.verify(raw[12:], _message(body, seconds))
        except InvalidSignature as error:
            raise Failed(f"见证人“{self.name}”的签名与检查点不符。") from error
        return seconds


def parse_witness_key(text: str) -> WitnessKey:
    """Read a witness's public key.

    :raises Failed: when it is none, or its id is not its own.
    """
    name, typed, number = _parts(text.strip())
    key = WitnessKey(name, Ed25519PublicKey.from_public_bytes(typed))
    if key.number.hex() != number:
        raise Failed("见证公钥的编号与公钥不符，可能抄写有误。")
    return key


def _parts(text: str) -> tuple[str, bytes, str]:
    name, _, rest = text.partition("+")
    number, _, encoded = rest.partition("+")
    try:
        typed = base64.b64decode(encoded, validate=True)
    except ValueError:
        typed = b""
    if not name or any(c.isspace() for c in name) or len(typed) != 33 or typed[:1] != _TYPE:
        raise Failed("见证密钥的格式不对，应为“名称+编号+base64”。")
    return name, typed[1:], number


@dataclass(frozen=True)
class WitnessSecret:
    """见证私钥。"""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> WitnessKey:
        """Its public half."""
        return WitnessKey(self.name, self.private.public_key())

    @property
    def text(self) -> str:
        """One line, to be kept secret."""
        typed = base64.b64encode(_TYPE + self.private.private_bytes_raw()).decode()
        return f"{_SECRET}{self.name}+{self.key.number.hex()}+{typed}"

    def line(self, body: str, seconds: int) -> str:
        """见证：the signature line of a checkpoint's body at a second."""
        signed = self.key.number + seconds.to_bytes(8, "big") + self.private.sign(_message(body, seconds))
        return f"— {self.name} {base64.b64encode(signed).decode()}"


def parse_secret(text: str) -> WitnessSecret:
    """Read a secret key.

    :raises Failed: when it is none.
    """
    if not text.startswith(_SECRET):
        raise Failed("这不是见证私钥文件。")
    name, seed, _ = _parts(text.removeprefix(_SECRET).strip())
    return WitnessSecret(name, Ed25519PrivateKey.from_private_bytes(seed))
