"""清除缓存：shared caches in front of us are told what is no longer true; none by default.

    purging.purge(Stale(keys=("record-4k2p9",), addresses=("/documents/4k2p9/",)))

What is cached, under which keys, is the business of the faces; which caches there are, of the assembly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Stale:
    """过时的内容：surrogate keys, for caches that know them, and addresses (paths) for those that do not.

    `everything`: it cannot be told what, so all of it; every answer carries the key `site`.
    """

    keys: tuple[str, ...]
    addresses: tuple[str, ...]
    everything: bool = False


EVERYTHING = Stale(("site",), (), everything=True)


class Purger(Protocol):
    """清除者：one cache, or one kind of cache, in front of us."""

    def purge(self, stale: Stale) -> None:
        """Forget what is stale; doing it twice does no harm.

        :raises OSError: when the cache does not answer, or refuses.
        """
        ...


class NotPurged(Exception):
    """缓存没有清除：some cache may still show what is no longer true; tried again, then an alarm."""


_purgers: list[Purger] = []


def bind(purgers: Sequence[Purger]) -> None:
    """接线：the caches in front of this installation. Called once, by the assembly."""
    _purgers[:] = purgers


def is_cached() -> bool:
    """前面有没有缓存：whether shared caches may keep our answers, because somebody will tell them to forget."""
    return bool(_purgers)


def purge(stale: Stale) -> None:
    """清除：tell every cache; one that fails does not keep the others from being told.

    :raises NotPurged: when any failed.
    """
    failed = []
    for purger in _purgers:
        try:
            purger.purge(stale)
        except OSError as error:
            failed.append(f"{purger}：{error}")
    if failed:
        raise NotPurged("；".join(failed))
