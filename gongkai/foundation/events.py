"""事件：what happened, handed to those who react, after the act and because of it.

An operation emits a past participle inside its transaction; `assembly/wiring.py` says in one dictionary which
handlers follow. Handlers run from the job queue, may run twice, and everything they make can be rebuilt.
"""

from collections.abc import Mapping, Sequence

from gongkai.foundation import jobs

_handlers: dict[str, tuple[str, ...]] = {}


def bind(handlers: Mapping[str, Sequence[str]]) -> None:
    """接线：event type → names of the operations that follow. Called once, by the assembly."""
    _handlers.clear()
    _handlers.update({event: tuple(names) for event, names in handlers.items()})


def emit(event: str, *, key: str, **ids: str | int) -> None:
    """发出事件：enqueue each handler in the caller's transaction.

    `key` makes the event unique ("release:4k2p9:2"), so that a handler's work is done once however often it runs.
    """
    for handler in _handlers.get(event, ()):
        jobs.enqueue(handler, key=f"{event}:{key}:{handler}", **ids)
