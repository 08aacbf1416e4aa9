"""端口：what notices ask of whoever knows people."""

from typing import Protocol


class AddressOf(Protocol):
    """邮箱地址：the mail address of a person, or "" when there is none or mail is not wanted."""

    def __call__(self, uid: str) -> str:
        """Answer for one person's uid."""


_address_of: list[AddressOf] = []


def bind(address_of: AddressOf) -> None:
    """接线：called once, by the assembly."""
    _address_of[:] = [address_of]


def address_of(uid: str) -> str:
    """邮箱地址：as the bound port answers; without one, nobody has an address."""
    return _address_of[0](uid) if _address_of else ""
