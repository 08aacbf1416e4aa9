"""后台任务：work done after an act, at least once, from a queue in the same database.

    with transaction.atomic():
        ...                                             # the act
        jobs.enqueue("search.put", key=f"search:{uid}:{edition}", uid=uid)

A job is the *name* of an operation and plain identifiers, never an object; `assembly/wiring.py` binds names to
functions once, with `bind`. A function is called as `function(at=…, **identifiers)`.
"""

from collections.abc import Callable, Collection, Mapping

Identifier = str | int


def bind(
    operations: Mapping[str, Callable[..., object]],
    *,
    outside: Collection[str] = (),
    periodic: Mapping[str, tuple[int, Callable[..., object]]] | None = None,
) -> None:
    """绑定：say which function each name means; replaces what was bound before.

    :param operations: name → function, called `function(at=…, **identifiers)` inside one transaction together with
        the receipt, so that its effects on the database happen exactly once.
    :param outside: names among them that speak to the world or need transactions of their own (mail, checkpoints);
        they run outside a transaction and may run twice.
    :param periodic: name → (seconds, function), called `function(at=…)` by the clock once in each slot of so many
        seconds, on one machine only; slots of a day begin at midnight in China.
    """
    from gongkai.foundation.jobs import registry

    registry.bind(operations, outside=outside, periodic=periodic or {})


def enqueue(operation: str, *, key: str, **ids: Identifier) -> None:
    """入队：put a job in the queue, inside the caller's transaction; the same key is put only once, ever.

    :raises RuntimeError: outside `transaction.atomic`, where the job could outlive an act that was rolled back.
    :raises TypeError: when an identifier is neither a string nor an integer.
    """
    from gongkai.foundation.jobs import operations

    operations.enqueue(operation, key=key, ids=ids)
