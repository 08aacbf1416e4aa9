"""公共企事业单位公开监督的权限：who sees what the institutions of their organ owe."""

from collections.abc import Collection

from gongkai.foundation.people.actors import DRAFTER, FOI_CLERK, FOI_HEAD, SIGNER, UNIT_HEAD, Actor

_READERS = (DRAFTER, UNIT_HEAD, FOI_CLERK, FOI_HEAD, SIGNER)


def organs_of(person: Actor) -> Collection[str]:
    """所在的机关：whose institutions this person supervises; what they publish is public, only the list is theirs."""
    return person.organs(*_READERS)
