"""网上缴费：the question to whoever takes the money: where to pay a bill, and whether a notice of payment is theirs.

Nothing is bound where an organ takes payment at the bank only: then a clerk enters it, as always.
依据：《政府信息公开信息处理费管理办法》；怎样缴由各地非税收入收缴系统决定，本系统只约定收发的内容。
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Protocol
from urllib.parse import urlencode

from gongkai.foundation.errors import NotFound, NotPermitted

FRESH = timedelta(minutes=5)
"""通知的有效时间：ours; a notice stamped earlier or later is taken for one sent again."""
NOT_THEIRS = "签名不对，或者通知已经过时。请用双方约定的密钥对时间和正文签名后重新发送。"


@dataclass(frozen=True)
class Bill:
    """缴费单：what is to be paid, by its 缴款码; nothing tells of whom or for what."""

    code: str
    amount: Decimal
    until_on: date | None

    @property
    def yuan(self) -> str:
        """金额：in yuan, with its cents."""
        return f"{self.amount:.2f}"


class Payments(Protocol):
    """缴费渠道：one adapter for each system that takes money."""

    simulated: bool

    def address_of(self, bill: Bill, *, back: str) -> str:
        """缴费网址：where to pay this bill; `back` is where the payer returns to."""
        ...

    def verify(self, *, body: bytes, stamped: str, signature: str, at: datetime) -> None:
        """核对通知：refuse a notice that is not theirs, or not fresh."""
        ...


class SignedPayments:
    """签名的缴费渠道：any system that opens at an address of its own and tells of payments under a shared key.

    The address and each notice are signed with HMAC-SHA256; of a notice, the time it was sent and its body.
    """

    simulated = False

    def __init__(self, *, address: str, key: str) -> None:
        self.address, self.key = address, key.encode()

    def address_of(self, bill: Bill, *, back: str) -> str:
        """缴费网址：with bill, amount, last day, way back and the signature over them."""
        said = {"bill": bill.code, "amount": bill.yuan, "until": str(bill.until_on or ""), "back": back}
        query = urlencode(said)
        return f"{self.address}{'&' if '?' in self.address else '?'}{query}&signature={self._sign(query.encode())}"

    def verify(self, *, body: bytes, stamped: str, signature: str, at: datetime) -> None:
        """核对通知。

        :raises NotPermitted: for a wrong signature, or a time too far away.
        """
        right = self._sign(stamped.encode() + b"." + body)
        if not hmac.compare_digest(right.encode(), signature.encode()) or not _is_fresh(stamped, at):
            raise NotPermitted(NOT_THEIRS)

    def _sign(self, said: bytes) -> str:
        return hmac.new(self.key, said, sha256).hexdigest()


class SimulatedPayments:
    """模拟缴费：for the demonstration: a page of this site that says what it is; no notice is ever taken."""

    simulated = True

    def address_of(self, bill: Bill, *, back: str) -> str:  # noqa: ARG002
        """The page that simulates paying."""
        return f"/requests/pay/{bill.code}/"

    def verify(self, **notice: object) -> None:  # noqa: ARG002
        """None is theirs.

        :raises NotPermitted: always.
        """
        raise NotPermitted(NOT_THEIRS)


def _is_fresh(stamped: str, at: datetime) -> bool:
    if not (stamped.isascii() and stamped.isdecimal() and len(stamped) <= 12):
        return False
    return abs(at - datetime.fromtimestamp(int(stamped), tz=UTC)) <= FRESH


_bound: list[Payments] = []


def bind(payments: Payments | None) -> None:
    """接线：who takes payment; nobody where none is named. Called by the assembly."""
    _bound.clear()
    if payments is not None:
        _bound.append(payments)


def payments() -> Payments | None:
    """缴费渠道：or None where payment is taken at the bank only."""
    return _bound[0] if _bound else None


def channel() -> Payments:
    """缴费渠道。

    :raises NotFound: where payment is taken at the bank only.
    """
    if not _bound:
        raise NotFound
    return _bound[0]


def configured(settings: Mapping[str, str], *, demo: bool) -> Payments | None:
    """按配置取缴费渠道：`url` and `key` of the system that takes money; in the demonstration, one that simulates."""
    if settings["url"] and settings["key"]:
        return SignedPayments(address=settings["url"], key=settings["key"])
    return SimulatedPayments() if demo else None
